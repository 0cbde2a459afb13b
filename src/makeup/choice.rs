//! [`Choice`]: how the parts of a story that may be set in several ways are set in an area.

use super::cost::{self, Bill, Term};
use super::frame::Frame;
use super::headline::HeadBox;
use super::story::Prepared;
use crate::diag::counted;
use crate::layout::{FitRules, Part};

/// How a head is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct HeadWish {
    /// Steps of the ladder under the wish of its rank or area, at which the fit of its lines begins.
    pub step: u16,
    /// Lines that one written line may break into; `None` is what its rank allows.
    pub lines: Option<u16>,
    /// With its kicker.
    pub kicker: bool,
    /// With its deck.
    pub deck: bool,
    /// With its summary.
    pub summary: bool,
}

impl Default for HeadWish {
    /// As its rank or its area wishes, with all its parts.
    fn default() -> Self {
        Self { step: 0, lines: None, kicker: true, deck: true, summary: true }
    }
}

/// One way to set a story in its area.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Choice {
    /// The head.
    pub head: HeadWish,
    /// Lines of each inset, with its caption; 0 leaves it out.
    pub rows: Vec<u16>,
    /// Whether the filler stands after the story.
    pub filler: bool,
}

/// A way to set an area, with what it costs before a line of text is set.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// The way.
    pub choice: Choice,
    /// Its costs: the head off its size, pictures off their height, parts left out.
    pub bill: Bill,
    /// The same as one figure.
    pub cost: i64,
}

/// Ways to set an area that are looked at, at most; more than these no designer asks for.
const MOST_OFFERS: usize = 4096;

/// Every way to set a story in a frame, the cheapest first; of two that cost the same, the one nearer to the wish.
pub(super) fn offers(prepared: &Prepared<'_>, frame: &Frame, rules: &FitRules) -> Vec<Offer> {
    let mut all = vec![(Choice::default(), Bill::default())];
    all = all.into_iter().flat_map(|(choice, bill)| with_heads(prepared, frame, &choice, bill)).collect();
    for inset in &prepared.insets {
        let tried = inset.tried();
        let wish = tried.first().copied().unwrap_or(0);
        let with = |(choice, bill): &(Choice, Bill), rows: u16| {
            let mut choice = choice.clone();
            choice.rows.push(rows);
            (choice, *bill + inset.cost(rows, wish))
        };
        all = all.iter().flat_map(|one| tried.iter().map(|&rows| with(one, rows))).take(MOST_OFFERS).collect();
    }
    if prepared.filler.is_some() {
        let filled = all.iter().map(|(choice, bill)| {
            (Choice { filler: true, ..choice.clone() }, *bill + Bill::of(Term::Filler, cost::filler()))
        });
        let filled: Vec<(Choice, Bill)> = filled.collect();
        all.extend(filled);
    }
    let offer = |(choice, bill): (Choice, Bill)| Offer { choice, bill, cost: bill.total(rules) };
    let mut offers: Vec<Offer> = all.into_iter().map(offer).collect();
    // A stable sort keeps the order of the wishes among those that cost the same.
    offers.sort_by_key(|offer| offer.cost);
    offers
}

/// The ways to set the head, with what each costs as it comes out. Two that come out alike are one.
fn with_heads(prepared: &Prepared<'_>, frame: &Frame, choice: &Choice, bill: Bill) -> Vec<(Choice, Bill)> {
    let mut all: Vec<(Choice, Bill)> = Vec::new();
    for wish in prepared.heads.wishes() {
        let (head, _) = &*prepared.heads.fit(frame, wish);
        let mut with = bill + Bill::of(Term::HeadSize, cost::head_size(head.steps));
        with.charge(Term::HeadLines, cost::head_lines(head.more));
        let parts = [(wish.kicker, Part::Kicker), (wish.deck, Part::Deck), (wish.summary, Part::Summary)];
        for (_, part) in parts.into_iter().filter(|(kept, _)| !kept) {
            with.charge(Term::Dropped, cost::dropped(part));
        }
        all.push((Choice { head: wish, ..choice.clone() }, with));
    }
    all
}

/// How a choice differs from the wish, in words.
pub(super) fn said(prepared: &Prepared<'_>, headed: &HeadBox, choice: &Choice) -> Vec<String> {
    let mut said = Vec::new();
    if headed.steps > 0 {
        said.push(format!("head {} pt, {} down", headed.size.to_pt(), counted(headed.steps.into(), "step")));
    }
    if headed.more > 0 {
        said.push(format!("head in {} more lines", headed.more));
    }
    let parts =
        [(choice.head.kicker, Part::Kicker), (choice.head.deck, Part::Deck), (choice.head.summary, Part::Summary)];
    said.extend(parts.iter().filter(|(kept, _)| !kept).map(|(_, part)| format!("without {}", part.name())));
    for ((at, inset), &rows) in (1..).zip(&prepared.insets).zip(&choice.rows) {
        let wish = inset.tried().first().copied().unwrap_or(0);
        if rows == 0 && wish > 0 {
            said.push(format!("inset {at} left out"));
        } else if rows != wish {
            said.push(format!("inset {at}: {rows} lines of {wish}"));
        }
    }
    if choice.filler {
        said.push("with its filler".to_owned());
    }
    said
}
