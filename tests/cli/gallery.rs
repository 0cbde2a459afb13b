//! The gallery in layouts/README.md: every layout with its drawing and the pages that use it.
//! `ACCEPT=gallery cargo test --test cli gallery` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use banxin::layout::{Band, Layout, load};

use crate::drawings::layouts;

const README: &str = "layouts/README.md";
const BEGIN: &str = "<!-- gallery: ACCEPT=gallery cargo test --test cli gallery -->\n";
const END: &str = "<!-- end of the gallery -->\n";
/// Drawings abreast.
const ABREAST: usize = 4;

/// The value of a key that stands alone on its line: every word in quotes.
fn quoted<'a>(line: &'a str, key: &str) -> Option<Vec<&'a str>> {
    let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
    Some(value.split('"').skip(1).step_by(2).collect())
}

/// Who uses each layout: pages of samples, layouts that extend it, the paper that the program begins.
fn users() -> BTreeMap<String, Vec<String>> {
    let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |layout: &str, user: String| {
        let layout = layout.rsplit('/').next().unwrap_or(layout);
        users.entry(layout.to_owned()).or_default().push(user);
    };
    let mut samples: Vec<_> =
        fs::read_dir("samples").expect("the samples").map(|entry| entry.expect("an entry").path()).collect();
    samples.sort();
    for sample in samples {
        let Ok(text) = fs::read_to_string(sample.join("edition.toml")) else { continue };
        let name = sample.file_name().expect("a name").to_string_lossy().into_owned();
        let mut number = "";
        for line in text.lines() {
            number = line.strip_prefix("number = ").unwrap_or(number);
            for layout in quoted(line, "layout").into_iter().flatten() {
                add(layout, format!("[{name}](../samples/{name}/edition.toml) {number}"));
            }
        }
    }
    for path in layouts() {
        let text = fs::read_to_string(&path).expect("a layout");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        for beneath in text.lines().filter_map(|line| quoted(line, "extends")).flatten() {
            add(beneath, name.clone());
        }
    }
    let begun = fs::read_to_string("src/cli/new.rs").expect("the program");
    assert!(begun.contains("include_str!(\"../../layouts/tabloid.toml\")"), "the new paper has another base");
    add("tabloid.toml", "`banxin new paper`".to_owned());
    users
}

/// A row of a drawing for each band: its height, its letters.
fn drawing(layout: &Layout) -> Vec<String> {
    let height = |band: Band| match band {
        Band::Lines(lines) => lines.to_string(),
        Band::Range(least, most) => format!("{least}..{most}"),
        Band::Free => "*".to_owned(),
    };
    let rows = layout.map.bands.iter().zip(&layout.map.cells);
    rows.map(|((band, _), cells)| {
        let letters: Vec<String> = cells.iter().map(|cell| cell.0.to_string()).collect();
        format!("{:>6}  {}", height(*band), letters.join(" "))
    })
    .collect()
}

/// Drawings side by side, each under the name of its file.
fn abreast(drawings: &[(String, Vec<String>)]) -> String {
    let mut out = String::new();
    for group in drawings.chunks(ABREAST) {
        let high = group.iter().map(|(_, rows)| rows.len()).max().unwrap_or(0);
        let cell = |column: &(String, Vec<String>), row: usize| {
            let widest = column.1.iter().map(String::len).max().unwrap_or(0).max(column.0.len());
            let text = if row == 0 { column.0.as_str() } else { column.1.get(row - 1).map_or("", String::as_str) };
            format!("{text:<widest$}")
        };
        for row in 0..=high {
            let line: Vec<String> = group.iter().map(|column| cell(column, row)).collect();
            writeln!(out, "{}", line.join("    ").trim_end()).expect("a string");
        }
        out.push('\n');
    }
    out.trim_end().to_owned()
}

/// The gallery as it must be.
fn gallery() -> String {
    let users = users();
    let mut table = "| layout | what it is | sheet, mm | used by |\n|---|---|---|---|\n".to_owned();
    let mut drawings = Vec::new();
    for path in layouts() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let layout = load(&path, &name).expect("a layout of the house").value;
        let used = users.get(&name).unwrap_or_else(|| panic!("{name} is used by no sample"));
        let (wide, high) = (layout.sheet.width.to_mm(), layout.sheet.height.to_mm());
        assert!(!layout.name.is_empty(), "{name} has no name");
        writeln!(table, "| [`{name}`]({name}) | {} | {wide} × {high} | {} |", layout.name, used.join(", "))
            .expect("a string");
        drawings.push((name, drawing(&layout)));
    }
    format!("{table}\n```text\n{}\n```\n", abreast(&drawings))
}

#[test]
fn the_gallery_has_every_layout_and_who_uses_it() {
    let readme = fs::read_to_string(README).expect("the gallery");
    let (before, rest) = readme.split_once(BEGIN).expect("the gallery begins");
    let (written, after) = rest.split_once(END).expect("the gallery ends");
    let wanted = gallery();
    if std::env::var("ACCEPT").as_deref() == Ok("gallery") {
        fs::write(Path::new(README), format!("{before}{BEGIN}{wanted}{END}{after}")).expect("written");
        return;
    }
    assert_eq!(written, wanted, "the gallery is another: ACCEPT=gallery cargo test --test cli gallery");
}
