//! [`Desk`]: one layout's looks, ready to shape and set short texts.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::compose::{Line, Rules, solid};
use crate::diag::{Diagnostic, Span, rules};
use crate::edition::Edition;
use crate::font::{FaceId, GlyphId, InkBox, InkReader};
use crate::geom::{Em, Length, PerMille};
use crate::layout::Layout;
use crate::shape::{FaceSet, Lack, Manner, Missing, Passage, ShapedText, Shaper};
use crate::story::Inline;
use crate::style::{Role, TextStyle};

/// The looks of one page, with the shaper of the run.
pub(super) struct Desk<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The design.
    pub layout: &'a Layout,
    /// Composition of running text.
    pub rules: Rules,
    unknown: Vec<String>,
    shaper: &'a Shaper<'a>,
    inks: RefCell<BTreeMap<FaceId, InkReader<'a>>>,
    missing: RefCell<Vec<Diagnostic>>,
}

impl<'a> Desk<'a> {
    /// A desk for one layout.
    pub(super) fn new(edition: &'a Edition, layout: &'a Layout, shaper: &'a Shaper<'a>) -> Self {
        let (rules, unknown) = composition(layout);
        Self { edition, layout, rules, unknown, shaper, inks: RefCell::default(), missing: RefCell::default() }
    }

    /// Options of `[compose]` that composition refuses, one sentence each.
    pub(super) fn unknown_options(&self) -> &[String] {
        &self.unknown
    }

    /// The look of a role.
    pub(super) fn style(&self, role: Role) -> &'a TextStyle {
        self.layout.styles.get(role)
    }

    /// The faces of running text in `base`, with those of the runs that can stand in it.
    pub(super) fn faces(&self, base: Role) -> FaceSet {
        face_set(self.edition, self.layout, base)
    }

    /// Shapes a short text of one role; `span` is blamed for what no face has.
    pub(super) fn text(&self, text: &str, role: Role, span: &Span) -> ShapedText {
        let (shaped, missing) = self.shaper.shape(&Passage::plain(text), &self.faces(role));
        self.blame(&missing, |_| span.clone());
        shaped
    }

    /// Shapes a paragraph with its runs.
    pub(super) fn inline(&self, inline: &Inline, base: Role) -> ShapedText {
        let (shaped, missing) = self.shaper.inline(inline, Manner::default(), &self.faces(base));
        self.blame(&missing, |missing| inline.span_at(missing.text.clone()));
        shaped
    }

    fn blame(&self, missing: &[Missing], place: impl Fn(&Missing) -> Span) {
        let found = missing.iter().map(|missing| missing_glyph(missing, place(missing)));
        self.missing.borrow_mut().extend(found);
    }

    /// What was missing so far.
    pub(super) fn take_missing(&self) -> Vec<Diagnostic> {
        self.missing.take()
    }

    /// Sets all of a text on one line.
    pub(super) fn solid(&self, text: &ShapedText) -> Line {
        solid(text, 0, count(text), &self.rules)
    }

    /// Ink of a glyph.
    pub(super) fn ink(&self, face: FaceId, glyph: GlyphId) -> Option<InkBox> {
        let edition = self.edition;
        let mut inks = self.inks.borrow_mut();
        inks.entry(face).or_insert_with(|| edition.fonts.face(face).inks()).bounds(glyph)
    }
}

/// The rules that the layout asks for: its profile and what it sets beside it.
fn composition(layout: &Layout) -> (Rules, Vec<String>) {
    let mut unknown = Vec::new();
    let profile = layout.compose.get("profile").and_then(toml::Value::as_str).unwrap_or("news-cn");
    let mut rules = Rules::profile(profile).unwrap_or_else(|| {
        unknown.push(format!("there is no composition profile `{profile}`"));
        Rules::default()
    });
    for (key, value) in layout.compose.iter().filter(|(key, _)| *key != "profile") {
        let set = match value {
            toml::Value::String(word) => rules.set(key, word.as_str()),
            toml::Value::Boolean(switch) => rules.set(key, *switch),
            toml::Value::Float(number) => rules.set(key, *number),
            toml::Value::Integer(number) => rules.set(key, f64::from(i32::try_from(*number).unwrap_or(i32::MAX))),
            _ => Err(format!("`{key}` takes a word, a number, true or false")),
        };
        unknown.extend(set.err());
    }
    (rules, unknown)
}

/// The number of units of a text.
pub(super) fn count(text: &ShapedText) -> u32 {
    u32::try_from(text.units.len()).unwrap_or(u32::MAX)
}

/// The diagnostic for a character that no face has.
pub(super) fn missing_glyph(missing: &Missing, span: Span) -> Diagnostic {
    let code = u32::from(missing.character);
    if missing.lack == Lack::Variant {
        let said = format!("no face of the chain has the variant of `{}` (U+{code:04X})", missing.character);
        return Diagnostic::new(&rules::MISSING_VARIANT, span, said)
            .help("add a face that has it to the fallback chain of the style, or take the selector out");
    }
    Diagnostic::new(
        &rules::MISSING_GLYPH,
        span,
        format!("no face of the chain has `{}` (U+{code:04X})", missing.character),
    )
    .help("add a face that has it to the fallback chain of the style, or write the word otherwise")
}

/// Faces of a base role and of the runs inside it.
pub(super) fn face_set(edition: &Edition, layout: &Layout, base: Role) -> FaceSet {
    let runs: &[Role] = match base {
        Role::Body => &[Role::Strong, Role::Emphasis, Role::Dateline, Role::JumpNote],
        Role::Caption | Role::Summary | Role::Byline | Role::Credit => &[Role::Strong, Role::Emphasis],
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
