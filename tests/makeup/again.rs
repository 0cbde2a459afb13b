//! A run that remembers an earlier one gives what a run without a memory gives, and a change of a word changes only
//! what it must.

use std::path::Path;

use banxin::diag::Warned;
use banxin::edition::{self, Edition};
use banxin::makeup::{Memory, Night, make_up, make_up_again};
use banxin::page::{Item, Page};
use banxin::story::Block;
use proptest::prelude::{ProptestConfig, prop, prop_assert_eq, proptest};

fn sample() -> Edition {
    edition::load(Path::new("samples/yunting/edition.toml")).expect("the sample is in order").take(&mut Vec::new())
}

/// One change of the copy: a story, a paragraph of it, and what happens to its end.
type Edit = (usize, usize, usize);

/// The last full stop of a paragraph stays; before it characters come, go or change.
fn change(edition: &mut Edition, (story, block, what): Edit) {
    let stories = edition.stories.len();
    let story = &mut edition.stories[story % stories];
    let blocks = story.blocks.len();
    let (Block::Paragraph(inline) | Block::Subhead(inline)) = &mut story.blocks[block % blocks];
    let plain = inline.runs.last().map_or(0, |run| run.0.end).max(inline.marks.last().map_or(0, |mark| mark.0.end));
    let Some((at, last)) = inline.text.char_indices().rev().nth(1).filter(|(at, _)| *at >= plain) else { return };
    match what % 4 {
        0 => inline.text.replace_range(at..at + last.len_utf8(), "云"),
        1 => inline.text.replace_range(at..at, "又添了几个字"),
        2 => inline.text.replace_range(at..at, &"再写一行多一点的新句子，".repeat(2)),
        _ => inline.text.replace_range(at..at + last.len_utf8(), ""),
    }
}

/// All that a run gives, with its messages.
fn told(night: &Warned<Night>) -> (Vec<Page>, Vec<String>, String) {
    let messages = night.diagnostics.iter().map(|found| format!("{found:?}")).collect();
    (night.value.pages.clone(), messages, format!("{:?}", night.value.reports))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_memory_changes_nothing_but_time(
        edits in prop::collection::vec((0_usize..64, 0_usize..64, 0_usize..4), 1..4)
    ) {
        let mut edition = sample();
        let mut memory = Memory::default();
        let _first = make_up_again(&edition, &mut memory);
        for edit in edits {
            change(&mut edition, edit);
            let (again, fresh) = (make_up_again(&edition, &mut memory), make_up(&edition));
            prop_assert_eq!(told(&again), told(&fresh));
        }
    }
}

/// Items of an area of a page.
fn of_area(page: &Page, area: char) -> Vec<&Item> {
    page.items.iter().filter(|item| matches!(item, Item::Glyphs(run) if run.of.area == area)).collect()
}

#[test]
fn a_word_changes_its_own_area_and_no_other() {
    let mut edition = sample();
    let before = make_up(&edition).value;
    let story = edition.stories.iter().position(|story| story.id == "reform-1").expect("a story of the front page");
    let Block::Paragraph(inline) = &mut edition.stories[story].blocks[1] else { panic!("a paragraph") };
    let (at, word) = inline.text.char_indices().nth(20).expect("a long paragraph");
    inline.text.replace_range(at..at + word.len_utf8(), "云");
    let after = make_up(&edition).value;
    let mut changed = Vec::new();
    for (one, other) in before.pages.iter().zip(&after.pages) {
        assert_eq!(one.zones, other.zones, "no area moves");
        for zone in &one.zones {
            if of_area(one, zone.area) != of_area(other, zone.area) {
                changed.push((one.number.0, zone.area, zone.story.clone()));
            }
        }
    }
    assert_eq!(changed, [(1, 'T', "reform-1".to_owned())]);
    // Nor does anything change that is no text.
    let rest = |page: &Page| {
        let drawn = page.items.iter().filter(|item| !matches!(item, Item::Glyphs(_)));
        drawn.cloned().collect::<Vec<_>>()
    };
    assert_eq!(before.pages.iter().map(rest).collect::<Vec<_>>(), after.pages.iter().map(rest).collect::<Vec<_>>());
}
