//! [`svg`]: a finished page as SVG, in millimetres, with the outlines of its glyphs: no font is needed to see it.
//!
//! It is for the eye and the web, not for the press: inks are brought to RGB by arithmetic and not through a profile,
//! and pictures are drawn as crossed boxes.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::font::{FaceId, FaceReader, FontBook, GlyphId, OutlineReader, Stroke};
use crate::geom::{Em, Length, Point, Rect, WritingMode};
use crate::page::{Dot, Glyph, GlyphRun, Item, Page, PlacedPicture, Rule, Wave};
use crate::style::Ink;

/// The page as SVG. The same page gives the same bytes.
#[must_use]
pub fn svg(page: &Page, fonts: &FontBook) -> String {
    let mut drawing = Drawing { fonts, faces: BTreeMap::new(), outlines: BTreeMap::new(), body: String::new() };
    let mut items = page.items.as_slice();
    while let Some(first) = items.first() {
        // Rules of one look are one path: a grid has thousands.
        let count = items.iter().take_while(|item| alike(first, item)).count().max(1);
        drawing.items(&items[..count]);
        items = &items[count..];
    }
    let (width, height) = (mm(page.boxes.width), mm(page.boxes.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {width} {height}\">\n"
    );
    add(&mut out, &format!("<title>{}</title>\n<defs>\n", escaped(&page.name)));
    for ((face, glyph), outline) in &drawing.outlines {
        add(&mut out, &format!("<path id=\"{}\" d=\"{outline}\"/>\n", name(*face, *glyph)));
    }
    add(&mut out, &format!("</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"));
    add(&mut out, &drawing.body);
    add(&mut out, "</svg>\n");
    out
}

fn alike(one: &Item, other: &Item) -> bool {
    matches!((one, other), (Item::Rule(one), Item::Rule(other)) if (one.weight, one.ink) == (other.weight, other.ink))
}

fn name(face: FaceId, glyph: GlyphId) -> String {
    format!("g{}-{}", face.0, glyph.0)
}

fn add(out: &mut String, text: &str) {
    out.push_str(text);
}

/// A page in the making.
struct Drawing<'a> {
    fonts: &'a FontBook,
    faces: BTreeMap<FaceId, (FaceReader<'a>, OutlineReader<'a>, i64)>,
    /// Outlines in use, as path data in design units.
    outlines: BTreeMap<(FaceId, GlyphId), String>,
    body: String,
}

impl Drawing<'_> {
    /// One item, or several rules of one look.
    fn items(&mut self, items: &[Item]) {
        let text = match &items[0] {
            Item::Glyphs(run) => self.run(run),
            Item::Rule(rule) => {
                let path: String = items.iter().map(line).collect();
                stroked(&path, rule.weight, rule.ink)
            }
            Item::Fill(fill) => format!("<rect {} fill=\"{}\"/>\n", sides(fill.rect), colour(fill.ink)),
            Item::Dot(dot) => circle(dot),
            Item::Wave(wave) => stroked(&waves(wave), wave.rule.weight, wave.rule.ink),
            Item::Picture(placed) => crossed(placed),
        };
        add(&mut self.body, &text);
    }

    /// The glyphs of a run, under one matrix from design units to the page.
    fn run(&mut self, run: &GlyphRun) -> String {
        let fonts = self.fonts;
        let Some(face) = fonts.get(run.face) else { return String::new() };
        let read = self.faces.entry(run.face).or_insert_with(|| (face.reader(), face.outlines(), i64::from(face.upem)));
        let mut uses = String::new();
        for glyph in &run.glyphs {
            let key = (run.face, glyph.id);
            let outline = self.outlines.entry(key).or_insert_with(|| path(&read.1.outline(glyph.id)));
            if !outline.is_empty() {
                let (x, y) = origin(run, glyph, &read.0);
                let [x, y] = [x, y].map(|em| hundredths(em.units() * read.2 * 100, Em::ONE.units()));
                add(&mut uses, &format!("<use href=\"#{}\" x=\"{x}\" y=\"{y}\"/>", name(run.face, glyph.id)));
            }
        }
        if uses.is_empty() {
            return String::new();
        }
        let text = escaped(&run.text);
        let (matrix, ink) = (matrix(run, read.2), colour(run.ink));
        format!("<g aria-label=\"{text}\" fill=\"{ink}\" transform=\"{matrix}\">{uses}</g>\n")
    }
}

/// Where a glyph's origin stands in its run, before the matrix: to the right and upward.
fn origin(run: &GlyphRun, glyph: &Glyph, face: &FaceReader<'_>) -> (Em, Em) {
    if run.writing == WritingMode::Vertical && !run.turned {
        // The run's point is the vertical origin: on the axis of the line, over the baseline.
        return (glyph.y - face.advance(glyph.id) / 2, -(glyph.x + face.vertical_origin(glyph.id)));
    }
    (glyph.x, glyph.y)
}

/// From design units, upward, to millimetres of the page, downward.
fn matrix(run: &GlyphRun, upem: i64) -> String {
    // Ten-millionths of a millimetre to a design unit.
    let unit = |scale: i64| {
        let whole = i128::from(run.size.units()) * i128::from(scale) * 10_000_000;
        let whole = whole / (i128::from(Length::MM.units()) * i128::from(upem) * 1000);
        decimal(i64::try_from(whole).unwrap_or(i64::MAX), 7)
    };
    let (along, up) = (unit(i64::from(run.scale.0)), unit(1000));
    let (x, y) = (mm(run.origin.x), mm(run.origin.y));
    if run.turned { format!("matrix(0 {along} {up} 0 {x} {y})") } else { format!("matrix({along} 0 0 -{up} {x} {y})") }
}

/// Path data of an outline.
fn path(strokes: &[Stroke]) -> String {
    let mut out = String::new();
    let points = |points: &[[i32; 2]]| points.iter().map(|[x, y]| format!("{x} {y}")).collect::<Vec<_>>().join(" ");
    for stroke in strokes {
        let (letter, at) = match stroke {
            Stroke::Move(end) => ('M', points(&[*end])),
            Stroke::Line(end) => ('L', points(&[*end])),
            Stroke::Quad(at) => ('Q', points(at)),
            Stroke::Cubic(at) => ('C', points(at)),
            Stroke::Close => ('Z', String::new()),
        };
        out.push(letter);
        out.push_str(&at);
    }
    out
}

fn line(item: &Item) -> String {
    let Item::Rule(Rule { from, to, .. }) = item else { return String::new() };
    let start = format!("M{} {}", mm(from.x), mm(from.y));
    if from.y == to.y {
        format!("{start}H{}", mm(to.x))
    } else if from.x == to.x {
        format!("{start}V{}", mm(to.y))
    } else {
        format!("{start}L{} {}", mm(to.x), mm(to.y))
    }
}

fn stroked(path: &str, weight: Length, ink: Ink) -> String {
    format!("<path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n", colour(ink), mm(weight))
}

fn circle(dot: &Dot) -> String {
    let (x, y, r) = (mm(dot.centre.x), mm(dot.centre.y), mm(dot.diameter / 2));
    format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{}\"/>\n", colour(dot.ink))
}

/// Whole waves along an upright or level line, each of two arcs.
fn waves(wave: &Wave) -> String {
    let (from, to) = (wave.rule.from, wave.rule.to);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let whole = dx.max(-dx).max(dy.max(-dy));
    let halves = (whole * 2 + wave.length).div_floor(wave.length * 2).max(1) * 2;
    let level = dy == Length::ZERO;
    let mut out = format!("M{} {}", mm(from.x), mm(from.y));
    for half in 0..halves {
        // The handle of an arc stands twice as far off as its crest.
        let crest = wave.height * if half % 2 == 0 { -2 } else { 2 };
        let at = |part: i64| from.moved(dx.scaled(part, halves * 2), dy.scaled(part, halves * 2));
        let (top, end) = (at(half * 2 + 1), at(half * 2 + 2));
        let top = if level { top.moved(Length::ZERO, crest) } else { top.moved(crest, Length::ZERO) };
        add(&mut out, &format!("Q{} {} {} {}", mm(top.x), mm(top.y), mm(end.x), mm(end.y)));
    }
    out
}

/// A picture as its box, crossed as on a dummy.
fn crossed(placed: &PlacedPicture) -> String {
    let rect = placed.rect;
    let (left, right) = (rect.x, rect.right());
    let diagonal = |from: Point, to: Point| line(&Item::Rule(Rule { from, to, weight: Length::PT, ink: Ink::BLACK }));
    let down = diagonal(Point::new(left, rect.y), Point::new(right, rect.bottom()));
    let up = diagonal(Point::new(left, rect.bottom()), Point::new(right, rect.y));
    let lines = stroked(&(down + &up), Length::PT / 2, Ink::BLACK);
    format!("<rect {} fill=\"#ddd\"/>\n{lines}", sides(rect))
}

fn sides(rect: Rect) -> String {
    format!("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", mm(rect.x), mm(rect.y), mm(rect.w), mm(rect.h))
}

/// Inks as light, each taking its share away.
fn colour(ink: Ink) -> String {
    let [c, m, y, k] = ink.cmyk().map(|part| i64::from(part.0.clamp(0, 1000)));
    let light = |part: i64| ((1000 - part) * (1000 - k) * 255 + 500_000) / 1_000_000;
    format!("#{:02x}{:02x}{:02x}", light(c), light(m), light(y))
}

/// Millimetres with four decimals at most.
fn mm(length: Length) -> String {
    decimal(length.scaled(10_000, Length::MM.units()).units(), 4)
}

/// A fraction to two decimals.
fn hundredths(numerator: i64, denominator: i64) -> String {
    let doubled = 2 * numerator;
    let rounded = if doubled < 0 {
        -((denominator - doubled) / (2 * denominator))
    } else {
        (doubled + denominator) / (2 * denominator)
    };
    decimal(rounded, 2)
}

/// A whole number of the last decimals, without zeros at its end.
fn decimal(number: i64, decimals: usize) -> String {
    let (sign, digits) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// Text in XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                // XML has no place for it; its number is better than nothing.
                let _never_fails = write!(out, "[{:X}]", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{colour, decimal, escaped, mm, svg, waves};
    use crate::font::FontBook;
    use crate::geom::{Em, Length, PerMille, Point, WritingMode};
    use crate::page::{Form, Glyph, GlyphRun, Item, Page, PageNo, PressBoxes, Rule, TextRef, Wave};
    use crate::style::{Ink, Role};

    #[test]
    fn numbers_are_short_and_exact() {
        assert_eq!(mm(Length::mm(41.275)), "41.275");
        assert_eq!([mm(Length::ZERO), mm(-Length::PT), decimal(-5, 4)], ["0", "-0.3528", "-0.0005"]);
        assert_eq!(escaped("a<\"&\u{7}>"), "a&lt;&quot;&amp;[7]&gt;");
    }

    #[test]
    fn inks_take_light_away() {
        assert_eq!(colour(Ink::BLACK), "#000000");
        assert_eq!(colour(Ink::PAPER), "#ffffff");
        assert_eq!(colour(Ink::Process([PerMille(1000), PerMille(0), PerMille(0), PerMille(500)])), "#008080");
    }

    #[test]
    fn a_wave_ends_where_its_line_ends() {
        let rule = Rule {
            from: Point::default(),
            to: Point::new(Length::MM * 4, Length::ZERO),
            weight: Length::PT / 4,
            ink: Ink::BLACK,
        };
        let path = waves(&Wave { rule, height: Length::MM / 2, length: Length::MM * 2 });
        assert_eq!(path, "M0 0Q0.5 -1 1 0Q1.5 1 2 0Q2.5 -1 3 0Q3.5 1 4 0");
    }

    fn page(items: Vec<Item>) -> Page {
        let boxes = PressBoxes { width: Length::MM * 50, height: Length::MM * 40, bleed: Length::ZERO };
        Page { number: PageNo(1), name: "样".into(), boxes, form: Form::default(), items, zones: Vec::new() }
    }

    fn run(fonts: &FontBook, writing: WritingMode, turned: bool) -> Item {
        let face = fonts.find("hei").expect("hei");
        let id = fonts.face(face).reader().glyph('中').expect("中");
        let glyph = |x| Glyph { id, x, y: Em::ZERO, text: 0..3 };
        Item::Glyphs(GlyphRun {
            face,
            size: Length::MM * 10,
            scale: PerMille(900),
            ink: Ink::BLACK,
            origin: Point::new(Length::MM * 5, Length::MM * 20),
            writing,
            turned,
            role: Role::Head,
            of: TextRef::default(),
            text: "中中".into(),
            glyphs: vec![glyph(Em::ZERO), glyph(Em::ONE)],
        })
    }

    #[test]
    fn an_outline_is_written_once_and_placed_twice() {
        let fonts = FontBook::open(Path::new("fonts")).expect("bundled faces");
        let across = svg(&page(vec![run(&fonts, WritingMode::Horizontal, false)]), &fonts);
        assert_eq!((across.matches("<path id=").count(), across.matches("<use ").count()), (1, 2));
        assert!(across.contains("matrix(0.009 0 0 -0.01 5 20)") && across.contains("x=\"1000\" y=\"0\""), "{across}");
        let down = svg(&page(vec![run(&fonts, WritingMode::Vertical, false)]), &fonts);
        assert!(down.contains("x=\"-500\" y=\"-880\"") && down.contains("x=\"-500\" y=\"-1880\""), "{down}");
        let turned = svg(&page(vec![run(&fonts, WritingMode::Horizontal, true)]), &fonts);
        assert!(turned.contains("matrix(0 0.009 0.01 0 5 20)"), "{turned}");
    }

    #[test]
    fn rules_of_one_look_are_one_path() {
        let rule = |x: i64, weight| {
            let (from, to) = (Point::new(Length::MM * x, Length::ZERO), Point::new(Length::MM * x, Length::MM));
            Item::Rule(Rule { from, to, weight, ink: Ink::BLACK })
        };
        let items = vec![rule(1, Length::PT), rule(2, Length::PT), rule(3, Length::MM)];
        let drawn = svg(&page(items), &FontBook::default());
        assert!(drawn.contains("d=\"M1 0V1M2 0V1\"") && drawn.contains("d=\"M3 0V1\""), "{drawn}");
        assert_eq!(drawn.matches("<path ").count(), 2);
    }
}
