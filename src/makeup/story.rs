//! One story area: prepared once, fitted at every height the solver tries; `draw` builds it once.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::choice::Choice;
use super::copy::{Copy, Cursor, Kind};
use super::desk::{Desk, SetLine};
use super::filler::Filler;
use super::flow::{Changes, Flow, Placed, counted, flow};
use super::frame::{Frame, Leg};
use super::headline;
use super::heads::{Fit, Heads, Stood};
use super::house::House;
use super::inset::{self, Inset};
use super::jump::{Cut, Cutting, Leaves, Wish};
use super::memory::{AreaMemory, Digest, Key};
use super::mend::{self, Aim};
use super::section::Part;
use super::spot::Spot;
use crate::diag::Span;
use crate::geom::{Em, PerMille};
use crate::layout::Area;
use crate::page::TextRef;
use crate::style::Role;

/// A story area with all that does not hang on its height.
pub(super) struct Prepared<'a> {
    /// The area.
    pub area: &'a Area,
    /// Whose text.
    pub of: TextRef,
    /// Where it is placed, for messages.
    pub span: Span,
    /// The text, with its filler.
    pub copy: Copy,
    /// The text without its filler, if it has one.
    pub bare: Option<Copy>,
    /// The filler.
    pub filler: Option<Filler>,
    /// The head, over the text or at its side.
    pub heads: Heads<'a>,
    /// Boxes inside the area.
    pub insets: Vec<Inset>,
    /// The note 下转, if the story goes on elsewhere.
    pub note: Option<SetLine>,
    /// What the desk ordered cut from the end of the story.
    pub gone: String,
    /// How it leaves the area then.
    pub leaves: Option<Leaves>,
    /// The stories of a jump section.
    pub parts: Vec<Part>,
    /// All that it hangs on.
    pub key: Key,
    /// What is known of it.
    pub memory: Rc<AreaMemory>,
}

impl Prepared<'_> {
    /// Whether a story is told here.
    pub(super) fn tells(&self, id: &str) -> bool {
        let fills = self.filler.as_ref().is_some_and(|filler| filler.of.story == id);
        fills || self.of.story == id || self.parts.iter().any(|part| part.story == id)
    }

    /// All its parts as they are wished.
    pub(super) fn wished(&self) -> Choice {
        let rows = self.insets.iter().map(|inset| inset.tried().first().copied().unwrap_or(0)).collect();
        Choice { rows, ..Choice::default() }
    }

    /// Whose text a piece is: in a jump section each part is another story's.
    pub(super) fn text_of(&self, piece: usize) -> Cow<'_, TextRef> {
        if let Some(filler) = self.filler.as_ref().filter(|filler| piece >= filler.first) {
            return Cow::Borrowed(&filler.of);
        }
        match self.parts.iter().find(|part| part.pieces.contains(&piece)) {
            Some(part) => Cow::Owned(TextRef { story: part.story.clone(), area: self.of.area }),
            None => Cow::Borrowed(&self.of),
        }
    }

    /// The text that flows: with the filler, or without it.
    pub(super) fn flowing(&self, filler: bool) -> &Copy {
        if filler { &self.copy } else { self.bare.as_ref().unwrap_or(&self.copy) }
    }
}

/// Lines of the grid for a head or a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// First line.
    pub top: u16,
    /// Lines that there are for it.
    pub rows: u16,
    /// Lines that it lacks, because its area is too low.
    pub wanting: u16,
}

/// A story area at one height.
#[derive(Clone)]
pub(super) struct Fitted {
    /// The frame, without head and picture.
    pub frame: Frame,
    /// How its parts are set.
    pub choice: Choice,
    /// The lines of the head, and what is to be said of them.
    pub headed: Fit,
    /// Where it stands.
    pub head: Spot,
    /// What of it stands at the other corner.
    pub second: Option<Stood>,
    /// The insets, each with its left edge in em of the body; `None` for one that is left out.
    pub insets: Vec<Option<(Place, Em)>>,
    /// The lines.
    pub flow: Flow,
    /// Lines that the legs offered.
    pub capacity: u32,
    /// Lines left empty.
    pub empty: u32,
    /// Whether it is set as a part that leaves its rest to another area.
    pub leaving: bool,
    /// Where the story is cut, when it jumps.
    pub cut: Option<Cut>,
    /// White lines added to the head.
    pub airy: u16,
    /// Whether it was mended.
    pub care: Care,
    /// Lines of column parts that are too short for text.
    pub white: u32,
    /// Paragraphs whose letter-space saves or adds a line.
    pub spaced: u32,
}

/// White lines that a head may take beyond its wish to use up empty lines.
const MOST_AIRY: u16 = 3;

/// How far a fit goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// Lines are counted: for heights and choices that are only being compared.
    Count,
    /// Lines are set, and mended by the repairs of A9.
    Mend,
}

/// Fits a prepared area into its frame.
pub(super) fn fit(prepared: &Prepared<'_>, frame: &Frame, choice: &Choice, care: Care) -> Fitted {
    // What a correction moves is known only when its lines are mended, and few stories are corrected.
    let care = if prepared.flowing(choice.filler).corrected() { Care::Mend } else { care };
    if prepared.leaves.is_some_and(|leaves| leaves.if_needed) {
        let whole = fit_as(prepared, frame, (choice, None), care);
        if whole.flow.rest.is_none() {
            return whole;
        }
    }
    fit_as(prepared, frame, (choice, prepared.leaves.as_ref()), care)
}

/// A choice of parts, and how the story leaves the area if it is not to stand there whole.
type Way<'a> = (&'a Choice, Option<&'a Leaves>);

/// Fits a prepared area with its lines mended, once for each frame and choice.
pub(super) fn mended(prepared: &Prepared<'_>, frame: &Frame, choice: &Choice) -> Rc<Fitted> {
    let key = place_key(frame, choice);
    if let Some(fitted) = prepared.memory.mended.borrow().get(&key) {
        return Rc::clone(fitted);
    }
    let fitted = Rc::new(fit(prepared, frame, choice, Care::Mend));
    prepared.memory.mended.borrow_mut().insert(key, Rc::clone(&fitted));
    fitted
}

/// All that the lines of an area hang on, beside what is in it.
pub(super) fn place_key(frame: &Frame, choice: &Choice) -> Key {
    Digest::default().and(&(frame.top, frame.bottom)).written(&frame.cells).and(choice).key()
}

fn fit_as(prepared: &Prepared<'_>, frame: &Frame, way: Way<'_>, care: Care) -> Fitted {
    let plain = at(prepared, frame, way, (0, 0), care);
    let spare = plain.empty / u32::from(frame.columns.max(1));
    // Lines off the grid do not follow the white lines of a head.
    let fixed =
        !prepared.heads.grows() || plain.head.rows + plain.head.wanting == 0 || !frame.upright || frame.own.is_some();
    if plain.leaving || spare == 0 || fixed {
        return level(prepared, frame, plain, care);
    }
    let most = u16::try_from(spare).unwrap_or(MOST_AIRY).min(MOST_AIRY);
    let airy = |lines| level(prepared, frame, at(prepared, frame, way, (lines, 0), care), care);
    // White at the head must not cut what stands under it.
    let mut tried = (0..=most).rev().map(airy).filter(|fitted| fitted.wanting() <= plain.wanting());
    let Some(best) = tried.next() else { return level(prepared, frame, plain.clone(), care) };
    if care == Care::Count || best.faults() == 0 {
        return best;
    }
    // The white moved a widow to a column top, or a subhead to a foot: less of it may not.
    std::iter::once(best).chain(tried).min_by_key(Fitted::faults).unwrap_or_else(|| plain.clone())
}

impl Fitted {
    /// The lines that stand in the area: all, or those before the cut.
    pub(super) fn set(&self) -> &[Placed] {
        &self.flow.lines[..self.cut.map_or(self.flow.lines.len(), |cut| cut.keep)]
    }

    /// Lines that are white in the legs as they are drawn now.
    fn white(&self) -> u32 {
        self.cut.map_or(self.flow.empty, |cut| cut.empty)
    }

    /// Lines that its insets lack.
    pub(super) fn wanting(&self) -> u16 {
        self.insets.iter().flatten().map(|inset| inset.0.wanting).sum()
    }

    /// Lines that stand wrong, and text that does not stand at all.
    fn faults(&self) -> usize {
        let lost = if self.flow.rest.is_some() { 1_000 } else { 0 };
        let faults = self.flow.alone() + self.flow.ragged;
        lost + 2 * faults as usize + self.flow.carried as usize
    }
}

/// Times that the feet are drawn up: what is drawn up is mended anew, and may leave lines again.
const MOST_LEVEL: usize = 4;

/// While whole lines across all columns are empty, the feet are drawn up so that they stay level (M1). A part that is
/// cut near its foot has the white before its note.
fn level(prepared: &Prepared<'_>, frame: &Frame, fitted: Fitted, care: Care) -> Fitted {
    let leaves = prepared.leaves.as_ref().filter(|_| fitted.leaving);
    let near = leaves.is_some_and(|leaves| {
        fitted.cut.is_none() || (leaves.wish == Wish::Foot && fitted.empty <= u32::try_from(leaves.within).unwrap_or(0))
    });
    if near || fitted.white() == 0 {
        return fitted;
    }
    let mut under = frame.clone();
    if !pictured(prepared, &fitted.choice) {
        prepared.heads.stand(&mut under, fitted.choice.head, fitted.airy);
    }
    let (feet, most) = under.feet(prepared.area.min_part);
    let capacity = fitted.capacity;
    let plain = (!frame.upright).then(|| fitted.clone());
    let (mut best, mut higher) = (fitted, 0_u16);
    for _ in 0..MOST_LEVEL {
        let spare = u16::try_from(best.white() / feet.max(1)).unwrap_or(u16::MAX).min(most - higher);
        if spare == 0 {
            break;
        }
        higher += spare;
        let drawn = at(prepared, frame, (&best.choice, leaves), (best.airy, higher), care);
        let lost = match (&best.cut, &drawn.cut) {
            (Some(cut), Some(later)) => later.at < cut.at || foot(&drawn.frame.legs).is_none(),
            (Some(_), None) => true,
            (None, _) => drawn.flow.rest.is_some(),
        };
        if lost || drawn.wanting() > best.wanting() {
            break;
        }
        let empty = drawn.empty + capacity.saturating_sub(drawn.capacity);
        best = Fitted { capacity, empty, ..drawn };
    }
    // In a stepped area other columns may end above the last: to draw some feet up and leave a hole is no gain.
    plain.filter(|_| best.flow.empty >= feet).unwrap_or(best)
}

/// A frame with its head and its insets taken out: what is left is for text.
pub(super) struct Shape {
    /// The frame.
    pub frame: Frame,
    /// The lines of the head.
    pub headed: Fit,
    /// Where it stands.
    pub head: Spot,
    /// What of it stands at the other corner.
    pub second: Option<Stood>,
    /// The insets.
    pub insets: Vec<Option<(Place, Em)>>,
    /// Lines of column parts that are too short for text.
    pub white: u32,
}

/// Takes head and insets out of a frame, as they are wished.
pub(super) fn shape(prepared: &Prepared<'_>, frame: Frame, choice: &Choice) -> Shape {
    shaped(prepared, frame, choice, (0, 0))
}

/// Whether the head stands on the first inset.
fn pictured(prepared: &Prepared<'_>, choice: &Choice) -> bool {
    prepared.heads.on_picture() && choice.rows.first().is_some_and(|&rows| rows > 0)
}

/// The same with so many white lines more at the head, and the feet so many lines higher.
fn shaped(prepared: &Prepared<'_>, mut frame: Frame, choice: &Choice, (airy, higher): (u16, u16)) -> Shape {
    let stands = (!pictured(prepared, choice)).then(|| prepared.heads.stand(&mut frame, choice.head, airy));
    let whole = (higher > 0 && !prepared.insets.is_empty()).then(|| frame.clone());
    frame.shorten(higher);
    let bounds = prepared.insets.iter().map(Inset::bounds);
    let (insets, holes) = inset::stand(bounds, &choice.rows, (whole.as_ref().unwrap_or(&frame), &frame));
    let ((headed, head), second) = stands.unwrap_or_else(|| (on_picture(prepared, &mut frame, choice, &insets), None));
    holes.iter().for_each(|hole| frame.take_hole(hole));
    let white = frame.leave_short(prepared.area.min_part);
    Shape { frame, headed, head, second, insets, white }
}

/// The head on the first picture, above its caption.
fn on_picture(prepared: &Prepared<'_>, frame: &mut Frame, choice: &Choice, insets: &[Option<(Place, Em)>]) -> Stood {
    let spot = prepared.insets.first().zip(insets.first().copied().flatten()).map(|(inset, (place, left))| {
        let (top, rows) = inset.aside.picture_rows(place);
        Spot { left, width: inset.width, top, rows, ..Spot::default() }
    });
    prepared.heads.stand_on(frame, choice.head, spot.unwrap_or_default())
}

/// Fits with so many white lines more at the head, and the feet so many lines higher.
fn at(prepared: &Prepared<'_>, frame: &Frame, (choice, leaves): Way<'_>, moved: (u16, u16), care: Care) -> Fitted {
    let Shape { frame, headed, head, second, insets, white } = shaped(prepared, frame.clone(), choice, moved);
    let airy = moved.0;
    let capacity = frame.capacity();
    let copy = prepared.flowing(choice.filler && leaves.is_none());
    let legs = &frame.legs;
    let begin = Cursor::default();
    let (flow, spaced) = match care {
        Care::Mend => {
            // A part that is cut before its foot is mended as far as it stands, which is not known before.
            let aim = if leaves.is_some() { Aim::Part } else { Aim::Whole };
            let (flow, changes) = mend::mended(copy, begin, legs, aim);
            (flow, u32::try_from(changes.tracking.len()).unwrap_or(u32::MAX))
        }
        // Where a story is cut hangs on its lines, and so does what moves after a sign-off.
        Care::Count if leaves.is_some() || copy.is_signed() => (flow(copy, begin, legs, &Changes::default()), 0),
        Care::Count => (counted(copy, begin, legs), 0),
    };
    let cut = leaves.zip(prepared.note.as_ref()).and_then(|(leaves, note)| {
        let full = flow.lines.last().is_none_or(|last| has_room(prepared, last, (note, leaves.shares), legs));
        Cutting { copy, flow: &flow, legs, leaves, full }.best()
    });
    let empty = cut.map_or(flow.empty, |cut| cut.empty);
    let (choice, leaving) = (choice.clone(), leaves.is_some());
    Fitted {
        frame,
        choice,
        headed,
        head,
        second,
        insets,
        flow,
        capacity,
        empty,
        leaving,
        cut,
        airy,
        care,
        white,
        spaced,
    }
}

/// Most lines that a frame has for text under the head of a choice.
pub(super) fn room(prepared: &Prepared<'_>, frame: &Frame, choice: &Choice) -> u32 {
    prepared.heads.room(frame, choice.head)
}

/// Whether the note has room without taking away a line: the foot is free, or the last line ends a paragraph and
/// leaves the note and one em (B8), if it may share it.
fn has_room(prepared: &Prepared<'_>, last: &Placed, (note, may_share): (&SetLine, bool), legs: &[Leg]) -> bool {
    let Some(foot) = foot(legs) else { return false };
    let piece = &prepared.copy.pieces[last.piece];
    if piece.kind == Kind::Subhead || last.leg > foot {
        return false;
    }
    let at_foot = last.leg == foot && last.row + 1 == legs[foot].bottom;
    let shares = may_share
        && last.line.last
        && matches!(piece.kind, Kind::Paragraph | Kind::Rest)
        && piece.size == note.size
        && last.line.width + note.em_width() + Em::ONE <= legs[last.leg].width;
    !at_foot || shares
}

/// The last leg that has a line: the note stands at its foot.
pub(super) fn foot(legs: &[Leg]) -> Option<usize> {
    legs.iter().rposition(|leg| leg.lines() > 0)
}

/// The note of a jump as a line.
pub(super) fn note_line(desk: &Desk<'_>, area: &Area, text: &str, span: &Span) -> SetLine {
    let house = House::body(desk.layout, area);
    let shaped = Arc::new(desk.text(house, text, Role::JumpNote, span));
    SetLine { scale: PerMille::FULL, ..headline::plain(desk, house, shaped, Role::JumpNote) }
}
