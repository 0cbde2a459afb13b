//! The rules of line composition as a book of cases, and properties that hold for any text.
//!
//! `tests/compose/*.txt` holds the cases: a head `--- name, measure em, profile, options ---`, the
//! text, a line `=`, and the lines expected, drawn with stub metrics (standards E):
//!
//! | drawn | means |
//! |---|---|
//! | `中文，\|` | a full line, exactly as wide as its measure without adjustment |
//! | `中文，\| -4:1/2` | shrunk by ½ em in stage 4 of A7.6 |
//! | `中文\| +3:1/2` | stretched by ½ em in stage 3 of A7.7 |
//! | `中文。¶ 2 1/2` | the last line, 2½ em wide, indent included |
//! | `^1/2` | ½ em hangs outside the measure (A8) |
//! | `-` at the end | the line shows a hyphen that the text has not |
//! | `~adjusted` | with `snap`: why the line is not solid |
//! | `(pushed-in)` | with the option `why`: why the line ends there |
//! | `!loose` | a trouble that is reported |
//! | `中(1/4)A` | white between two bodies or at an edge, with the option `white` |
//! | `␣` `□` | a word space, a full-width space |
//! | `‹2026›` `[26]` | turned, and combined in one em, with the option `stand` |
//!
//! In the text `[北京]{běi jīng}` has a reading beside it, `{.dot}`, `{.name}`, `{.title}` and `{.combined}` a mark.
//! Options: `indent=2`, `paragraph` (the indent of A9), `solid`, `white`, `why`, `vertical`, `stand`, `lang=zh-Hant`, and
//! every parameter of `Rules::set`.
//! A case that fails prints both sides. `ACCEPT=name,name` writes the named cases as they are now,
//! says so, and fails all the same: the change is to be read before it is believed.

#[path = "compose/properties.rs"]
mod properties;

#[path = "compose/shaping.rs"]
mod shaping;

#[path = "compose/hold.rs"]
mod hold;

#[path = "compose/command.rs"]
mod command;

#[path = "compose/reference.rs"]
mod reference;

#[path = "compose/ledger.rs"]
mod ledger;

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;

use banxin::compose::{Galley, Line, Measure, Rules, Trouble, Value, compose, solid};
use banxin::geom::{Em, WritingMode};
use banxin::shape::{CharClass, Manner, Passage, ShapedText, Stand, Unit, stub};
use banxin::style::{Lang, Mark};

struct Case {
    name: String,
    head: String,
    source: String,
    expected: String,
}

struct Setup {
    measure: Measure,
    rules: Rules,
    manner: Manner,
    solid: bool,
    white: bool,
    why: bool,
    stand: bool,
}

#[test]
fn the_book_of_cases() {
    let accepted = std::env::var("ACCEPT").unwrap_or_default();
    let accepted: Vec<&str> = accepted.split(',').filter(|name| !name.is_empty()).collect();
    let (mut failures, mut names) = (String::new(), Vec::new());
    for file in book() {
        let mut cases = parse(&fs::read_to_string(&file).expect("readable"));
        let mut changed = false;
        for case in &mut cases {
            assert!(!names.contains(&case.name), "two cases are called {}", case.name);
            names.push(case.name.clone());
            let drawn = run(case);
            if drawn == case.expected {
                continue;
            }
            let _ = writeln!(
                failures,
                "{} in {}\n text     {}\n expected\n{}\n drawn\n{}\n",
                case.name,
                file.display(),
                case.source,
                case.expected,
                drawn
            );
            if accepted.contains(&case.name.as_str()) {
                let _ = writeln!(failures, "  ACCEPTED: {} was written as drawn; read the diff\n", case.name);
                case.expected = drawn;
                changed = true;
            }
        }
        if changed {
            fs::write(&file, print(&cases)).expect("writable");
        }
    }
    assert!(names.len() > 80, "the book has only {} cases", names.len());
    assert!(failures.is_empty(), "\n{failures}");
}

/// The files of the book, in order.
fn book() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir("tests/compose").expect("the book").map(|entry| entry.expect("entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files
}

/// Both writings share the book: a case without Latin text and without the marks that are whole in vertical lines (A5, A10)
/// comes out alike.
#[test]
fn the_book_in_vertical_lines() {
    let (mut failures, mut count) = (String::new(), 0);
    for case in book().iter().flat_map(|file| parse(&fs::read_to_string(file).expect("readable"))) {
        let mut setup = setup(&case.head);
        let shared = |ch: char| (ch == '·' || ch > '\u{2000}') && !"：；！？‰℃％￥№€′″‼⁇⁈⁉".contains(ch);
        let traditional_hang = setup.manner.lang == Lang::Traditional && setup.rules.hang;
        if setup.manner.writing == WritingMode::Vertical
            || traditional_hang
            || !unescape(&case.source).chars().all(shared)
        {
            continue;
        }
        count += 1;
        setup.manner.writing = WritingMode::Vertical;
        let drawn = run_in(&case, &setup);
        if drawn != case.expected {
            let _ = writeln!(failures, "{}\n horizontal\n{}\n vertical\n{drawn}\n", case.name, case.expected);
        }
    }
    assert!(count > 100, "only {count} cases are shared");
    assert!(failures.is_empty(), "\n{failures}");
}

/// Cases of one file; text before the first head is an introduction and kept as a case without name.
fn parse(book: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in book.lines() {
        if let Some(head) = line.strip_prefix("--- ").and_then(|rest| rest.strip_suffix(" ---")) {
            let name = head.split(',').next().unwrap_or_default().trim().to_owned();
            cases.push(Case { name, head: head.to_owned(), source: String::new(), expected: String::new() });
        } else if let Some(case) = cases.last_mut() {
            if line.is_empty() {
                continue;
            }
            if case.source.is_empty() {
                case.source = line.to_owned();
            } else if line != "=" {
                let expected = &mut case.expected;
                if !expected.is_empty() {
                    expected.push('\n');
                }
                expected.push_str(line);
            }
        }
    }
    cases
}

fn print(cases: &[Case]) -> String {
    let mut book = String::new();
    for case in cases {
        let _ = writeln!(book, "--- {} ---\n{}\n=\n{}\n", case.head, case.source, case.expected);
    }
    book
}

/// The text of a case with `\u{…}` read as characters.
fn unescape(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (code, after) = after.split_once('}').expect("closed escape");
        out.push_str(before);
        out.push(char::from_u32(u32::from_str_radix(code, 16).expect("hex")).expect("character"));
        rest = after;
    }
    out + rest
}

fn run(case: &Case) -> String {
    run_in(case, &setup(&case.head))
}

fn run_in(case: &Case, setup: &Setup) -> String {
    let (source, marks) = spans(&unescape(&case.source));
    let manner = Manner { hyphenate: setup.rules.hyphenate, ..setup.manner };
    let text = stub(&Passage { manner, marks: &marks, ..Passage::plain(&source) });
    let galley = if setup.solid {
        let end = u32::try_from(text.units.len()).expect("short");
        Galley { lines: vec![solid(&text, 0, end, &setup.rules)] }
    } else {
        compose(&text, 0, setup.measure, &setup.rules)
    };
    let drawn: Vec<String> = galley.lines.iter().map(|line| draw(line, &text, setup)).collect();
    drawn.join("\n")
}

fn setup(head: &str) -> Setup {
    let mut setup = Setup {
        measure: Measure { width: Em::whole(100), indent: Em::ZERO },
        rules: Rules::default(),
        manner: Manner::default(),
        solid: false,
        white: false,
        why: false,
        stand: false,
    };
    let mut paragraph = false;
    for option in head.split(',').skip(1).flat_map(|part| part.split_whitespace().collect::<Vec<_>>()) {
        match option.split_once('=') {
            Some(("lang", "zh-Hant")) => setup.manner.lang = Lang::Traditional,
            Some(("lang", "ja")) => setup.manner.lang = Lang::Japanese,
            Some(("indent", ems)) => setup.measure.indent = number(ems),
            Some((key, word)) => {
                let value = match word {
                    "true" | "false" => Value::Switch(word == "true"),
                    _ => word.parse().map_or(Value::Word(word), Value::Number),
                };
                setup.rules.set(key, value).unwrap_or_else(|error| panic!("{head}: {error}"));
            }
            None if option == "vertical" => setup.manner.writing = WritingMode::Vertical,
            None if option == "why" => setup.why = true,
            None if option == "stand" => setup.stand = true,
            None if option == "paragraph" => paragraph = true,
            None if option == "solid" => setup.solid = true,
            None if option == "white" => setup.white = true,
            None if option == "em" => {}
            None => match Rules::profile(option) {
                Some(rules) => setup.rules = rules,
                None => setup.measure.width = number(option),
            },
        }
    }
    if paragraph {
        setup.measure = Measure::paragraph(setup.measure.width);
    }
    setup
}

/// A text and what stands beside its words: `[words]{reading}`, `[words]{.dot}`.
fn spans(source: &str) -> (String, Vec<(Range<usize>, Mark)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = source;
    while let Some((before, words, says, after)) = rest.split_once('[').and_then(|(before, rest)| {
        let (words, rest) = rest.split_once("]{")?;
        let (says, after) = rest.split_once('}')?;
        Some((before, words, says, after))
    }) {
        text.push_str(before);
        let mark = match says {
            ".dot" => Mark::Emphasis,
            ".name" => Mark::Name,
            ".title" => Mark::Title,
            ".combined" => Mark::Combined,
            ".obituary" => Mark::Obituary,
            reading => Mark::Ruby(reading.to_owned()),
        };
        marks.push((text.len()..text.len() + words.len(), mark));
        text.push_str(words);
        rest = after;
    }
    (text + rest, marks)
}

fn number(ems: &str) -> Em {
    Em::from_f64(ems.parse().unwrap_or_else(|_| panic!("`{ems}` is no number of ems")))
}

fn draw(line: &Line, text: &ShapedText, setup: &Setup) -> String {
    let mut out = String::new();
    let mut at = Em::ZERO;
    let visible = |unit: &&u32| !text.units[**unit as usize].class.is_space();
    let units: Vec<u32> = line.units.clone().collect();
    let kept = units.iter().rposition(|unit| visible(&unit)).map_or(0, |place| place + 1);
    for (place, (unit, &body)) in units.iter().zip(&line.places).enumerate() {
        let of = &text.units[*unit as usize];
        if setup.white && body != at {
            let _ = write!(out, "({})", fraction(body - at));
        }
        out.push_str(&shown(of, text, setup.stand));
        at = if place < kept && of.class != CharClass::Wsp { body + of.body } else { body };
    }
    if setup.white && line.width + line.hang != at {
        let _ = write!(out, "({})", fraction(line.width + line.hang - at));
    }
    out + &drawn_end(line, setup)
}

/// How a line ends, and what was done to it.
fn drawn_end(line: &Line, setup: &Setup) -> String {
    let mut out = String::new();
    if line.hyphen.is_some() {
        out.push('-');
    }
    if line.last {
        let _ = write!(out, "¶ {}", fraction(line.width));
    } else {
        out.push('|');
        if line.width != setup.measure.width && !setup.solid {
            let _ = write!(out, " ={}", fraction(line.width));
        }
    }
    for (stage, &amount) in line.record.shrunk.iter().enumerate().filter(|stage| *stage.1 != Em::ZERO) {
        let _ = write!(out, " -{}:{}", stage + 1, fraction(amount));
    }
    for (stage, &amount) in line.record.stretched.iter().enumerate().filter(|stage| *stage.1 != Em::ZERO) {
        let _ = write!(out, " +{}:{}", stage + 1, fraction(amount));
    }
    if line.hang != Em::ZERO {
        let _ = write!(out, " ^{}", fraction(line.hang));
    }
    for reason in &line.record.unsolid {
        let _ = write!(out, " ~{}", reason.id());
    }
    if setup.why {
        let _ = write!(out, " ({})", line.record.why.id());
    }
    for trouble in &line.record.troubles {
        let name = match trouble {
            Trouble::Loose => "loose",
            Trouble::LoneChar => "lone-char",
            Trouble::Overfull => "overfull",
            Trouble::KinsokuRelaxed => "kinsoku-relaxed",
            Trouble::Short => "short",
        };
        let _ = write!(out, " !{name}");
    }
    out
}

/// One unit as it is drawn.
fn shown(unit: &Unit, text: &ShapedText, stand: bool) -> String {
    let word = match unit.class {
        CharClass::Wsp => return "␣".to_owned(),
        CharClass::IdSp => return "□".to_owned(),
        _ => text.text[unit.text.start as usize..unit.text.end as usize].replace('\u{AD}', ""),
    };
    match unit.stand {
        Stand::Turned if stand => format!("‹{word}›"),
        Stand::Combined if stand => format!("[{word}]"),
        _ => word,
    }
}

/// Ems as a whole number and a fraction: `2 1/2`.
fn fraction(ems: Em) -> String {
    let one = Em::ONE.units();
    let (sign, units) = if ems < Em::ZERO { ("-", -ems.units()) } else { ("", ems.units()) };
    let (whole, part) = (units / one, units % one);
    let mut divisor = (one, part);
    while divisor.1 != 0 {
        divisor = (divisor.1, divisor.0 % divisor.1);
    }
    let part_text = format!("{}/{}", part / divisor.0, one / divisor.0);
    match (whole, part) {
        (_, 0) => format!("{sign}{whole}"),
        (0, _) => format!("{sign}{part_text}"),
        _ => format!("{sign}{whole} {part_text}"),
    }
}
