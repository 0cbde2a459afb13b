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
//! | `!loose` | a trouble that is reported |
//! | `中(1/4)A` | white between two bodies or at an edge, with the option `white` |
//! | `␣` `□` | a word space, a full-width space |
//!
//! Options: `indent=2`, `solid`, `white`, and every parameter of `Rules::set`.
//! A case that fails prints both sides. `ACCEPT=name,name` writes the named cases as they are now,
//! says so, and fails all the same: the change is to be read before it is believed.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use banxin::compose::{Galley, Line, Measure, Rules, Trouble, Value, compose, solid};
use banxin::geom::Em;
use banxin::shape::{CharClass, Passage, ShapedText, stub};

struct Case {
    name: String,
    head: String,
    source: String,
    expected: String,
}

struct Setup {
    measure: Measure,
    rules: Rules,
    solid: bool,
    white: bool,
}

#[test]
fn the_book_of_cases() {
    let accepted = std::env::var("ACCEPT").unwrap_or_default();
    let accepted: Vec<&str> = accepted.split(',').filter(|name| !name.is_empty()).collect();
    let mut files: Vec<PathBuf> =
        fs::read_dir("tests/compose").expect("the book").map(|entry| entry.expect("entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let (mut failures, mut names) = (String::new(), Vec::new());
    for file in files {
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
    let setup = setup(&case.head);
    let text = stub(&Passage::plain(&unescape(&case.source)));
    let galley = if setup.solid {
        let end = u32::try_from(text.units.len()).expect("short");
        Galley { lines: vec![solid(&text, 0, end, &setup.rules)] }
    } else {
        compose(&text, 0, setup.measure, &setup.rules)
    };
    let drawn: Vec<String> = galley.lines.iter().map(|line| draw(line, &text, &setup)).collect();
    drawn.join("\n")
}

fn setup(head: &str) -> Setup {
    let mut setup = Setup {
        measure: Measure { width: Em::whole(100), indent: Em::ZERO },
        rules: Rules::default(),
        solid: false,
        white: false,
    };
    for option in head.split(',').skip(1).flat_map(|part| part.split_whitespace().collect::<Vec<_>>()) {
        match option.split_once('=') {
            Some(("indent", ems)) => setup.measure.indent = number(ems),
            Some((key, word)) => {
                let value = match word {
                    "true" | "false" => Value::Switch(word == "true"),
                    _ => word.parse().map_or(Value::Word(word), Value::Number),
                };
                setup.rules.set(key, value).unwrap_or_else(|error| panic!("{head}: {error}"));
            }
            None if option == "solid" => setup.solid = true,
            None if option == "white" => setup.white = true,
            None if option == "em" => {}
            None => match Rules::profile(option) {
                Some(rules) => setup.rules = rules,
                None => setup.measure.width = number(option),
            },
        }
    }
    setup
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
        match of.class {
            CharClass::Wsp => out.push('␣'),
            CharClass::IdSp => out.push('□'),
            _ => out.push_str(&text.text[of.text.start as usize..of.text.end as usize]),
        }
        at = if place < kept && of.class != CharClass::Wsp { body + of.body } else { body };
    }
    if setup.white && line.width != at {
        let _ = write!(out, "({})", fraction(line.width - at));
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

mod properties {
    use banxin::compose::{Galley, Line, Measure, Mid, Rules, Trouble, compose};
    use banxin::geom::Em;
    use banxin::shape::{CharClass, Passage, ShapedText, stub};
    use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

    /// Newspaper text with everything that the tables speak of.
    fn copy() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => prop::sample::select("天地玄黄宇宙洪荒日月盈昃".chars().collect::<Vec<_>>()).prop_map(String::from),
            4 => prop::sample::select("，。、；：！？“”‘’（）《》「」·—…～／々○　－–".chars().collect::<Vec<_>>())
                .prop_map(String::from),
            1 => prop::sample::select(vec![
                "——", "……", "！！！", "3.5%", "￥1,250", "15:30", "GDP", "well-known", " to be ", "No", "38℃", "50％",
                "https://a.cn/b-c", "x@y.cn", "\u{200B}", "\u{2060}", "\u{A0}", " ", "e\u{301}", "№5", "¹", "17-18",
            ])
            .prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    fn rules() -> impl Strategy<Value = Rules> {
        let profile = prop::sample::select(Rules::profiles().collect::<Vec<_>>());
        let level = prop::sample::select(vec!["none", "loose", "basic", "gb", "strict"]);
        let end = prop::sample::select(vec!["half", "auto", "full"]);
        let style = prop::sample::select(vec!["quanjiao", "kaiming", "banjiao"]);
        (profile, level, end, style, any::<bool>()).prop_map(|(profile, level, end, style, own)| {
            let mut rules = Rules::profile(profile).expect("listed");
            if own {
                rules.set("level", level).expect("listed");
                rules.set("line_end", end).expect("listed");
                rules.set("style", style).expect("listed");
                rules.set("mid", "full").expect("listed");
            }
            rules
        })
    }

    fn measure() -> impl Strategy<Value = Measure> {
        let width = prop_oneof![
            (2_i64..40).prop_map(|halves| Em::HALF * halves),
            (24_000_i64..600_000).prop_map(Em::from_units)
        ];
        (width, prop_oneof![Just(Em::ZERO), Just(Em::whole(2))]).prop_map(|(width, indent)| Measure { width, indent })
    }

    fn has(line: &Line, trouble: Trouble) -> bool {
        line.record.troubles.contains(&trouble)
    }

    /// Lines follow each other and cover all units.
    fn covers(galley: &Galley, text: &ShapedText, from: u32) {
        let mut next = from;
        for line in &galley.lines {
            assert_eq!(line.units.start, next, "a unit is lost or doubled");
            assert!(line.units.end > line.units.start);
            assert_eq!(line.places.len(), line.units.len());
            assert_eq!(line.last, line.units.end as usize == text.units.len());
            next = line.units.end;
        }
        assert_eq!(next as usize, text.units.len());
    }

    /// What the stub drops or holds no unit for.
    fn is_dropped(ch: char) -> bool {
        ch.is_whitespace() || ch.is_control() || matches!(ch, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
    }

    /// A line may not begin or end so, read off A3 once more and independently of the tables.
    fn broken(text: &ShapedText, line: &Line, rules: &Rules) -> Option<String> {
        let level = format!("{:?}", rules.level).to_lowercase();
        let rank = ["none", "loose", "basic", "gb", "strict"].iter().position(|name| *name == level)?;
        let unit = |at: u32| &text.units[at as usize];
        let first = unit(line.units.start);
        let never_starts = match first.class {
            CharClass::Close | CharClass::Pause | CharClass::Stop | CharClass::Stop2 => rank >= 1,
            CharClass::Mid | CharClass::Conn | CharClass::Sol => rank >= 2,
            CharClass::Dash2 | CharClass::Ell2 | CharClass::Iter => rank >= 4,
            _ => false,
        };
        if line.units.start > 0 && never_starts && !first.wished {
            return Some(format!("{:?} begins a line", first.class));
        }
        let last = unit(line.units.end - 1);
        let never_ends = match last.class {
            CharClass::Open | CharClass::Prefix => rank >= 1,
            CharClass::Sol => rank >= 3,
            _ => false,
        };
        let wished = text.units.get(line.units.end as usize).is_none_or(|next| next.wished);
        (never_ends && !wished).then(|| format!("{:?} ends a line", last.class))
    }

    proptest! {
        #[test]
        fn nothing_is_lost(source in copy(), measure in measure(), rules in rules()) {
            let text = stub(&Passage::plain(&source));
            let galley = compose(&text, 0, measure, &rules);
            covers(&galley, &text, 0);
            let joined: String = galley.lines.iter()
                .flat_map(|line| line.units.clone())
                .map(|unit| &text.units[unit as usize].text)
                .map(|bytes| &text.text[bytes.start as usize..bytes.end as usize])
                .collect();
            let visible = |text: &str| text.chars().filter(|&ch| !is_dropped(ch)).collect::<String>();
            prop_assert_eq!(visible(&joined), visible(&source));
        }

        #[test]
        fn a_full_line_is_exactly_as_wide_as_its_measure(
            source in copy(), measure in measure(), rules in rules(),
        ) {
            let text = stub(&Passage::plain(&source));
            for line in compose(&text, 0, measure, &rules).lines {
                if has(&line, Trouble::Overfull) {
                    prop_assert!(line.width > measure.width, "{:?}", line);
                } else if has(&line, Trouble::Short) {
                    prop_assert!(line.width < measure.width, "{:?}", line);
                } else if !line.last {
                    prop_assert_eq!(line.width, measure.width, "{:?}", line);
                } else {
                    prop_assert!(line.width <= measure.width, "{:?}", line);
                }
            }
        }

        #[test]
        fn bodies_do_not_overlap_and_end_at_the_width(
            source in copy(), measure in measure(), rules in rules(),
        ) {
            let text = stub(&Passage::plain(&source));
            for line in compose(&text, 0, measure, &rules).lines {
                let mut at = Em::ZERO;
                for (unit, &place) in line.units.clone().zip(&line.places) {
                    let of = &text.units[unit as usize];
                    prop_assert!(place >= at, "unit {} stands on the one before it: {:?}", unit, line);
                    // A word space may shrink to ¼, and vanishes at the end.
                    let body = if of.class.is_space() { Em::ZERO } else { of.body };
                    at = place + body;
                }
                // What is left after the last body is its trail: none, or whole.
                let end = line.units.clone().rev().map(|unit| &text.units[unit as usize]);
                let last = end.into_iter().find(|unit| !unit.class.is_space());
                let trail = last.map_or(Em::ZERO, |unit| match unit.class {
                    CharClass::Mid if rules.mid == Mid::Full => Em::QUARTER,
                    _ => unit.trail,
                });
                let left = line.width - at;
                prop_assert!(left == Em::ZERO || left == trail, "{left} after the last body: {:?}", line);
            }
        }

        #[test]
        fn no_prohibition_is_broken_in_silence(source in copy(), measure in measure(), rules in rules()) {
            let text = stub(&Passage::plain(&source));
            let lines = compose(&text, 0, measure, &rules).lines;
            for (at, line) in lines.iter().enumerate() {
                let relaxed = has(line, Trouble::KinsokuRelaxed)
                    || at > 0 && has(&lines[at - 1], Trouble::KinsokuRelaxed);
                if let Some(rule) = broken(&text, line, &rules) {
                    prop_assert!(relaxed, "{rule}: {:?}", line);
                }
            }
        }

        #[test]
        fn composing_goes_on_where_it_stopped(source in copy(), measure in measure(), rules in rules()) {
            let text = stub(&Passage::plain(&source));
            let whole = compose(&text, 0, measure, &rules);
            for (at, line) in whole.lines.iter().enumerate().skip(1) {
                let rest = compose(&text, line.units.start, Measure { indent: Em::ZERO, ..measure }, &rules);
                prop_assert_eq!(&rest.lines[..], &whole.lines[at..]);
            }
        }

        #[test]
        fn the_same_text_gives_the_same_lines(source in copy(), measure in measure(), rules in rules()) {
            prop_assert_eq!(stub(&Passage::plain(&source)), stub(&Passage::plain(&source)));
            let text = stub(&Passage::plain(&source));
            prop_assert_eq!(compose(&text, 0, measure, &rules), compose(&text, 0, measure, &rules));
        }

        #[test]
        fn any_unicode_at_any_measure(
            source in any::<String>(), width in 24_000_i64..2_000_000, rules in rules(), indent in 0_i64..100_000,
        ) {
            let text = stub(&Passage::plain(&source));
            let measure = Measure { width: Em::from_units(width), indent: Em::from_units(indent) };
            covers(&compose(&text, 0, measure, &rules), &text, 0);
        }
    }
}

mod shaping {
    use std::collections::BTreeMap;
    use std::path::Path;

    use banxin::compose::{Measure, Rules, Trouble, compose};
    use banxin::font::FontBook;
    use banxin::geom::Em;
    use banxin::shape::{FaceSet, Lack, Passage, Shaper};
    use banxin::style::Role;
    use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

    fn faces(book: &FontBook, body: &str) -> FaceSet {
        let mut chains = BTreeMap::new();
        chains.insert(Role::Body, book.chain(&[body.to_owned()]));
        chains.insert(Role::Strong, book.chain(&["hei".to_owned()]));
        chains.insert(Role::Emphasis, book.chain(&["kai".to_owned()]));
        FaceSet { base: Role::Body, chains }
    }

    #[test]
    fn glyphs_and_justified_lines_from_real_faces() {
        let book = FontBook::open(Path::new("fonts")).expect("bundled faces");
        let shaper = Shaper::new(&book);
        let source = "11月22日16时50分，“衔芦桥”开始放行——全长186米，由BIM（建筑信息模型）控制，误差3.5%……";
        let runs = [(0..11, Role::Strong), (30..42, Role::Emphasis)];
        for face in ["song", "song-bold", "song-black", "hei", "hei-bold", "hei-black", "kai"] {
            let (text, missing) = shaper.shape(&Passage { runs: &runs, ..Passage::plain(source) }, &faces(&book, face));
            assert!(missing.is_empty(), "{face}: {missing:?}");
            let measure = Measure::paragraph(Em::whole(13));
            let galley = compose(&text, 0, measure, &Rules::default());
            for line in &galley.lines {
                assert!(line.last || line.width == measure.width, "{face}: {line:?}");
                assert!(!line.record.troubles.contains(&Trouble::Overfull));
            }
            let glyphs: Vec<_> = galley.lines.iter().flat_map(|line| line.glyphs(&text)).collect();
            let bytes: usize = glyphs.iter().map(|glyph| glyph.text.len()).sum();
            assert_eq!(bytes, source.len(), "{face}: every byte has its glyph");
        }
    }

    /// Runs of letters, signs and marks that the faces have in part or not at all.
    fn foreign() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "ก",
            "กำ",
            "ع",
            "א",
            "क",
            "क्ष",
            "한",
            "\u{1F600}",
            "\u{1F1E8}\u{1F1F3}",
            "e\u{301}",
            "\u{301}",
            "a",
            "5",
            "%",
            "中",
            "，",
            " ",
            "\u{FE0F}",
            "\u{200D}",
            "\u{E0100}",
        ]);
        prop::collection::vec((piece, 1_usize..40), 0..12)
            .prop_map(|pieces| pieces.into_iter().map(|(piece, times)| piece.repeat(times)).collect())
    }

    proptest! {
        /// Each lost character is its own empty em, however many stand together, and a shaper gives
        /// the same again, used or fresh.
        #[test]
        fn lost_characters_are_units_of_their_own(source in foreign()) {
            thread_local! {
                static BOOK: FontBook = FontBook::open(Path::new("fonts")).expect("bundled faces");
            }
            BOOK.with(|book| {
                let (shaper, faces) = (Shaper::new(book), faces(book, "song"));
                let (text, missing) = shaper.shape(&Passage::plain(&source), &faces);
                let starts: Vec<usize> = text.units.iter().map(|unit| unit.text.start as usize).collect();
                for lost in missing.iter().filter(|lost| lost.lack == Lack::Glyph) {
                    let at = starts.binary_search(&lost.text.start);
                    prop_assert!(at.is_ok_and(|at| text.units[at].body == Em::ONE), "{:?} has no em", lost);
                }
                prop_assert!(text.units.len() >= missing.len());
                prop_assert_eq!(&shaper.shape(&Passage::plain(&source), &faces), &(text.clone(), missing.clone()));
                prop_assert_eq!(Shaper::new(book).shape(&Passage::plain(&source), &faces), (text, missing));
                Ok(())
            })?;
        }

        #[test]
        fn any_unicode_is_shaped_or_reported(source in any::<String>(), width in 24_000_i64..500_000) {
            thread_local! {
                static BOOK: FontBook = FontBook::open(Path::new("fonts")).expect("bundled faces");
            }
            BOOK.with(|book| {
                let shaper = Shaper::new(book);
                let (text, missing) = shaper.shape(&Passage::plain(&source), &faces(book, "song"));
                for lost in missing.iter().filter(|lost| lost.lack == Lack::Glyph) {
                    prop_assert_eq!(source[lost.text.clone()].chars().next(), Some(lost.character));
                    let unit = text.units.iter().find(|unit| unit.text.start as usize == lost.text.start);
                    prop_assert!(unit.is_some_and(|unit| unit.body == Em::ONE), "{:?}", lost);
                }
                let measure = Measure { width: Em::from_units(width), indent: Em::ZERO };
                let lines = compose(&text, 0, measure, &Rules::default()).lines;
                let units: usize = lines.iter().map(|line| line.units.len()).sum();
                prop_assert_eq!(units, text.units.len());
                Ok(())
            })?;
        }
    }
}
