//! [`Text`]: units in the form they have inside a line, with running sums, so that the width of any
//! stretch is two look-ups.
//!
//! Source: standards A5 (styles, closing up, line start and end), A6 (gaps), A7.6 (what can shrink).

use super::rules::{Mid, Rules, Start, Style};
use super::tables::{EDGES, JOINTS, Joint, LOSSES, Loss, MEASURE_WORDS, has_glue, shrink_stages};
use crate::compose::rules::{Level, LineEnd};
use crate::geom::Em;
use crate::shape::{CharClass, ShapedText, Unit};

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
}

/// Sums over all cells before one.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    width: Em,
    give: Em,
}

/// Units from one place to the end, ready to be broken.
pub(super) struct Text<'a> {
    pub(super) rules: &'a Rules,
    pub(super) cells: Vec<Cell>,
    /// The first unit.
    pub(super) from: u32,
    sums: Vec<Sum>,
}

impl<'a> Text<'a> {
    /// Units `from..to` under `rules`.
    pub(super) fn new(text: &ShapedText, from: u32, to: u32, rules: &'a Rules) -> Self {
        let to = (to as usize).min(text.units.len());
        let units = &text.units[(from as usize).min(to)..to];
        let mut cells: Vec<Cell> = Vec::with_capacity(units.len());
        let edges = &EDGES[rules.level as usize];
        let losses = &LOSSES[rules.adjacent as usize];
        for (at, unit) in units.iter().enumerate() {
            let mut cell = cell(unit, rules);
            if let Some(last) = cells.last_mut() {
                let (left, right) = (last.class.row(), cell.class.row());
                let loss = losses[left][right];
                if matches!(loss, Loss::Trail | Loss::Both) {
                    last.trail = Em::ZERO;
                }
                if matches!(loss, Loss::Lead | Loss::Both) {
                    cell.lead = Em::ZERO;
                }
                cell.joint = if unit.joined { Joint::Rigid } else { JOINTS[left][right] };
                if cell.joint == Joint::Gap {
                    cell.gap = rules.gap;
                    if rules.gap == Em::ZERO {
                        cell.joint = Joint::Plain;
                    }
                }
                cell.legal = edges[left].1 && edges[right].0 && unit.may_begin && !kept(text, &units[..=at], rules);
                cell.legal |= unit.wished;
            }
            cells.push(cell);
        }
        let mut this = Self { rules, cells, from, sums: Vec::new() };
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

    /// A7.6: how much one place of a stage (1–6) gives, under the rules.
    pub(super) fn limit(&self, stage: usize) -> Em {
        match stage {
            1 => Em::THIRD - Em::QUARTER,
            2 => Em::QUARTER,
            3 | 4 => Em::HALF,
            5 if self.rules.gap_flex && self.rules.gap > Em::EIGHTH => self.rules.gap - Em::EIGHTH,
            6 if self.rules.shrink_stop => Em::HALF,
            _ => Em::ZERO,
        }
    }

    fn glue_give(&self, stage: usize, glue: Em) -> Em {
        if glue > Em::ZERO && stage > 0 { self.limit(stage) } else { Em::ZERO }
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
        inner - first.gap - first.lead + self.start_lead(start, indented) - last.trail
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

    /// Whether the cell is a mark that the active level holds to its neighbour.
    pub(super) fn is_held_mark(&self, at: usize) -> bool {
        let (may_start, may_end) = EDGES[self.rules.level as usize][self.cells[at].class.row()];
        !may_start || !may_end
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

/// A unit with the glue of its style; its surroundings are still to come.
fn cell(unit: &Unit, rules: &Rules) -> Cell {
    let (lead, trail) = match unit.class {
        CharClass::Mid if rules.mid == Mid::Full => (Em::QUARTER, Em::QUARTER),
        class if rules.style != Style::Quanjiao && !has_glue(rules.style, class) => (Em::ZERO, Em::ZERO),
        _ => (unit.lead, unit.trail),
    };
    Cell {
        class: unit.class,
        joint: Joint::Rigid,
        legal: false,
        free: unit.may_begin,
        gap: Em::ZERO,
        lead,
        body: unit.body,
        trail,
        own_lead: lead,
        own_trail: trail,
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
        (CharClass::Num, CharClass::Han) if rules.keep_unit => {
            let word = text.text.get(here.text.start as usize..).and_then(|rest| rest.chars().next());
            word.is_some_and(|word| MEASURE_WORDS.contains(word))
        }
        _ => false,
    }
}
