//! Inks: the body in black alone, nothing in RGB, no ink where nothing may be.

use banxin::geom::Rect;
use banxin::layout::Layout;

use crate::sample::{SAMPLE, TRACES};
use crate::tools::Plate;

/// Points of the plates that are made here.
const PPI: u32 = 72;

/// Names of colour spaces that no plate has.
const SCREEN: [&str; 5] = ["/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/ICCBased"];

#[test]
fn body_text_is_black_alone() {
    let Some(traces) = TRACES.as_ref() else { return };
    for (trace, page) in traces.iter().zip(&SAMPLE.edition.pages) {
        let body = trace.glyphs.iter().filter(|glyph| (glyph.size - page.layout.grid.size.to_pt()).abs() < 0.01);
        let mut count = 0;
        for glyph in body {
            assert_eq!(glyph.ink, "DeviceCMYK 0 0 0 1", "page {}: {}", page.number.0, glyph.text);
            count += 1;
        }
        assert!(count > 2000, "page {}: {count} glyphs", page.number.0);
    }
}

#[test]
fn nothing_is_drawn_in_rgb() {
    let Some(traces) = TRACES.as_ref() else { return };
    for trace in traces {
        let inks = trace.inks.iter().filter(|(name, _)| name != "set_default_colorspaces");
        for (name, ink) in inks {
            assert!(ink.starts_with("DeviceCMYK") || ink.starts_with("DeviceGray"), "{name} in {ink}");
        }
    }
    for pdf in &SAMPLE.pages {
        let Some(objects) = pdf.objects() else { return };
        for (name, object) in objects.as_object().expect("objects") {
            let text = object.to_string();
            let found = SCREEN.iter().find(|space| text.contains(&format!("\"{space}\"")));
            assert_eq!(found, None, "{name}: {text}");
        }
    }
}

#[test]
fn no_operator_of_rgb_is_written() {
    for pdf in &SAMPLE.pages {
        let open = pdf.path("open.pdf").display().to_string();
        let arguments = ["--qdf", "--object-streams=disable", &pdf.pdf(), &open];
        if crate::tools::run("qpdf", &arguments).is_none() {
            return;
        }
        let file = std::fs::read(&open).expect("qpdf wrote it");
        let (mut black, mut seen) = (false, 0);
        for line in content(&file) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let last = words.last().copied().unwrap_or_default();
            assert!(!["rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "BI"].contains(&last), "{line}");
            match last {
                "k" => black = words == ["0", "0", "0", "1", "k"],
                // The fill colour comes back with Q; the press sets it anew after it.
                "Tf" if words.len() == 3 && words[1] == "9" => {
                    assert!(black, "body type is set while another colour is on");
                    seen += 1;
                }
                _ => {}
            }
        }
        assert!(seen > 3, "{seen} changes to body type");
    }
}

/// Lines of the page's content stream as qpdf lays it open: the first stream with text in it.
fn content(file: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(file);
    let streams = text.split("\nstream\n").skip(1).filter_map(|part| part.split("endstream").next());
    let mut pages = streams.filter(|stream| stream.contains("\nBT") && stream.contains(" Tf"));
    let page = pages.next().expect("a content stream");
    page.lines().map(str::to_owned).collect()
}

fn millimetres(rect: Rect, layout: &Layout, inset: f64) -> [f64; 4] {
    let bleed = layout.sheet.bleed.to_mm();
    let [left, top] = [rect.x, rect.y].map(|edge| edge.to_mm() + bleed + inset);
    let [right, bottom] = [rect.right(), rect.bottom()].map(|edge| edge.to_mm() + bleed - inset);
    [left, top, right, bottom]
}

/// Whether there is ink outside a box, in millimetres.
fn ink_outside(plate: &Plate, layout: &Layout, [left, top, right, bottom]: [f64; 4]) -> bool {
    let both = layout.sheet.bleed.to_mm() * 2.0;
    let (width, height) = (layout.sheet.width.to_mm() + both, layout.sheet.height.to_mm() + both);
    let margins =
        [[0.0, 0.0, width, top], [0.0, bottom, width, height], [0.0, 0.0, left, height], [right, 0.0, width, height]];
    margins.iter().any(|margin| plate.range(*margin).1 > 0)
}

#[test]
fn plates_have_ink_only_where_it_belongs() {
    for ((pdf, edition), page) in SAMPLE.pages.iter().zip(&SAMPLE.edition.pages).zip(&SAMPLE.night.pages) {
        let Some(plates) = pdf.plates(PPI) else { return };
        let layout = &edition.layout;
        let mut outer = millimetres(layout.grid.type_area(), layout, -0.6);
        if let Some(folio) = &layout.folio {
            outer[1] -= folio.rise.to_mm() + layout.grid.size.to_mm();
        }
        for (plate, ink) in plates.iter().zip(["cyan", "magenta", "yellow", "black"]) {
            assert!(!ink_outside(plate, layout, outer), "page {}: {ink} outside the type area", page.number.0);
        }
        // Stories without picture and tint: black alone.
        let mut seen = 0;
        for zone in page.zones.iter().filter(|zone| !zone.story.is_empty()) {
            let story = SAMPLE.edition.stories.iter().find(|story| story.id == zone.story).expect("the story");
            let area = layout.areas.iter().find(|(id, _)| id.0 == zone.area).expect("the area").1;
            if !story.pictures.is_empty() || area.frame.is_some() {
                continue;
            }
            let inside = millimetres(zone.rect, layout, 0.4);
            for (plate, ink) in plates[..3].iter().zip(["cyan", "magenta", "yellow"]) {
                assert_eq!(plate.range(inside).1, 0, "page {} area {}: {ink}", page.number.0, zone.area);
            }
            assert!(plates[3].range(inside).1 > 100, "page {} area {}: no black", page.number.0, zone.area);
            seen += 1;
        }
        assert!(seen > 0, "page {}", page.number.0);
    }
}
