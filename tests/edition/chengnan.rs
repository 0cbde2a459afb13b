//! The edition of the sample for the south of its city: what it changes, and what it takes from the sample.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use banxin::diag::{Diagnostic, Severity};
use banxin::edition::{Content, Edition};
use banxin::layout::AreaId;
use banxin::makeup::{Night, shared};
use banxin::page::{Item, PageNo};
use banxin::style::Role;

use crate::sample::{SAMPLE, dense};

/// As read, as made up, and what was said.
type South = (Edition, Night, Vec<Diagnostic>);

static SOUTH: LazyLock<South> = LazyLock::new(|| {
    let mut said = Vec::new();
    let edition = match banxin::edition::load(Path::new("samples/yunting-chengnan/edition.toml")) {
        Ok(edition) => edition.take(&mut said),
        Err(problems) => panic!("the regional edition cannot be read: {problems:#?}"),
    };
    let night = banxin::build(&edition).take(&mut said);
    (edition, night, said)
});

/// All text of one role on a page (from 1), blanks taken out.
fn text(night: &Night, page: usize, role: Role) -> String {
    let runs = night.pages[page - 1].items.iter().filter_map(|item| match item {
        Item::Glyphs(run) if run.role == role => Some(run.text.as_str()),
        _ => None,
    });
    runs.map(dense).collect()
}

/// The name of the story in an area.
fn story(edition: &Edition, page: usize, area: char) -> Option<&str> {
    match edition.pages[page - 1].places[&AreaId(area)].content {
        Content::Story(story) => Some(edition.story(story).id.as_str()),
        _ => None,
    }
}

#[test]
fn only_what_is_named_differs() {
    let (edition, ..) = &*SOUTH;
    assert_eq!(edition.name, "城南版");
    assert_eq!(edition.pages.len(), SAMPLE.edition.pages.len());
    let differ = |page: &usize| {
        let places = |edition: &Edition| -> Vec<(AreaId, Option<String>)> {
            let letters = edition.pages[page - 1].places.keys();
            letters.map(|area| (*area, story(edition, *page, area.0).map(str::to_owned))).collect()
        };
        places(edition) != places(&SAMPLE.edition)
    };
    assert_eq!((1..=4).filter(differ).collect::<Vec<_>>(), [1, 2], "the places of page 3 are the base's");
    assert_eq!(story(edition, 2, 'V'), Some("lantern"));
    assert_eq!(story(edition, 2, 'A'), story(&SAMPLE.edition, 2, 'A'));
}

#[test]
fn the_last_page_is_the_only_one_whose_plate_is_made() {
    let (edition, night, _) = &*SOUTH;
    assert_eq!(shared((edition, night), (&SAMPLE.edition, &SAMPLE.night)), [PageNo(4)]);
}

#[test]
fn the_front_page_has_its_own_lead_and_the_notes_are_paired() {
    let (_, night, _) = &*SOUTH;
    let heads = text(night, 1, Role::Head);
    assert!(heads.contains("灯影里") && heads.contains("老桥又有了行人"), "{heads}");
    assert_eq!(text(night, 3, Role::JumpHead), "三座老桥夜里有人走");
    let notes: Vec<String> = (1..=4).map(|page| text(night, page, Role::JumpNote)).collect();
    assert_eq!(notes, ["（下转第三版）", "", "（上接第一版）", ""]);
}

#[test]
fn nothing_is_said_that_is_not_said_of_the_base() {
    let (.., said) = &*SOUTH;
    let grave = |said: &[Diagnostic]| -> BTreeSet<String> {
        let grave = said.iter().filter(|found| found.severity >= Severity::Warning);
        grave.map(|found| found.message.clone()).collect()
    };
    let (south, base) = (grave(said), grave(&SAMPLE.diagnostics));
    assert!(south.is_subset(&base), "{:#?}", south.difference(&base).collect::<Vec<_>>());
}
