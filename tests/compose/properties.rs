//! What holds for any text at any measure under any rules.

use banxin::compose::{Breaker, Galley, Line, Measure, Mid, Prepared, Rules, Trouble, compose, compose_in_detail};
use banxin::geom::{Em, WritingMode};
use banxin::shape::{CharClass, Manner, Passage, ShapedText, Stand, stub};
use banxin::style::Lang;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

/// Newspaper text with everything that the tables speak of.
pub(crate) fn copy() -> impl Strategy<Value = String> {
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
    let more = (any::<bool>(), any::<bool>(), prop::sample::select(vec![false, false, true]));
    (profile, level, end, style, any::<bool>(), more).prop_map(|(profile, level, end, style, own, more)| {
        let (optimal, hang, snap) = more;
        let mut rules = Rules::profile(profile).expect("listed");
        rules.set("breaker", if optimal { "optimal" } else { "greedy" }).expect("listed");
        rules.set("hang", hang).expect("listed");
        rules.set("snap", snap).expect("listed");
        if own {
            rules.set("level", level).expect("listed");
            rules.set("line_end", end).expect("listed");
            rules.set("style", style).expect("listed");
            rules.set("mid", "full").expect("listed");
        }
        rules
    })
}

/// Both ways of the line, and all languages.
pub(crate) fn manner() -> impl Strategy<Value = Manner> {
    let writing = prop::sample::select(vec![WritingMode::Horizontal, WritingMode::Vertical]);
    let lang = prop::sample::select(vec![Lang::Simplified, Lang::Simplified, Lang::Traditional, Lang::Japanese]);
    (writing, lang, any::<bool>()).prop_map(|(writing, lang, hyphenate)| Manner { writing, lang, hyphenate })
}

/// The stub's shape of a text.
pub(crate) fn shaped(source: &str, manner: Manner) -> ShapedText {
    stub(&Passage { manner, ..Passage::plain(source) })
}

fn measure() -> impl Strategy<Value = Measure> {
    let width =
        prop_oneof![(2_i64..40).prop_map(|halves| Em::HALF * halves), (24_000_i64..600_000).prop_map(Em::from_units)];
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

#[test]
fn an_indent_leaves_room_for_a_character() {
    let indent = |ems: i64| Measure::indented(Em::HALF * ems, Em::whole(2)).indent;
    assert_eq!([1, 2, 3, 4, 6, 26].map(indent), [0, 0, 1, 2, 4, 4].map(|halves| Em::HALF * halves));
}

proptest! {
    #[test]
    fn nothing_is_lost(source in copy(), measure in measure(), rules in rules(), manner in manner()) {
        let text = shaped(&source, manner);
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
        source in copy(), measure in measure(), rules in rules(), manner in manner(),
    ) {
        let text = shaped(&source, manner);
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
        source in copy(), measure in measure(), rules in rules(), manner in manner(),
    ) {
        let text = shaped(&source, manner);
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
            // On the strict grid the white beside Latin text may stand at the end; a hung mark stands after it.
            let padded = rules.snap && last.is_some_and(|unit| unit.class.is_western());
            let hyphen = line.hyphen.map_or(Em::ZERO, |(_, index)| text.hyphens[index as usize].width);
            let told = left + line.hang == Em::ZERO || padded;
            prop_assert!(told || left == hyphen || left == trail, "{left} after the last body: {:?}", line);
        }
    }

    #[test]
    fn no_prohibition_is_broken_in_silence(source in copy(), measure in measure(), rules in rules(), manner in manner()) {
        let text = shaped(&source, manner);
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
    fn composing_goes_on_where_it_stopped(source in copy(), measure in measure(), rules in rules(), manner in manner()) {
        let text = shaped(&source, manner);
        let rules = Rules { breaker: Breaker::Greedy, ..rules };
        let whole = compose(&text, 0, measure, &rules);
        for (at, line) in whole.lines.iter().enumerate().skip(1) {
            let rest = compose(&text, line.units.start, Measure { indent: Em::ZERO, ..measure }, &rules);
            prop_assert_eq!(&rest.lines[..], &whole.lines[at..]);
        }
    }

    #[test]
    fn the_same_text_gives_the_same_lines(source in copy(), measure in measure(), rules in rules(), manner in manner()) {
        prop_assert_eq!(shaped(&source, manner), shaped(&source, manner));
        let text = shaped(&source, manner);
        prop_assert_eq!(compose(&text, 0, measure, &rules), compose(&text, 0, measure, &rules));
    }

    #[test]
    fn any_unicode_at_any_measure(
        source in any::<String>(), width in 24_000_i64..2_000_000, rules in rules(), manner in manner(), indent in 0_i64..100_000,
    ) {
        let text = shaped(&source, manner);
        let measure = Measure { width: Em::from_units(width), indent: Em::from_units(indent) };
        covers(&compose(&text, 0, measure, &rules), &text, 0);
    }

    /// What `compose` shows as advances: cells follow each other, hold their bodies, and end where the line does.
    #[test]
    fn cells_hold_their_bodies(source in copy(), measure in measure(), rules in rules(), manner in manner()) {
        let text = shaped(&source, manner);
        let (galley, starts) = compose_in_detail(&text, 0, measure, &rules);
        prop_assert_eq!(&galley, &compose(&text, 0, measure, &rules));
        prop_assert_eq!(galley.lines.len(), starts.len());
        for (line, starts) in galley.lines.iter().zip(&starts) {
            prop_assert_eq!(starts.len(), line.units.len() + 1);
            prop_assert!(starts.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", starts);
            for (place, cell) in line.places.iter().zip(starts.windows(2)) {
                prop_assert!(*place >= cell[0] && *place <= cell[1], "{:?}: {:?}", line, starts);
            }
            prop_assert_eq!(starts.last().copied(), Some(line.width + line.hang));
        }
    }

    /// A solid line of the strict grid has every Han and every full mark on a whole cell.
    #[test]
    fn a_solid_line_stands_on_the_grid(source in copy(), ems in 4_i64..20, rules in rules(), lang in manner()) {
        let text = shaped(&source, Manner { writing: WritingMode::Horizontal, ..lang });
        let rules = Rules { snap: true, ..rules };
        let measure = Measure { width: Em::whole(ems), indent: Em::ZERO };
        let (galley, starts) = compose_in_detail(&text, 0, measure, &rules);
        for (line, starts) in galley.lines.iter().zip(&starts) {
            if !line.record.unsolid.is_empty() || has(line, Trouble::Overfull) {
                continue;
            }
            for (unit, &start) in line.units.clone().zip(starts) {
                let of = &text.units[unit as usize];
                let whole = of.class == CharClass::Han && of.stand == Stand::Upright && of.body == Em::ONE;
                prop_assert!(!whole || start.units() % Em::ONE.units() == 0, "unit {} at {}: {:?}", unit, start, line);
            }
        }
    }

    /// What is prepared once gives the same lines, from any unit on, as what is read anew.
    #[test]
    fn a_prepared_text_is_the_same_text(source in copy(), measure in measure(), rules in rules(), manner in manner()) {
        let text = shaped(&source, manner);
        let prepared = Prepared::new(&text, &rules);
        let whole = compose(&text, 0, measure, &rules);
        prop_assert_eq!(&prepared.compose(0, measure), &whole);
        for line in whole.lines.iter().take(4) {
            let from = line.units.end;
            let anew = compose(&text, from, measure, &rules);
            prop_assert_eq!(prepared.compose(from, measure), anew);
        }
    }
}

proptest! {
    /// A paragraph that is broken off at the foot of a column goes on with the same lines: make-up takes them as they are.
    #[test]
    fn the_rest_of_a_text_has_the_lines_that_it_had(
        source in copy(), rules in rules(), manner in manner(), measure in measure()
    ) {
        let rules = Rules { breaker: Breaker::Greedy, ..rules };
        let text = shaped(&source, manner);
        let whole = compose(&text, 0, measure, &rules);
        for (at, line) in whole.lines.iter().enumerate() {
            let rest = compose(&text, line.units.end, Measure { indent: Em::ZERO, ..measure }, &rules);
            prop_assert_eq!(&rest.lines[..], &whole.lines[at + 1..], "after line {}", at);
        }
    }
}
