//! `banxin layout`.

use std::path::Path;

use banxin::font::FontBook;
use banxin::layout::Layout;
use banxin::makeup::{AreaSize, Capacity, Dummy, draw_layout};
use banxin::press::{Info, Press};
use serde_json::{Value, json};

use super::args::{DrawLayout, Format};
use super::{End, files, materials, report, say};

/// The date of a drawing: it has none of its own, and takes none from a clock.
const NO_DAY: (u16, u8, u8) = (2000, 1, 1);

/// Draws a layout without copy, as SVG and PNG, and tells what its areas hold.
pub(crate) fn run(args: &DrawLayout) -> End {
    let mut diagnostics = Vec::new();
    let name = args.layout.display().to_string();
    let layout = match banxin::layout::load(&args.layout, &name) {
        Ok(layout) => layout.take(&mut diagnostics),
        Err(problems) => return unreadable(&problems, args),
    };
    let folder = args.layout.parent().unwrap_or(Path::new("."));
    let fonts = match materials::faces(args.fonts.as_deref(), folder) {
        Ok(found) => found,
        Err(reason) => return stopped(&[reason], args, End::Stuck),
    };
    let fonts = match FontBook::open(&fonts) {
        Ok(fonts) => fonts,
        Err(problems) => return unreadable(&problems, args),
    };
    let dummy = draw_layout(&layout, &fonts).take(&mut diagnostics);
    let drawings = match drawn(&dummy, &fonts, args) {
        Ok(drawings) => drawings,
        Err(reasons) => return stopped(&reasons, args, End::Problems),
    };
    let paths = match files::write_all(&args.output, &drawings, &[]) {
        Ok(paths) => paths,
        Err(reason) => return stopped(&[reason], args, End::Stuck),
    };
    say::problems(&diagnostics, args.format);
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    if args.format == Format::Json {
        let mut object = values(&layout, &dummy);
        object["files"] = json!(paths);
        object["diagnostics"] = json!(report::diagnostics(&diagnostics));
        say::line(&object.to_string());
    } else {
        lines(&dummy).iter().for_each(|line| say::line(line));
        paths.iter().for_each(|path| say::line(&format!("  {path}")));
    }
    if report::failed(&diagnostics) { End::Problems } else { End::Good }
}

/// The end of a run whose layout could not be read.
fn unreadable(problems: &[banxin::diag::Diagnostic], args: &DrawLayout) -> End {
    say::problems(problems, args.format);
    if args.format == Format::Json {
        say::line(&json!({ "files": [], "diagnostics": report::diagnostics(problems) }).to_string());
    } else {
        say::error(&format!("the layout was not drawn: {}", say::tally(problems)));
    }
    End::Problems
}

fn stopped(reasons: &[String], args: &DrawLayout, end: End) -> End {
    reasons.iter().for_each(|reason| say::error(reason));
    if args.format == Format::Json {
        say::line(&json!({ "files": [], "diagnostics": [], "errors": reasons }).to_string());
    }
    end
}

/// The two files. The PNG is the raster of a PDF, as every proof.
fn drawn(dummy: &Dummy, fonts: &FontBook, args: &DrawLayout) -> Result<Vec<(String, Vec<u8>)>, Vec<String>> {
    let stem = args.layout.file_stem().map_or_else(|| "layout".into(), |stem| stem.to_string_lossy());
    let tell = |violations: Vec<_>| violations.iter().map(ToString::to_string).collect::<Vec<_>>();
    let press = Press::new(fonts, &[], materials::PRESS_PROFILE, materials::PICTURE_PROFILE).map_err(tell)?;
    let info = Info { title: dummy.page.name.clone(), date: NO_DAY };
    let pdf = press.write(&[&dummy.page], &info).map_err(tell)?;
    let mut images = banxin::proof::rasterise(&pdf, args.ppi).map_err(|error| vec![error])?;
    let image = images.pop().ok_or_else(|| vec!["the drawing came to no image".to_owned()])?;
    let svg = banxin::proof::svg(&dummy.page, fonts).into_bytes();
    Ok(vec![(format!("{stem}.svg"), svg), (format!("{stem}.png"), image)])
}

/// Measures and table for people.
fn lines(dummy: &Dummy) -> Vec<String> {
    let mut rows = vec![AreaSize::HEADINGS.map(str::to_owned)];
    rows.extend(dummy.areas.iter().map(AreaSize::cells));
    let bands = dummy.bands.iter().map(|band| match (band.least, band.most) {
        (least, most) if least == most => band.taken.to_string(),
        (least, most) => format!("{} ({least}–{most})", band.taken),
    });
    let mut lines = vec![dummy.page.name.clone()];
    lines.extend(dummy.measures.iter().cloned());
    lines.push(format!("bands {}", bands.collect::<Vec<_>>().join(", ")));
    lines.extend(report::aligned(&rows));
    lines
}

/// The same as JSON.
fn values(layout: &Layout, dummy: &Dummy) -> Value {
    let (grid, sheet, area) = (&layout.grid, &layout.sheet, layout.grid.type_area());
    let fold = grid.fold.map(|fold| {
        let [width, gap] = [fold.width, fold.gap].map(|em| (em.to_f64(), em.at(grid.size).to_mm()));
        json!({ "chars": width.0, "mm": width.1, "gap_chars": gap.0, "gap_mm": gap.1 })
    });
    let bands = dummy.bands.iter().map(|band| json!({ "least": band.least, "taken": band.taken, "most": band.most }));
    json!({
        "name": layout.name,
        "sheet": {
            "width_mm": sheet.width.to_mm(), "height_mm": sheet.height.to_mm(), "bleed_mm": sheet.bleed.to_mm(),
            "left_mm": area.x.to_mm(), "top_mm": area.y.to_mm(),
            "type_width_mm": area.w.to_mm(), "type_height_mm": area.h.to_mm(),
        },
        "grid": {
            "type_pt": grid.size.to_pt(), "pitch_pt": grid.pitch.to_pt(),
            "pages": grid.halves().len(), "columns": grid.page_columns(), "fold": fold,
            "chars": grid.chars, "gutter_chars": grid.gutter.to_f64(), "lines": grid.lines,
        },
        "bands": bands.collect::<Vec<_>>(),
        "areas": dummy.areas.iter().map(area_value).collect::<Vec<_>>(),
    })
}

fn area_value(area: &AreaSize) -> Value {
    let capacity = |of: &Capacity| {
        json!({
            "height_lines": of.height, "lines": of.lines,
            "characters": of.characters, "under_head": of.under_head, "with_insets": of.with_insets,
        })
    };
    let head = area
        .head
        .map(|head| json!({ "size_pt": head.size.to_pt(), "characters": head.characters, "lines": head.lines }));
    let text = area.head.is_some();
    json!({
        "area": area.id.0.to_string(),
        "role": area.role.name(),
        "rank": text.then(|| area.rank.name()),
        "width_mm": area.rect.w.to_mm(),
        "height_mm": area.rect.h.to_mm(),
        "columns": area.columns,
        "chars": [area.chars.0, area.chars.1],
        "least": capacity(&area.least),
        "taken": capacity(&area.taken),
        "most": capacity(&area.most),
        "head": head,
    })
}
