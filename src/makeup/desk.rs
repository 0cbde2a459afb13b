//! [`Desk`]: one layout's looks, ready to shape and set short texts.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::house::House;
use crate::compose::{Line, solid};
use crate::diag::{Diagnostic, Span, rules};
use crate::edition::Edition;
use crate::font::{FaceId, GlyphId, InkBox, InkReader};
use crate::geom::{Em, Length, PerMille};
use crate::layout::Layout;
use crate::shape::{FaceSet, Lack, Missing, Passage, ShapedText, Shaper};
use crate::story::Inline;
use crate::style::{Role, TextStyle};

/// The looks of one page, with the shaper of the run.
pub(super) struct Desk<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The design.
    pub layout: &'a Layout,
    shaper: &'a Shaper<'a>,
    inks: RefCell<BTreeMap<FaceId, InkReader<'a>>>,
    missing: RefCell<Vec<Diagnostic>>,
}

impl<'a> Desk<'a> {
    /// A desk for one layout.
    pub(super) fn new(edition: &'a Edition, layout: &'a Layout, shaper: &'a Shaper<'a>) -> Self {
        Self { edition, layout, shaper, inks: RefCell::default(), missing: RefCell::default() }
    }

    /// The look of a role.
    pub(super) fn style(&self, role: Role) -> &'a TextStyle {
        self.layout.styles.get(role)
    }

    /// The faces of running text in `base`, with those of the runs that can stand in it.
    pub(super) fn faces(&self, base: Role) -> FaceSet {
        face_set(self.edition, self.layout, base)
    }

    /// How text is set outside the areas of text.
    pub(super) fn house(&self) -> House<'a> {
        House::of(self.layout)
    }

    /// Shapes a short text of one role; `span` is blamed for what no face has.
    pub(super) fn text(&self, house: House<'_>, text: &str, role: Role, span: &Span) -> ShapedText {
        let faces = self.faces(role);
        let passage = Passage { manner: house.manner(role), ..Passage::plain(text) };
        let (shaped, missing) = self.shaper.shape(&passage, &faces);
        // The text was taken from what `span` covers: the character itself is found there, if it was not repaired.
        self.blame(&faces, &missing, &[], |missing| self.narrowed(span, missing.character));
        shaped
    }

    /// Shapes a paragraph with its runs.
    pub(super) fn inline(&self, house: House<'_>, inline: &Inline, base: Role) -> ShapedText {
        let faces = self.faces(base);
        let (shaped, missing) = self.shaper.inline(inline, house.manner(base), &faces);
        self.blame(&faces, &missing, &inline.runs, |missing| inline.span_at(missing.text.clone()));
        shaped
    }

    /// Shapes a part of a paragraph that was shaped whole before: what no face has was said then.
    pub(super) fn again(&self, house: House<'_>, part: &Inline, base: Role) -> ShapedText {
        self.shaper.inline(part, house.manner(base), &self.faces(base)).0
    }

    fn blame(&self, faces: &FaceSet, missing: &[Missing], runs: &Runs, place: impl Fn(&Missing) -> Span) {
        let found = missing.iter().map(|it| missing_glyph(self.edition, faces, it, runs, place(it)));
        self.missing.borrow_mut().extend(found);
    }

    /// The place of a character in what a span covers; the span itself, if it is spelt otherwise there. Furniture
    /// has the file of the edition for its span: its words are anywhere in it.
    fn narrowed(&self, span: &Span, character: char) -> Span {
        let file = Span::file(&self.edition.source);
        let range = if *span == file { 0..file.source.text.len() } else { span.range.clone() };
        let found = span.source.text.get(range.clone()).and_then(|covered| covered.find(character));
        let found = found.map(|at| range.start + at..range.start + at + character.len_utf8());
        found.map_or_else(|| span.clone(), |range| Span::new(&span.source, range))
    }

    /// How many characters were missing so far.
    pub(super) fn missing(&self) -> usize {
        self.missing.borrow().len()
    }

    /// What was missing so far.
    pub(super) fn take_missing(&self) -> Vec<Diagnostic> {
        self.missing.take()
    }

    /// Sets all of a text on one line.
    pub(super) fn solid(&self, house: House<'_>, text: &ShapedText, role: Role) -> Line {
        solid(text, 0, count(text), &house.rules(role))
    }

    /// Ink of a glyph.
    pub(super) fn ink(&self, face: FaceId, glyph: GlyphId) -> Option<InkBox> {
        let edition = self.edition;
        let mut inks = self.inks.borrow_mut();
        inks.entry(face).or_insert_with(|| edition.fonts.face(face).inks()).bounds(glyph)
    }
}

/// The number of units of a text.
pub(super) fn count(text: &ShapedText) -> u32 {
    u32::try_from(text.units.len()).unwrap_or(u32::MAX)
}

/// Stretches of a text that are not of its base role.
pub(super) type Runs = [(std::ops::Range<usize>, Role)];

/// The diagnostic for a character that no face has: what it is, and which faces were asked in turn.
pub(super) fn missing_glyph(
    edition: &Edition,
    faces: &FaceSet,
    missing: &Missing,
    runs: &Runs,
    span: Span,
) -> Diagnostic {
    let run = runs.iter().find(|(range, role)| range.contains(&missing.text.start) && faces.chains.contains_key(role));
    let role = run.map_or(faces.base, |(_, role)| *role);
    let chain = faces.chains.get(&role).map(Vec::as_slice).unwrap_or_default();
    let names: Vec<&str> = chain.iter().map(|&id| edition.fonts.face(id).entry.id.as_str()).collect();
    let code = u32::from(missing.character);
    if missing.lack == Lack::Variant {
        let said = format!("no face of the chain has the variant of `{}` (U+{code:04X})", missing.character);
        return Diagnostic::new(&rules::MISSING_VARIANT, span, said)
            .help("add a face that has it to the fallback chain of the style, or take the selector out");
    }
    let message = format!("no face of the chain has `{}` (U+{code:04X})", missing.character);
    Diagnostic::new(&rules::MISSING_GLYPH, span, message)
        .help(format!("the chain of style `{}` is {}", role.name(), names.join(", ")))
        .help("add a face that has it to the chain, draw it in a face of `extra_faces`, or write the word otherwise")
}

/// Faces of a base role and of the runs inside it.
pub(super) fn face_set(edition: &Edition, layout: &Layout, base: Role) -> FaceSet {
    let runs: &[Role] = match base {
        Role::Body => &[Role::Strong, Role::Emphasis, Role::Dateline, Role::JumpNote],
        Role::Caption | Role::Summary | Role::Byline | Role::Credit | Role::Box | Role::Quote => {
            &[Role::Strong, Role::Emphasis]
        }
        _ => &[],
    };
    let chains = std::iter::once(&base)
        .chain(runs)
        .map(|&role| (role, edition.fonts.chain(&layout.styles.get(role).faces)))
        .collect();
    FaceSet { base, chains }
}

/// A line of text ready to be placed: shaped text, its line, and how large and wide it is set.
#[derive(Clone, Debug)]
pub(super) struct SetLine {
    /// The text.
    pub text: std::sync::Arc<ShapedText>,
    /// The line.
    pub line: Line,
    /// Type size.
    pub size: Length,
    /// Horizontal scale.
    pub scale: PerMille,
    /// Added between units, in em before the scale.
    pub tracking: Em,
    /// Narrower blanks: U+3000 set as half an em (heads of 18 pt and less, standards B6).
    pub half_blank: bool,
}

impl SetLine {
    /// Width as set.
    pub(super) fn width(&self) -> Length {
        self.em_width().at(self.size).scaled(i64::from(self.scale.0), 1000)
    }

    /// Width in em before the scale.
    pub(super) fn em_width(&self) -> Em {
        let units = self.line.units.len();
        let gaps = i64::try_from(units).unwrap_or(0) - 1;
        self.line.width + self.tracking * gaps.max(0) - Em::HALF * self.blanks_before(units)
    }

    /// Blanks that are set at half an em, before the unit at `index` of the line.
    pub(super) fn blanks_before(&self, index: usize) -> i64 {
        if !self.half_blank {
            return 0;
        }
        let units = self.line.units.clone().take(index);
        let blanks = units.filter(|&unit| is_blank(&self.text, unit)).count();
        i64::try_from(blanks).unwrap_or(0)
    }
}

fn is_blank(text: &ShapedText, unit: u32) -> bool {
    let range = &text.units[unit as usize].text;
    &text.text[range.start as usize..range.end as usize] == "\u{3000}"
}
