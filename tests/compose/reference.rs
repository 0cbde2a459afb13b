//! A second composer, deliberately plain: standards A5–A8 in the order of their words, to check the first against.
//!
//! It shares no code with `src/compose`: every width is added up anew from a list of bodies and whites, nothing is
//! remembered from one break to the next, and the shares of a stage are exact fractions. Only the classes and what
//! UAX #14 says of Latin text come from the shaper. Where the words are open it follows "Where the standard leaves a
//! choice" in the README of the room. The strict grid and whole-paragraph breaking have no part in it.

use std::collections::BTreeMap;

use banxin::compose::{
    Adjacent, Breaker, Galley, Level, LineEnd, Measure, Mid, Rules, Start, Style, Trouble, compose, solid,
};
use banxin::geom::{Em, WritingMode};
use banxin::shape::CharClass::{
    Close, Conn, Dash2, Ell2, Han, IdSp, Iter, Latin, Mid as Dot, Note, Num, Open, Pause, Postfix, PostfixWide, Prefix,
    Sol, Stop, Stop2, Wsp,
};
use banxin::shape::{CharClass, Passage, ShapedText, Unit, stub};
use banxin::style::{Lang, Role};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::properties::{copy, manner, shaped};

/// White on a line: how wide it is, and in which stages of A7 it gives and takes; stage 0 is never.
#[derive(Clone, Copy)]
struct White {
    natural: Em,
    shrinks: usize,
    least: Em,
    stretches: usize,
    most: Em,
}

/// A line is a row of these.
#[derive(Clone, Copy)]
enum Piece {
    Body(Em),
    White(White),
}

/// A4 names 年月日元米人; the README of the room lists what the house holds to its number besides.
const MEASURE_WORDS: &str = "年月日时分秒元角米里吨克升亩度岁人名位个件种项家户套台辆座层栋条次天周";

fn stiff(natural: Em) -> Piece {
    Piece::White(White { natural, shrinks: 0, least: natural, stretches: 0, most: natural })
}

/// A line to be: its units, whether its last mark keeps its trail, and whether that mark hangs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Choice {
    to: usize,
    full: bool,
    hangs: bool,
    relaxed: bool,
    overfull: bool,
}

/// What came out, to be compared.
#[derive(PartialEq, Eq, Debug)]
struct Outcome {
    units: (usize, usize),
    width: Em,
    natural: Em,
    hang: Em,
    shrunk: [Em; 6],
    stretched: [Em; 3],
    troubles: Vec<Trouble>,
}

struct Plain<'a> {
    text: &'a ShapedText,
    rules: &'a Rules,
    measure: Measure,
}

impl Plain<'_> {
    fn units(&self) -> &[Unit] {
        &self.text.units
    }

    fn class(&self, at: usize) -> CharClass {
        self.text.units[at].class
    }

    fn count(&self) -> usize {
        self.text.units.len()
    }

    // A1 and A5, styles.

    /// White before and after the body of a unit that stands alone.
    fn glue(&self, at: usize) -> (Em, Em) {
        let unit = &self.units()[at];
        let half = match self.rules.style {
            Style::Quanjiao => false,
            Style::Kaiming => matches!(unit.class, Open | Close | Pause),
            Style::Banjiao => matches!(unit.class, Open | Close | Pause | Stop | Stop2),
        };
        if unit.class == Dot && self.rules.mid == Mid::Full && unit.body == Em::HALF {
            (Em::QUARTER, Em::QUARTER)
        } else if half {
            (Em::ZERO, Em::ZERO)
        } else {
            (unit.lead, unit.trail)
        }
    }

    /// A5, adjacent marks: whether the left loses its trail and the right its lead.
    fn closes_up(&self, left: usize, right: usize) -> (bool, bool) {
        let ends = |class| matches!(class, Close | Pause | Stop | Stop2);
        let tight = self.rules.adjacent == Adjacent::Tight;
        match (self.class(left), self.class(right)) {
            _ if self.rules.adjacent == Adjacent::None => (false, false),
            (left, right) if ends(left) && ends(right) => (true, false),
            (left, Open) if ends(left) => (tight, true),
            (Open | Dot, Open) => (false, true),
            (left, Dot) if ends(left) => (true, false),
            _ => (false, false),
        }
    }

    /// A6 and A7.7: what lies between two units.
    fn between(&self, left: usize, right: usize) -> Piece {
        let (one, two) = (self.class(left), self.class(right));
        let han = |class| matches!(class, Han | Iter);
        let western = |class| matches!(class, Latin | Num | Prefix | Postfix);
        let gap = han(one) && western(two) || western(one) && han(two);
        let rigid = |class| matches!(class, Conn | Sol | Wsp);
        if self.units()[right].joined || rigid(one) || rigid(two) {
            return stiff(Em::ZERO);
        }
        let natural = self.rules.gap;
        if gap && natural > Em::ZERO {
            let flex = self.rules.gap_flex;
            return Piece::White(White {
                natural,
                shrinks: if flex && natural > Em::EIGHTH { 5 } else { 0 },
                least: Em::EIGHTH,
                stretches: if flex { 2 } else { 0 },
                most: self.rules.gap_max.max(natural),
            });
        }
        Piece::White(White { natural: Em::ZERO, shrinks: 0, least: Em::ZERO, stretches: 3, most: Em::ZERO })
    }

    /// A7.6: the stage in which the glue of a class gives.
    fn gives(&self, class: CharClass) -> usize {
        match class {
            Dot => 2,
            Open | Close => 3,
            Pause => 4,
            Stop | Stop2 if self.rules.shrink_stop => 6,
            _ => 0,
        }
    }

    /// A line from the words of A5 and A6: each body with its whites, spaces at the end left out.
    fn pieces(&self, from: usize, choice: Choice) -> Vec<Piece> {
        let space = |at: &usize| matches!(self.class(*at), Wsp | IdSp);
        let mut to = choice.to - (from..choice.to).rev().take_while(space).count();
        if choice.hangs {
            to -= 1;
        }
        let mut pieces = Vec::new();
        for at in from..to {
            let (mut lead, mut trail) = self.glue(at);
            let stage = self.gives(self.class(at));
            let white = |natural: Em| {
                Piece::White(White { natural, shrinks: stage, least: Em::ZERO, stretches: 0, most: natural })
            };
            if at == from {
                let opens = from == 0 && self.measure.indent > Em::ZERO;
                let rule = if opens { self.rules.para_start } else { self.rules.line_start };
                pieces.push(stiff(if rule == Start::Full { lead } else { Em::ZERO }));
            } else {
                pieces.push(self.between(at - 1, at));
                if self.closes_up(at - 1, at).1 {
                    lead = Em::ZERO;
                }
                pieces.push(white(lead));
            }
            if self.class(at) == Wsp {
                let natural = self.units()[at].body;
                let space = White { natural, shrinks: 1, least: Em::QUARTER, stretches: 1, most: Em::HALF };
                pieces.push(Piece::White(space));
            } else {
                pieces.push(Piece::Body(self.units()[at].body));
            }
            if at + 1 == to {
                pieces.push(stiff(if choice.full && !choice.hangs { trail } else { Em::ZERO }));
                if let Some(hyphen) = self.units()[at].hyphen.filter(|_| !choice.hangs) {
                    pieces.push(Piece::Body(self.text.hyphens[hyphen as usize].width));
                }
            } else {
                if self.closes_up(at, at + 1).0 {
                    trail = Em::ZERO;
                }
                pieces.push(white(trail));
            }
        }
        pieces
    }

    // A3 and A4: where a line may end.

    /// "S" of A3: the level at which the class may no longer start a line.
    fn may_start(&self, at: usize) -> bool {
        let from = match self.class(at) {
            Close | Pause | Stop | Stop2 | Postfix | PostfixWide | Note => Level::Loose,
            Dot | Conn | Sol => Level::Basic,
            Dash2 | Ell2 | Iter => Level::Strict,
            _ => return true,
        };
        (self.rules.level as usize) < from as usize
    }

    /// "E" of A3.
    fn may_end(&self, at: usize) -> bool {
        let from = match self.class(at) {
            Open | Prefix => Level::Loose,
            Sol => Level::Gb,
            _ => return true,
        };
        (self.rules.level as usize) < from as usize
    }

    fn legal(&self, to: usize) -> bool {
        if to == self.count() || self.units()[to].wished {
            return true;
        }
        let range = self.rules.level == Level::Strict
            && to > 1
            && (self.class(to - 2), self.class(to - 1), self.class(to)) == (Num, Conn, Num);
        let begins = &self.text.text[self.units()[to].text.start as usize..];
        let word = begins.starts_with(|ch| MEASURE_WORDS.contains(ch));
        // Upright numbers of a vertical line are of the class of Han.
        let digit = self.text.text[..self.units()[to - 1].text.end as usize].ends_with(|ch: char| ch.is_ascii_digit());
        let number = matches!(self.class(to - 1), Num | Han) && digit;
        let unit = self.rules.keep_unit && number && self.class(to) == Han && word;
        self.units()[to].may_begin && self.may_start(to) && self.may_end(to - 1) && !range && !unit
    }

    /// A3: the third of three marks in a row or a later one.
    fn third_mark(&self, to: usize) -> bool {
        let mark = |at: usize| {
            matches!(self.class(at), Open | Close | Pause | Stop | Stop2 | Dot | Conn | Sol | Dash2 | Ell2)
                && !(self.may_start(at) && self.may_end(at))
        };
        to >= 2 && to < self.count() && self.units()[to].may_begin && (to - 2..=to).all(mark)
    }

    // A7.

    fn room(&self, from: usize) -> Em {
        if from == 0 { self.measure.width - self.measure.indent } else { self.measure.width }
    }

    fn natural(&self, from: usize, choice: Choice) -> Em {
        let width = |piece: Piece| match piece {
            Piece::Body(width) => width,
            Piece::White(white) => white.natural,
        };
        self.pieces(from, choice).into_iter().map(width).sum()
    }

    fn capacity(&self, from: usize, choice: Choice) -> Em {
        let give = |piece: Piece| match piece {
            Piece::White(white) if white.shrinks > 0 && white.natural > white.least => white.natural - white.least,
            _ => Em::ZERO,
        };
        self.pieces(from, choice).into_iter().map(give).sum()
    }

    /// The narrowest form that a line may have at its end.
    fn narrow(&self, to: usize) -> Choice {
        let full = self.rules.line_end == LineEnd::Full && to < self.count();
        Choice { to, full, hangs: false, relaxed: false, overfull: false }
    }

    fn fits_squeezed(&self, from: usize, to: usize) -> bool {
        let narrow = self.narrow(to);
        self.natural(from, narrow) - self.room(from) <= self.capacity(from, narrow)
    }

    /// A5, line end: the form that a line takes whose half form fits.
    fn form(&self, from: usize, to: usize) -> Choice {
        let (narrow, m) = (self.narrow(to), self.room(from));
        let wide = Choice { full: true, ..narrow };
        let (half, full) = (self.natural(from, narrow), self.natural(from, wide));
        if to == self.count() {
            // A7.8: natural widths; the ½ form if only the glue at the end is too wide.
            return if self.rules.line_end != LineEnd::Half && full <= m { wide } else { narrow };
        }
        let nearer = full <= m || full - m < m - half && full - m <= self.capacity(from, wide);
        if self.rules.line_end == LineEnd::Auto && nearer { wide } else { narrow }
    }

    /// The last unit of a line that is no space.
    fn hung(&self, from: usize, to: usize) -> usize {
        (from..to).rev().find(|&at| !matches!(self.class(at), Wsp | IdSp)).unwrap_or(from)
    }

    /// A8.
    fn may_hang(&self, from: usize, to: usize) -> bool {
        let last = self.hung(from, to);
        if !self.rules.hang || last <= from {
            return false;
        }
        let text = &self.units()[last].text;
        let text = &self.text.text[text.start as usize..text.end as usize];
        let hangs = match (self.text.manner.lang, self.text.manner.writing) {
            (Lang::Traditional, WritingMode::Vertical) => matches!(text, "，" | "、" | "。"),
            (Lang::Traditional, WritingMode::Horizontal) => false,
            _ => matches!(self.class(last), Pause | Stop),
        };
        let alone = !matches!(
            self.class(last - 1),
            Open | Close | Pause | Stop | Stop2 | Dot | Conn | Sol | Dash2 | Ell2 | Wsp | IdSp
        );
        hangs && alone && self.natural(from, Choice { hangs: true, ..self.narrow(to) }) <= self.room(from)
    }

    fn choose(&self, from: usize) -> Choice {
        let m = self.room(from);
        let fits = |to: &usize| self.natural(from, self.narrow(*to)) <= m;
        let legal: Vec<usize> = (from + 1..=self.count()).filter(|&to| self.legal(to)).collect();
        // 2.
        let j0 = legal.iter().copied().rfind(fits);
        let j1 = legal.iter().copied().find(|&to| j0.is_none_or(|j0| to > j0));
        let chosen = match (j0, j1) {
            (Some(j0), None) => return self.form(from, j0),
            // 3.
            (Some(j0), _) if self.natural(from, self.form(from, j0)) == m => self.form(from, j0),
            // 4.
            (_, Some(j1)) if self.fits_squeezed(from, j1) => self.narrow(j1),
            (_, Some(j1)) if self.may_hang(from, j1) => Choice { hangs: true, ..self.narrow(j1) },
            // 5.
            (Some(j0), _) => self.form(from, j0),
            (None, j1) => {
                let third = |to: &usize| self.third_mark(*to) && fits(to);
                match (from + 2..self.count()).rfind(third) {
                    Some(to) => Choice { relaxed: true, ..self.form(from, to) },
                    None => Choice { overfull: true, ..self.narrow(j1.expect("the end is legal")) },
                }
            }
        };
        // 9.
        if chosen.to == self.count() || !self.lone(chosen.to) {
            return chosen;
        }
        if self.fits_squeezed(from, self.count()) {
            return self.narrow(self.count());
        }
        let earlier = legal.into_iter().rfind(|&to| to < chosen.to);
        let repaired = earlier.filter(|&to| !self.lone(to)).map(|to| self.form(from, to));
        match repaired {
            Some(earlier) if self.opens_little(from, earlier) => earlier,
            _ => chosen,
        }
    }

    /// 孤字: one Han with or without marks after it.
    fn lone(&self, from: usize) -> bool {
        let marks = |at: usize| matches!(self.class(at), Close | Pause | Stop | Stop2 | Wsp | IdSp);
        from < self.count() && matches!(self.class(from), Han | Iter) && (from + 1..self.count()).all(marks)
    }

    /// A7.9 b: the line can be filled, its words are not torn apart, and stage 3 opens by no more than ¼ em.
    fn opens_little(&self, from: usize, choice: Choice) -> bool {
        let (outcome, _) = self.set(from, choice);
        let stage3 = self.whites(from, choice).filter(|white| white.stretches == 3).count();
        let troubles = [Trouble::Short, Trouble::Loose];
        let bad = outcome.troubles.iter().any(|trouble| troubles.contains(trouble));
        !bad || stage3 > 0 && outcome.stretched[2] <= self.rules.loose * i64::try_from(stage3).expect("few")
    }

    fn whites(&self, from: usize, choice: Choice) -> impl Iterator<Item = White> {
        self.pieces(from, choice).into_iter().filter_map(|piece| match piece {
            Piece::White(white) => Some(white),
            Piece::Body(_) => None,
        })
    }

    /// A7.6, 7, 8 and 10: what a line comes to, and how much each white of each stage changes, in units.
    fn set(&self, from: usize, choice: Choice) -> (Outcome, [f64; 10]) {
        let (natural, m) = (self.natural(from, choice), self.room(from));
        let (mut shrunk, mut stretched, mut troubles) = ([Em::ZERO; 6], [Em::ZERO; 3], Vec::new());
        let mut each = [0.0; 10];
        let share = |total: Em, places: usize| total.to_f64() / f64::from(u32::try_from(places.max(1)).expect("few"));
        let mut need = natural - m;
        for stage in 1..=6 {
            let of: Vec<White> =
                self.whites(from, choice).filter(|w| w.shrinks == stage && w.natural > w.least).collect();
            let limit: Em = of.iter().map(|white| white.natural - white.least).sum();
            shrunk[stage - 1] = need.max(Em::ZERO).min(limit);
            each[stage] = -share(shrunk[stage - 1], of.len());
            need -= shrunk[stage - 1];
        }
        let mut missing = if choice.to == self.count() { Em::ZERO } else { (m - natural).max(Em::ZERO) };
        let places = |stage: usize| self.whites(from, choice).filter(|white| white.stretches == stage).count();
        let mut opened = [Em::ZERO; 3];
        for stage in [1, 2] {
            let of = self.whites(from, choice).filter(|white| white.stretches == stage);
            let limit: Em = of.map(|white| white.most - white.natural).sum();
            opened[stage - 1] = missing.min(limit);
            missing -= opened[stage - 1];
        }
        stretched[..2].copy_from_slice(&opened[..2]);
        let takes = [3, 1, 2].into_iter().find(|&stage| places(stage) > 0);
        let loosest = self.rules.loose * i64::try_from(places(3)).expect("few");
        match takes {
            Some(stage) if missing > Em::ZERO => {
                stretched[2] = missing;
                opened[stage - 1] += missing;
                if stage != 3 || missing > loosest {
                    troubles.push(Trouble::Loose);
                }
            }
            None if missing > Em::ZERO => troubles.push(Trouble::Short),
            _ => {}
        }
        for stage in 1..=3 {
            each[6 + stage] = share(opened[stage - 1], places(stage));
        }
        let filled = if troubles.contains(&Trouble::Short) { Em::ZERO } else { stretched.into_iter().sum() };
        let width = natural - shrunk.into_iter().sum::<Em>() + filled + self.measure.width - m;
        if choice.relaxed {
            troubles.insert(0, Trouble::KinsokuRelaxed);
        }
        if choice.overfull {
            troubles.insert(0, Trouble::Overfull);
        }
        if choice.to == self.count() && from > 0 && self.lone(from) {
            troubles.push(Trouble::LoneChar);
        }
        let hang = if choice.hangs { self.units()[self.hung(from, choice.to)].body } else { Em::ZERO };
        let natural = natural + self.measure.width - m;
        (Outcome { units: (from, choice.to), width, natural, hang, shrunk, stretched, troubles }, each)
    }

    fn outcomes(&self) -> Vec<(Outcome, Vec<f64>)> {
        let mut lines = Vec::new();
        let mut from = 0;
        while from < self.count() {
            let choice = self.choose(from);
            let (outcome, each) = self.set(from, choice);
            let mut at = (self.measure.width - self.room(from)).to_f64();
            let mut bodies = Vec::new();
            for piece in self.pieces(from, choice) {
                match piece {
                    Piece::Body(width) => {
                        bodies.push(at);
                        at += width.to_f64();
                    }
                    Piece::White(white) => {
                        let gives = if white.natural > white.least { each[white.shrinks] } else { 0.0 };
                        let takes = if white.stretches > 0 { each[6 + white.stretches] } else { 0.0 };
                        at += white.natural.to_f64() + gives + takes;
                    }
                }
            }
            lines.push((outcome, bodies));
            from = choice.to;
        }
        lines
    }
}

fn seen(galley: &Galley) -> Vec<Outcome> {
    let line = |line: &banxin::compose::Line| Outcome {
        units: (line.units.start as usize, line.units.end as usize),
        width: line.width,
        natural: line.record.natural,
        hang: line.hang,
        shrunk: line.record.shrunk,
        stretched: line.record.stretched,
        troubles: line.record.troubles.clone(),
    };
    galley.lines.iter().map(line).collect()
}

/// Every profile and level, and every parameter of A5–A8 on its own.
fn rules() -> impl Strategy<Value = Rules> {
    let words: [(&str, &[&str]); 9] = [
        ("level", &["none", "loose", "basic", "gb", "strict"]),
        ("line_end", &["half", "auto", "full", "hang"]),
        ("style", &["quanjiao", "kaiming", "banjiao"]),
        ("adjacent", &["half", "tight", "none"]),
        ("line_start", &["half", "full"]),
        ("para_start", &["half", "full"]),
        ("mid", &["half", "full"]),
        ("gap", &["0", "1/8", "1/4", "1/2"]),
        ("gap_max", &["1/3", "1/2"]),
    ];
    let word = |(key, values): (&'static str, &'static [&'static str])| {
        (any::<bool>(), prop::sample::select(values)).prop_map(move |(own, value)| own.then_some((key, value)))
    };
    let switch = |key: &'static str| any::<Option<bool>>().prop_map(move |value| value.map(|value| (key, value)));
    let words: Vec<_> = words.into_iter().map(word).collect();
    let switches: Vec<_> = ["gap_flex", "shrink_stop", "keep_unit", "hang"].into_iter().map(switch).collect();
    let profile = prop::sample::select(Rules::profiles().collect::<Vec<_>>());
    (profile, words, switches).prop_map(|(profile, words, switches)| {
        let mut rules = Rules { breaker: Breaker::Greedy, ..Rules::profile(profile).expect("listed") };
        for (key, value) in words.into_iter().flatten() {
            let zero = (key, value) == ("gap", "0");
            let set = if zero { rules.set(key, 0.0) } else { rules.set(key, value) };
            set.expect("listed");
        }
        for (key, value) in switches.into_iter().flatten() {
            rules.set(key, value).expect("listed");
        }
        rules
    })
}

fn measure() -> impl Strategy<Value = Measure> {
    let halves = (2_i64..60).prop_map(|halves| Em::HALF * halves);
    let width = prop_oneof![halves, (96_000_i64..720_000).prop_map(Em::from_units), Just(Em::whole(13))];
    let indent = prop_oneof![Just(Em::ZERO), Just(Em::whole(2)), Just(Em::ONE)];
    (width, indent).prop_map(|(width, indent)| Measure { width, indent })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_composer_does_what_the_words_say(
        source in copy(), measure in measure(), rules in rules(), manner in manner(),
    ) {
        let text = shaped(&source, manner);
        let galley = compose(&text, 0, measure, &rules);
        let plain = Plain { text: &text, rules: &rules, measure };
        let (expected, bodies): (Vec<Outcome>, Vec<Vec<f64>>) = plain.outcomes().into_iter().unzip();
        prop_assert_eq!(seen(&galley), expected);
        for (line, bodies) in galley.lines.iter().zip(bodies) {
            let places = line.units.clone().zip(&line.places).filter(|(unit, _)| plain.class(*unit as usize) != Wsp);
            for ((_, place), expected) in places.zip(bodies) {
                // Shares are whole units: what is left over goes to the first places, one unit each.
                let off = (place.to_f64() - expected).abs() * 24_000.0;
                assert!(off <= 60.0, "{off} units off: {line:?}");
            }
        }
    }
}

/// A5: marks of two typefaces close up all the same, each by the half em of its own cell.
#[test]
fn marks_of_two_faces_close_up() {
    let text = "甲。”，“乙";
    let runs = [("甲。".len().."甲。”".len(), Role::Strong)];
    let widths = [&[][..], &runs[..]].map(|runs| {
        let text = stub(&Passage { runs, ..Passage::plain(text) });
        solid(&text, 0, 6, &Rules::default()).width
    });
    assert_eq!(widths, [Em::HALF * 9; 2]);
}

/// The copy that is compared reaches every stage, every trouble and what hangs; else agreeing would say little.
#[test]
fn the_copy_reaches_every_stage_and_trouble() {
    let mut runner = TestRunner::deterministic();
    let all = (copy(), measure(), rules(), manner());
    let (mut shrunk, mut stretched, mut hung, mut troubles) = ([0; 6], [0; 3], 0, BTreeMap::new());
    for _ in 0..1500 {
        let (source, measure, rules, manner) = all.new_tree(&mut runner).expect("a value").current();
        for line in compose(&shaped(&source, manner), 0, measure, &rules).lines {
            for (count, amount) in shrunk.iter_mut().zip(line.record.shrunk) {
                *count += usize::from(amount > Em::ZERO);
            }
            for (count, amount) in stretched.iter_mut().zip(line.record.stretched) {
                *count += usize::from(amount > Em::ZERO);
            }
            hung += usize::from(line.hang > Em::ZERO);
            for trouble in line.record.troubles {
                *troubles.entry(trouble).or_insert(0) += 1;
            }
        }
    }
    assert!(shrunk.iter().chain(&stretched).all(|&count| count > 20) && hung > 10, "{shrunk:?} {stretched:?} {hung}");
    assert!(troubles.len() == 5 && troubles.values().all(|&count| count > 0), "{troubles:?}");
}
