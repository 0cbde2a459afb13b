//! After sign-off: a correction moves as few lines as it can, and says which.

use banxin::compose::{Galley, Measure, Rules, compose, hold};
use banxin::geom::Em;
use banxin::shape::{Passage, ShapedText, stub};
use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};

fn texts(text: &ShapedText, galley: &Galley) -> Vec<String> {
    let line = |line: &banxin::compose::Line| {
        let units = &text.units[line.units.start as usize..line.units.end as usize];
        let line: String =
            units.iter().map(|unit| &text.text[unit.text.start as usize..unit.text.end as usize]).collect();
        // A space that vanishes at the end of a line is not seen, and two are seen as one.
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    galley.lines.iter().map(line).collect()
}

/// The lines before a correction and after it, drawn: `=` for a line that stays, `~` for one that moves.
fn drawn(before: &str, after: &str, ems: i64) -> String {
    let (measure, rules) = (Measure { width: Em::whole(ems), indent: Em::ZERO }, Rules::default());
    let (old, new) = (stub(&Passage::plain(before)), stub(&Passage::plain(after)));
    let lines = texts(&old, &compose(&old, 0, measure, &rules));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let held = hold(&new, 0, measure, &rules, &lines);
    let sign = |line: usize| if held.moved.contains(&line) { '~' } else { '=' };
    let set = texts(&new, &held.galley);
    set.iter().enumerate().map(|(line, text)| format!("{}{text}", sign(line))).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_word_of_the_same_length_moves_one_line() {
    let before = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";
    let after = "甲乙丙丁戊己庚日月癸子丑寅卯辰巳午未申酉戌亥";
    assert_eq!(drawn(before, after, 5), "=甲乙丙丁戊\n~己庚日月癸\n=子丑寅卯辰\n=巳午未申酉\n=戌亥");
}

#[test]
fn a_line_cut_is_a_line_cut() {
    let before = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";
    let after = "甲乙丙丁戊子丑寅卯辰巳午未申酉戌亥";
    assert_eq!(drawn(before, after, 5), "=甲乙丙丁戊\n=子丑寅卯辰\n=巳午未申酉\n=戌亥");
}

#[test]
fn a_mark_taken_out_is_taken_up_in_its_line() {
    let before = "我们的报纸，是给大家看的报纸，不是给自己看的报纸，所以要好看。";
    let after = "我们的报纸是给大家看的报纸，不是给自己看的报纸，所以要好看。";
    let drawn = drawn(before, after, 12);
    assert!(drawn.starts_with('~') && drawn.lines().skip(1).all(|line| line.starts_with('=')), "{drawn}");
}

#[test]
fn nothing_changed_moves_nothing() {
    let text = "他说：“我们2026年GDP增长3.5%，很好。”大家都同意这样做法了，于是就散会。";
    assert!(!drawn(text, text, 9).contains('~'));
}

/// Without quotes: a quote is Chinese or Latin by its partner, which a correction in another line may take away.
fn copy() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "天", "地", "玄", "黄", "宇", "宙", "洪", "荒", "，", "。", "（", "）", "、", "3.5%", "GDP", "——", " to be ",
    ]);
    prop::collection::vec(piece, 1..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_does_not_move_is_as_it_was(source in copy(), cut in 0_usize..80, gone in 0_usize..12, put in copy(), ems in 6_i64..16) {
        let chars: Vec<char> = source.chars().collect();
        let (cut, put) = (cut.min(chars.len()), put.chars().take(6).collect::<String>());
        let after: String = chars[..cut].iter().copied().chain(put.chars()).chain(chars[(cut + gone).min(chars.len())..].iter().copied()).collect();
        let (measure, rules) = (Measure::paragraph(Em::whole(ems)), Rules::default());
        let (old, new) = (stub(&Passage::plain(&source)), stub(&Passage::plain(&after)));
        let before = compose(&old, 0, measure, &rules);
        let lines = texts(&old, &before);
        let held = hold(&new, 0, measure, &rules, &lines.iter().map(String::as_str).collect::<Vec<_>>());
        let set = texts(&new, &held.galley);
        let dense = |lines: &[String]| lines.concat().replace(' ', "");
        prop_assert_eq!(dense(&set), dense(&texts(&new, &compose(&new, 0, measure, &rules))), "no text is lost");
        for (at, line) in set.iter().enumerate().filter(|(at, _)| !held.moved.contains(at)) {
            let known = lines.iter().position(|old| old == line);
            prop_assert!(known.is_some(), "line {} `{}` is new and was not reported", at, line);
            let now = &held.galley.lines[at];
            let was = before.lines.iter().zip(&lines).filter(|(_, text)| *text == line);
            prop_assert!(was.clone().any(|(was, _)| was.places.iter().zip(&now.places).all(|(was, now)| was == now) && was.width == now.width), "line {} `{}` is set otherwise", at, line);
        }
        // Nothing before the correction moves but what the rules of its own paragraph part force.
        if source == after {
            prop_assert!(held.moved.is_empty());
        }
    }
}
