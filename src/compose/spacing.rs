//! [`Text`]: units in the form they have inside a line, with running sums, so that the width of any
//! stretch is two look-ups.
//!
//! Source: standards A5 (styles, closing up, line start and end), A6 (gaps), A7.6 (what can shrink).

use std::borrow::Cow;

use super::room::{Break, Room};
use super::rules::{Level, LineEnd, Mid, Rules, Start, Style};
use super::snap::Stretches;
use super::tables::{EDGES, JOINTS, Joint, LOSSES, Loss, MEASURE_WORDS, has_glue, shrink_stages};
use crate::geom::{Em, WritingMode};
use crate::shape::{CharClass, ShapedText, Unit};
use crate::style::Lang;

/// A unit as it stands inside a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) class: CharClass,
    /// What lies before it.
    pub(super) joint: Joint,
    /// A line may begin here.
    pub(super) legal: bool,
    /// UAX #14 and the groups of A4 would let a line begin here.
    pub(super) free: bool,
    /// The active level and the sets of the house let it start a line.
    pub(super) starts: bool,
    /// The same for the end of a line.
    pub(super) ends: bool,
    /// Gap of A6 before it.
    pub(super) gap: Em,
    /// White before the body, after closing up.
    pub(super) lead: Em,
    pub(super) body: Em,
    /// White after the body, after closing up.
    pub(super) trail: Em,
    /// White before the body when nothing stands before it.
    pub(super) own_lead: Em,
    /// White after the body when nothing stands after it.
    pub(super) own_trail: Em,
    /// Width of the hyphen if the line ends after it.
    pub(super) hyphen: Em,
    /// Which hyphen it is.
    pub(super) hyphen_index: u32,
    /// A mark that may hang (A8), what stands before it allowing.
    pub(super) hangs: bool,
}

impl Cell {
    /// Whether it is a mark that the active level holds to its neighbour.
    fn is_held_mark(&self) -> bool {
        is_mark(self.class) && !(self.starts && self.ends)
    }
}

/// A7.6: what one place of each stage gives, under the rules. White at one side of a pause or stop is all of it after the
/// mark, or a half on each side of a centred one.
fn limits(rules: &Rules, lang: Lang) -> [Em; 7] {
    let stop = if lang == Lang::Traditional { Em::QUARTER } else { Em::HALF };
    let flexible = rules.gap_flex && !rules.snap && rules.gap > Em::EIGHTH;
    let gap = if flexible { rules.gap - Em::EIGHTH } else { Em::ZERO };
    let last = if rules.shrink_stop { stop } else { Em::ZERO };
    [Em::ZERO, Em::THIRD - Em::QUARTER, Em::QUARTER, Em::HALF, stop, gap, last]
}

/// Sums over all cells before one.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    width: Em,
    give: Em,
}

/// Units from one place to the end, ready to be broken.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) rules: Cow<'a, Rules>,
    pub(super) cells: Vec<Cell>,
    /// The first unit.
    pub(super) from: u32,
    /// Held marks in a row that stand before the first cell, up to two: the relaxation of A3 counts them too.
    pub(super) marks_before: usize,
    /// What one place of each stage gives (A7.6); nothing in stage 0.
    limits: [Em; 7],
    /// Latin text on the strict grid.
    stretches: Option<Stretches>,
    sums: Vec<Sum>,
}

impl<'a> Text<'a> {
    /// Units `from..to` under `rules`.
    pub(super) fn new(text: &ShapedText, from: u32, to: u32, rules: &'a Rules) -> Self {
        Self::of(text, from, to, Cow::Borrowed(rules))
    }

    /// The same, with rules of its own if need be.
    pub(super) fn of(text: &ShapedText, from: u32, to: u32, own_rules: Cow<'a, Rules>) -> Self {
        let rules: &Rules = &own_rules;
        let to = (to as usize).min(text.units.len());
        let units = &text.units[(from as usize).min(to)..to];
        let mut cells: Vec<Cell> = Vec::with_capacity(units.len());
        let own = !rules.sets.is_empty();
        for (at, unit) in units.iter().enumerate() {
            let mut cell = cell(unit, text, rules, own);
            if let Some(last) = cells.last_mut() {
                meet(last, &mut cell, unit, rules);
                cell.legal = last.ends && cell.starts && unit.may_begin && !kept(text, &units[..=at], rules);
                cell.legal |= unit.wished;
            }
            cells.push(cell);
        }
        let before = text.units[..(from as usize).min(to)].iter().rev().take(2);
        let marks_before = before.take_while(|unit| cell(unit, text, rules, own).is_held_mark()).count();
        let limits = limits(rules, text.manner.lang);
        let stretches = rules.snap.then(|| Stretches::of(&cells));
        let mut this = Self { rules: own_rules, cells, from, marks_before, limits, stretches, sums: Vec::new() };
        this.sums = this.running_sums();
        this
    }

    fn running_sums(&self) -> Vec<Sum> {
        let mut sums = Vec::with_capacity(self.cells.len() + 1);
        let mut sum = Sum::default();
        sums.push(sum);
        for cell in &self.cells {
            sum.width += cell.gap + cell.lead + cell.body + cell.trail;
            sum.give += self.before_give(cell) + self.body_give(cell) + self.trail_give(cell);
            sums.push(sum);
        }
        sums
    }

    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether a line may end before the cell `at`; it may at the end of the text.
    pub(super) fn legal(&self, at: usize) -> bool {
        self.cells.get(at).is_none_or(|cell| cell.legal)
    }

    /// A7.6: how much one place of a stage (1–6) gives, under the rules; nothing in stage 0.
    pub(super) fn limit(&self, stage: usize) -> Em {
        self.limits[stage]
    }

    fn glue_give(&self, stage: usize, glue: Em) -> Em {
        if glue > Em::ZERO { self.limit(stage) } else { Em::ZERO }
    }

    fn before_give(&self, cell: &Cell) -> Em {
        let gap = if cell.joint == Joint::Gap { self.limit(5) } else { Em::ZERO };
        gap + self.glue_give(shrink_stages(cell.class).0, cell.lead)
    }

    fn body_give(&self, cell: &Cell) -> Em {
        if cell.class == CharClass::Wsp { self.limit(1) } else { Em::ZERO }
    }

    fn trail_give(&self, cell: &Cell) -> Em {
        self.glue_give(shrink_stages(cell.class).1, cell.trail)
    }

    /// The end of a line `start..end` without the spaces that vanish there.
    pub(super) fn trimmed(&self, start: usize, end: usize) -> usize {
        let spaces = self.cells[start..end].iter().rev().take_while(|cell| cell.class.is_space()).count();
        end - spaces
    }

    /// White before the first body of a line. `indented`: the line opens a paragraph with an indent.
    pub(super) fn start_lead(&self, start: usize, indented: bool) -> Em {
        let rule = if indented { self.rules.para_start } else { self.rules.line_start };
        match rule {
            Start::Half => Em::ZERO,
            Start::Full => self.cells[start].own_lead,
        }
    }

    /// The trail that the last mark of a line may have in full.
    pub(super) fn end_trail(&self, start: usize, end: usize) -> Em {
        let end = self.trimmed(start, end);
        if end > start { self.cells[end - 1].own_trail } else { Em::ZERO }
    }

    /// The least natural width of a line `start..end`: its last mark without trail where the rules
    /// have a choice (A5), and at the end of the paragraph (A7.8).
    pub(super) fn width(&self, start: usize, end: usize, indented: bool) -> Em {
        let bare = self.bare_width(start, end, indented);
        if self.rules.line_end == LineEnd::Full && end < self.len() { bare + self.end_trail(start, end) } else { bare }
    }

    /// The natural width of a line `start..end` without the trail of its last mark.
    pub(super) fn bare_width(&self, start: usize, end: usize, indented: bool) -> Em {
        let end = self.trimmed(start, end);
        if end == start {
            return Em::ZERO;
        }
        let (first, last) = (&self.cells[start], &self.cells[end - 1]);
        let inner = self.sums[end].width - self.sums[start].width;
        let pads = self.stretches.as_ref().map_or(Em::ZERO, |all| all.white(&self.cells, start, end));
        inner - first.gap - first.lead + self.start_lead(start, indented) - last.trail + last.hyphen + pads
    }

    /// The end of what a line fills its measure with: without the spaces at its end, and without a mark that hangs.
    pub(super) fn inner(&self, room: Room, chosen: Break) -> usize {
        let end = self.trimmed(room.start, chosen.end);
        if chosen.hangs && end > room.start { end - 1 } else { end }
    }

    /// The natural width of a line as it was chosen, without its indent.
    pub(super) fn natural(&self, room: Room, chosen: Break) -> Em {
        let width = self.bare_width(room.start, self.inner(room, chosen), room.indented);
        if chosen.hangs { width } else { width + chosen.trail }
    }

    /// How much a line `start..end` can shrink in all (A7.6).
    pub(super) fn give(&self, start: usize, end: usize) -> Em {
        let end = self.trimmed(start, end);
        if end == start {
            return Em::ZERO;
        }
        let inner = self.sums[end].give - self.sums[start].give;
        inner - self.before_give(&self.cells[start]) - self.trail_give(&self.cells[end - 1])
    }

    /// Whether `start..end` is too wide for `measure` even when squeezed, with all edge forms.
    pub(super) fn hopeless(&self, start: usize, end: usize, measure: Em) -> bool {
        let width = self.sums[end].width - self.sums[start].width;
        let give = self.sums[end].give - self.sums[start].give;
        width - give > measure + Em::whole(2)
    }

    /// Whether `at` is the third of three marks in a row that the active level holds to their neighbours, or a later one.
    pub(super) fn is_third_mark(&self, at: usize) -> bool {
        let first = at.saturating_sub(2);
        self.cells[first..=at].iter().all(Cell::is_held_mark)
            && at - first + 1 + self.marks_before.min(2 - (at - first)) > 2
    }

    /// Whether the last mark of a line `start..end` may hang: never the second of a succession of marks (A8).
    pub(super) fn may_hang(&self, start: usize, end: usize) -> bool {
        let end = self.trimmed(start, end);
        let mark = |cell: &Cell| is_mark(cell.class) || cell.class.is_space();
        end > start + 1 && self.cells[end - 1].hangs && !mark(&self.cells[end - 2])
    }

    /// Whether the text from `start` on is one character, with or without marks (孤字, A7.9).
    pub(super) fn is_lone(&self, start: usize) -> bool {
        let Some((first, rest)) = self.cells[start..].split_first() else { return false };
        let mark = |class| {
            matches!(class, CharClass::Close | CharClass::Pause | CharClass::Stop | CharClass::Stop2)
                || class.is_space()
        };
        matches!(first.class, CharClass::Han | CharClass::Iter) && rest.iter().all(|cell| mark(cell.class))
    }
}

/// A unit with the glue of its style; its surroundings are still to come. `own`: the house has sets of its own.
#[inline]
fn cell(unit: &Unit, text: &ShapedText, rules: &Rules, own: bool) -> Cell {
    let (lead, trail) = match unit.class {
        CharClass::Mid if rules.mid == Mid::Full && unit.body < Em::ONE => (Em::QUARTER, Em::QUARTER),
        class if rules.style != Style::Quanjiao && !has_glue(rules.style, class) => (Em::ZERO, Em::ZERO),
        _ => (unit.lead, unit.trail),
    };
    let hyphen = unit.hyphen.and_then(|index| text.hyphens.get(index as usize));
    let (starts, ends) = EDGES[rules.level as usize][unit.class.row()];
    let cell = Cell {
        class: unit.class,
        joint: Joint::Rigid,
        legal: false,
        free: unit.may_begin,
        starts,
        ends,
        gap: Em::ZERO,
        lead,
        body: unit.body,
        trail,
        own_lead: lead,
        own_trail: trail,
        hyphen: hyphen.map_or(Em::ZERO, |hyphen| hyphen.width),
        hyphen_index: unit.hyphen.unwrap_or_default(),
        hangs: rules.hang && may_hang(unit, text),
    };
    if !own {
        return cell;
    }
    own_edges(cell, &text.text[unit.text.start as usize..unit.text.end as usize], rules)
}

/// Whether a class is a mark: what A3 holds to its neighbours for its own sake, not for that of a number.
const fn is_mark(class: CharClass) -> bool {
    use CharClass::{Close, Conn, Dash2, Ell2, Mid, Open, Pause, Sol, Stop, Stop2};
    matches!(class, Close | Conn | Dash2 | Ell2 | Mid | Open | Pause | Sol | Stop | Stop2)
}

/// Marks that may hang: pauses and stops; in Traditional Chinese only ，、。 and only in vertical lines (A8).
fn may_hang(unit: &Unit, text: &ShapedText) -> bool {
    if text.manner.lang == Lang::Traditional {
        let mark = &text.text[unit.text.start as usize..unit.text.end as usize];
        return text.manner.writing == WritingMode::Vertical && matches!(mark, "，" | "、" | "。");
    }
    matches!(unit.class, CharClass::Pause | CharClass::Stop)
}

/// The house's own prohibitions and permissions over those of the level (A3).
fn own_edges(mut cell: Cell, text: &str, rules: &Rules) -> Cell {
    let sets = &rules.sets;
    let (first, last) = (text.chars().next(), text.chars().next_back());
    let holds = |set: &str, ch: Option<char>| ch.is_some_and(|ch| set.contains(ch));
    cell.starts = holds(&sets.may_start, first) || cell.starts && !holds(&sets.no_start, first);
    cell.ends = holds(&sets.may_end, last) || cell.ends && !holds(&sets.no_end, last);
    cell
}

/// Two neighbours: what they lose (A5), and what lies between them (A6, A7.7).
fn meet(left: &mut Cell, right: &mut Cell, unit: &Unit, rules: &Rules) {
    let loss = LOSSES[rules.adjacent as usize][left.class.row()][right.class.row()];
    if matches!(loss, Loss::Trail | Loss::Both) {
        left.trail = Em::ZERO;
    }
    if matches!(loss, Loss::Lead | Loss::Both) {
        right.lead = Em::ZERO;
    }
    right.joint = if unit.joined { Joint::Rigid } else { JOINTS[left.class.row()][right.class.row()] };
    if right.joint == Joint::Gap && !rules.snap {
        right.gap = rules.gap;
        if rules.gap == Em::ZERO {
            right.joint = Joint::Plain;
        }
    }
}

/// A4: groups that only some rules keep. The last of `units` would begin a line.
fn kept(text: &ShapedText, units: &[Unit], rules: &Rules) -> bool {
    let [.., before, here] = units else { return false };
    match (before.class, here.class) {
        // number ～ number is whole at strict.
        (CharClass::Conn, CharClass::Num) => {
            rules.level == Level::Strict && units.len() > 2 && units[units.len() - 3].class == CharClass::Num
        }
        // Upright and combined numbers of a vertical line have the class of Han.
        (CharClass::Num | CharClass::Han, CharClass::Han) if rules.keep_unit => {
            let number = text.text[..before.text.end as usize].ends_with(|last: char| last.is_ascii_digit());
            let word = text.text.get(here.text.start as usize..).and_then(|rest| rest.chars().next());
            number && word.is_some_and(|word| MEASURE_WORDS.contains(word))
        }
        _ => false,
    }
}
