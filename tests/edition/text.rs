//! Every character that was read is on a page, in order, where poppler finds it.

use banxin::edition::{Content, JumpHead, PictureUse};
use banxin::layout::AreaRole;
use banxin::story::HeadLine;

use crate::sample::{SAMPLE, Sample, TEXTS, dense, inline, longest_start};

/// Numbers as the notes write them.
const HAN: [&str; 5] = ["〇", "一", "二", "三", "四"];

/// A few characters of `text` from byte `at`.
fn near(text: &str, at: usize) -> String {
    text[at..].chars().take(12).collect()
}

/// What is missing of the stories of a sample on the pages whose texts these are.
pub(crate) fn lost(sample: &Sample, texts: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    for placed in sample.stories() {
        let (id, body) = (&sample.edition.story(placed.story).id, sample.body(placed.story));
        let mut rest = body.as_str();
        for page in std::iter::once(placed.page).chain(sample.goes_on(placed.story)) {
            let (length, _) = longest_start(&texts[page], rest);
            if length == 0 {
                wrong.push(format!("`{id}`: nothing of it is on page {}", sample.edition.pages[page].number.0));
            }
            rest = &rest[length..];
        }
        if !rest.is_empty() {
            let lost = rest.chars().count();
            wrong.push(format!("`{id}`: from “{}” on ({lost} characters) it is not on its pages", near(rest, 0)));
        }
    }
    wrong
}

#[test]
fn every_story_is_printed_whole_and_in_order() {
    let Some(texts) = TEXTS.as_ref() else { return };
    let wrong = lost(&SAMPLE, texts);
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_jump_is_noted_where_it_leaves_and_where_it_arrives() {
    let Some(texts) = TEXTS.as_ref() else { return };
    assert!(!SAMPLE.edition.jumps.is_empty(), "the sample has a jump");
    for jump in &SAMPLE.edition.jumps {
        let (from, to) = (usize::from(jump.from.0.0), usize::from(jump.to.0.0));
        let body = SAMPLE.body(jump.story);
        let (length, at) = longest_start(&texts[from - 1], &body);
        assert!(length > 0 && length < body.len(), "the story is on both pages");
        let (rest, arrives) = longest_start(&texts[to - 1], &body[length..]);
        assert!(rest > 0, "the story goes on on page {to} with “{}”", near(&body, length));
        let away = format!("（下转第{}版）", HAN[to]);
        assert!(
            texts[from - 1][at + length..].starts_with(&away),
            "after the text: {}",
            near(&texts[from - 1], at + length)
        );
        let back = format!("（上接第{}版）", HAN[from]);
        assert!(texts[to - 1][..arrives].contains(&back), "{back} stands before the rest");
        let JumpHead::Written(head) = &jump.head else { panic!("the head of the rest is written") };
        assert!(texts[to - 1].contains(&dense(head)), "the head of the rest");
        assert_eq!(texts.iter().map(|text| text.matches(&away).count()).sum::<usize>(), 1);
        assert_eq!(texts.iter().map(|text| text.matches(&back).count()).sum::<usize>(), 1);
    }
    // The sample's jump, as the desk expects to read it.
    assert!(texts[0].contains("（下转第三版）") && texts[2].contains("（上接第一版）"));
}

#[test]
fn pointers_name_the_page_where_the_story_is() {
    let Some(texts) = TEXTS.as_ref() else { return };
    let mut seen = 0;
    for (text, page) in texts.iter().zip(&SAMPLE.edition.pages) {
        for place in page.places.values() {
            let Content::Pointers(pointers) = &place.content else { continue };
            for pointer in pointers {
                let story = SAMPLE.edition.story(pointer.story);
                let start: String = SAMPLE.body(pointer.story).chars().take(30).collect();
                let head = dense(&story.head[0].text).replace('，', "");
                let there: Vec<usize> = (1..=texts.len())
                    .filter(|at| texts[at - 1].contains(&start) && texts[at - 1].contains(&head))
                    .collect();
                let [number] = there[..] else { panic!("`{}` begins on pages {there:?}", story.id) };
                let wanted = format!("{}▶详见{}版", dense(&pointer.head), HAN[number]);
                assert!(text.contains(&wanted), "{wanted} is not on page {}", page.number.0);
                assert_ne!(number, usize::from(page.number.0));
                seen += 1;
            }
        }
    }
    assert!(seen >= 3, "{seen} pointers");
}

#[test]
fn head_parts_captions_and_credits_are_printed() {
    let Some(texts) = TEXTS.as_ref() else { return };
    let mut wrong = Vec::new();
    for placed in SAMPLE.stories() {
        let story = SAMPLE.edition.story(placed.story);
        let lines = |lines: &[HeadLine]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        let mut parts: Vec<String> = story.kicker.iter().map(|line| line.text.clone()).collect();
        parts.extend(lines(&story.head).into_iter().chain(lines(&story.deck)));
        parts
            .extend([&story.summary, &story.byline, &story.credit].into_iter().flatten().map(|part| part.text.clone()));
        for picture in &story.pictures {
            parts.extend([&picture.caption, &picture.credit].into_iter().flatten().map(|part| part.text.clone()));
        }
        let pages: Vec<usize> = std::iter::once(placed.page).chain(SAMPLE.goes_on(placed.story)).collect();
        // A comma inside a head is set as a blank (standards B6).
        let said = |page: usize, part: &str| {
            let part = dense(part);
            texts[page].contains(&part) || texts[page].contains(&part.replace('，', ""))
        };
        let there = |part: &String| pages.iter().any(|&page| said(page, part));
        wrong.extend(parts.iter().filter(|part| !there(part)).map(|part| format!("`{}`: {part}", story.id)));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn what_the_edition_itself_says_is_printed() {
    let Some(texts) = TEXTS.as_ref() else { return };
    let mut wrong = Vec::new();
    for (text, page) in texts.iter().zip(&SAMPLE.edition.pages) {
        let mut parts = Vec::new();
        for place in page.places.values() {
            match &place.content {
                Content::Flag(lines) => parts.extend(lines.iter().cloned()),
                Content::Ear(codes) => parts.extend(codes.iter().map(|code| code.caption.clone())),
                Content::Note(head, lines) => {
                    parts.push(head.clone());
                    parts.push(lines.iter().map(|line| line.text.as_str()).collect());
                }
                Content::Picture(PictureUse { caption, credit, .. }) => {
                    parts.extend([caption, credit].into_iter().flatten().map(|part| part.text.clone()));
                }
                Content::Furniture | Content::Story(_) | Content::Rests(_) | Content::Pointers(_) | Content::Ad(_) => {}
            }
        }
        if page.layout.areas.values().all(|area| area.role != AreaRole::Nameplate) {
            assert!(page.layout.folio.is_some(), "page {} has neither nameplate nor folio", page.number.0);
            parts.extend([page.name.clone(), SAMPLE.edition.issue.weekday.clone(), page.editors.clone()]);
        } else {
            let (paper, issue) = (&SAMPLE.edition.paper, &SAMPLE.edition.issue);
            parts.extend([
                paper.name.clone(),
                paper.number.clone(),
                format!("第{}期", issue.number),
                issue.lunar.clone(),
            ]);
            parts.extend(paper.imprint.iter().cloned());
        }
        let missing = parts.iter().filter(|part| !text.contains(&dense(part)));
        wrong.extend(missing.map(|part| format!("page {}: {part}", page.number.0)));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_stories_of_the_sample_are_many_and_long() {
    // The tests above prove nothing on an empty paper: a page of a real one has 5,000 characters and more.
    let blocks = SAMPLE.edition.stories.iter().flat_map(|story| &story.blocks);
    let characters: usize = blocks.map(|block| inline(block).text.chars().count()).sum();
    assert!(characters > 20_000, "{characters} characters");
}
