//! A correction after sign-off moves few lines, and a night without one moves none.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use banxin::edition::{SignOff, Signed, load_held};
use banxin::makeup::Night;

use crate::sample::SAMPLE;

/// Lines of every part of every paragraph: story, block, area.
type Lines = BTreeMap<(String, usize, char), Vec<String>>;

fn lines(night: &Night) -> Lines {
    let areas = night.reports.iter().flat_map(|report| &report.areas);
    let of = |area: &banxin::makeup::AreaReport| {
        let (story, letter) = (area.story.clone(), area.area);
        let blocks = area.blocks.clone().into_iter();
        blocks.map(move |(block, lines)| ((story.clone(), block, letter), lines)).collect::<Vec<_>>()
    };
    areas.flat_map(of).collect()
}

/// Lines of `now` that were not in the same paragraph before.
fn moved(before: &Lines, now: &Lines) -> usize {
    let new = |(part, lines): (&(String, usize, char), &Vec<String>)| {
        let old = before.get(part).map(Vec::as_slice).unwrap_or_default();
        lines.iter().filter(|line| !old.contains(line)).count()
    };
    now.iter().map(new).sum()
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("the sample") {
        let entry = entry.expect("entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("copied");
        }
    }
}

/// The sample with words exchanged in one story, made up, under a record or not.
fn corrected(home: &Path, (story, old, new): (&str, &str, &str), record: Option<&Path>) -> Lines {
    let file = home.join(format!("samples/yunting/stories/{story}.md"));
    let text = fs::read_to_string(Path::new("samples/yunting/stories").join(format!("{story}.md"))).expect("a story");
    assert!(text.contains(old), "{story} has “{old}”");
    fs::write(&file, text.replacen(old, new, 1)).expect("written");
    let edition = load_held(&home.join("samples/yunting/edition.toml"), record).expect("in order").value;
    let night = banxin::build(&edition);
    fs::write(&file, text).expect("written");
    lines(&night.value)
}

#[test]
fn a_correction_moves_fewer_lines_under_a_record_and_none_elsewhere() {
    let home = tempfile::tempdir().expect("folder");
    for folder in ["samples", "fonts", "icc", "layouts"] {
        copied(Path::new(folder), &home.path().join(folder));
    }
    let before = lines(&SAMPLE.night);
    // In the order of the pages, as `build --sign` writes it: a story that jumps goes on.
    let areas = SAMPLE.night.reports.iter().flat_map(|report| &report.areas);
    let signed = areas.flat_map(|area| {
        let (story, area, blocks) = (&area.story, area.area, area.blocks.iter());
        blocks.map(move |(block, lines)| Signed {
            story: story.clone(),
            block: *block,
            page: 1,
            area,
            lines: lines.clone(),
        })
    });
    let records: Vec<Signed> = signed.collect();
    let record = home.path().join("signed.jsonl");
    fs::write(&record, SignOff::write(&records)).expect("written");

    let same = corrected(home.path(), ("p4-essay-1", "风", "风"), Some(&record));
    assert_eq!(moved(&before, &same), 0, "nothing was corrected");

    // The last has no line to spare: held, it would be a line longer, and the area is full.
    for (fits, (story, old, new)) in [
        (true, ("p4-essay-1", "风从西北来", "大风从西北来")),
        (true, ("p4-book", "书也有可挑剔处", "这本书也有可挑剔处")),
        (false, ("p4-book", "最好的一章写1991年", "写得最好的一章是1991年")),
    ] {
        let free = moved(&before, &corrected(home.path(), (story, old, new), None));
        let now = corrected(home.path(), (story, old, new), Some(&record));
        let held = moved(&before, &now);
        let few = if fits { held <= 3 && held < free } else { held <= free };
        assert!(held > 0 && few, "{story}: {held} lines moved, {free} without the record");
        let others =
            |all: &Lines| all.iter().filter(|(part, _)| part.0 != story).map(|part| part.1.clone()).collect::<Vec<_>>();
        assert_eq!(others(&before), others(&now), "{story} alone was corrected");
    }
}
