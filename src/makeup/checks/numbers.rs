//! M13: the pages that pointers name, as they are printed, are those where the stories stand; `pairs` holds the notes of
//! jumps.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Span, rules};
use crate::edition::{Content, Edition, EditionPage, Pointer};
use crate::layout::AreaId;
use crate::makeup::furniture;
use crate::page::{Item, Page, PageNo};
use crate::style::Role;

/// Pages on which a story has text or its head, in order, by its name.
pub(super) type Stands<'a> = BTreeMap<&'a str, Vec<PageNo>>;

/// Where the text of every story stands.
pub(super) fn stands<'a>(edition: &Edition, pages: &'a [Page]) -> Stands<'a> {
    let half = |page: &Page, area: char| edition.page(page.number).map_or(page.number, |of| of.number_of(AreaId(area)));
    stood(pages, &half)
}

/// The same, where `half` tells the page of a spread that an area stands on.
fn stood<'a>(pages: &'a [Page], half: &dyn Fn(&Page, char) -> PageNo) -> Stands<'a> {
    let mut stands = Stands::new();
    for page in pages {
        for item in &page.items {
            let Item::Glyphs(run) = item else { continue };
            if run.role != Role::JumpNote && !run.of.story.is_empty() {
                let pages = stands.entry(&run.of.story).or_default();
                let number = half(page, run.of.area);
                if pages.last() != Some(&number) {
                    pages.push(number);
                }
            }
        }
    }
    stands
}

/// A text that is printed in one piece: a note, or the lower line of a pointer.
#[derive(Debug, PartialEq, Eq)]
struct Printed<'a> {
    area: char,
    story: &'a str,
    text: String,
}

/// The texts of a role in drawing order: runs that follow each other are one.
fn printed(page: &Page, role: Role) -> Vec<Printed<'_>> {
    let mut texts: Vec<Printed<'_>> = Vec::new();
    let mut open = false;
    for item in &page.items {
        let Item::Glyphs(run) = item else { continue };
        let follows = open && texts.last().is_some_and(|last| last.area == run.of.area);
        open = run.role == role;
        if !open {
            continue;
        }
        if !follows {
            texts.push(Printed { area: run.of.area, story: &run.of.story, text: String::new() });
        }
        texts.iter_mut().last().into_iter().for_each(|last| last.text.push_str(&run.text));
    }
    texts
}

/// Text without blanks: a line may end inside a note.
fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What is to be said of the notes and pointers of a page.
pub(super) fn check(edition: &Edition, of: &EditionPage, page: &Page, stands: &Stands<'_>) -> Vec<Diagnostic> {
    let forms = &of.layout.notes;
    let mut found: Vec<Diagnostic> = Vec::new();
    let name = |number: PageNo| edition.page(number).map(|page| page.name.as_str());
    for (id, place) in &of.places {
        let Content::Pointers(pointers) = &place.content else { continue };
        let printed: Vec<String> = printed(page, Role::Pointer)
            .into_iter()
            .filter_map(|printed| (printed.area == id.0).then_some(printed.text))
            .collect();
        for (at, pointer) in pointers.iter().enumerate() {
            let story = edition.story(pointer.story).id.as_str();
            let real = stands.get(story).and_then(|pages| pages.first()).copied();
            let wanted = real.map(|real| furniture::see(edition, forms, real, name(real).unwrap_or_default()));
            let wrong = points(pointer, printed.get(at).map(String::as_str), (real, wanted.as_deref()), story);
            found.extend(wrong.map(|message| told(&pointer.span, message)));
        }
    }
    found
}

fn told(span: &Span, message: String) -> Diagnostic {
    Diagnostic::new(&rules::NOTE_PAGE, span.clone(), message)
}

/// What is wrong with a pointer: the text that is printed, the page where its story begins, and the text for that page.
fn points(
    pointer: &Pointer,
    printed: Option<&str>,
    (real, wanted): (Option<PageNo>, Option<&str>),
    story: &str,
) -> Option<String> {
    let head = &pointer.head;
    let Some((real, wanted)) = real.zip(wanted) else {
        return Some(format!("the pointer “{head}” names `{story}`, which has no text on any page"));
    };
    let Some(printed) = printed else { return Some(format!("the pointer “{head}” names no page in print")) };
    (dense(printed) != dense(wanted))
        .then(|| format!("the pointer “{head}” says “{printed}”, and `{story}` begins on page {}", real.0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{points, printed, stood};
    use crate::diag::{Source, Span};
    use crate::edition::Pointer;
    use crate::font::FaceId;
    use crate::geom::{Length, PerMille, Point, WritingMode};
    use crate::page::{Form, GlyphRun, Item, Page, PageNo, PressBoxes, TextRef};
    use crate::story::StoryId;
    use crate::style::{Ink, Role};

    fn run(area: char, story: &str, role: Role, text: &str) -> Item {
        Item::Glyphs(GlyphRun {
            face: FaceId(0),
            size: Length::PT * 9,
            scale: PerMille::FULL,
            ink: Ink::BLACK,
            origin: Point::new(Length::ZERO, Length::ZERO),
            writing: WritingMode::Horizontal,
            turned: false,
            role,
            of: TextRef { story: story.into(), area },
            text: text.into(),
            glyphs: Vec::new(),
        })
    }

    fn page(number: u16, items: Vec<Item>) -> Page {
        let boxes = PressBoxes { width: Length::MM, height: Length::MM, bleed: Length::ZERO };
        Page { number: PageNo(number), name: String::new(), boxes, form: Form::default(), items, zones: Vec::new() }
    }

    /// The page of the story of [`pointer`], and what is to be printed.
    const WANTED: (Option<PageNo>, Option<&str>) = (Some(PageNo(3)), Some("▶ 详见三版\u{3000}要闻"));

    fn pointer() -> Pointer {
        let span = Span::file(&Source::new("edition.toml", ""));
        Pointer { head: "短题".into(), story: StoryId(0), page: PageNo(3), page_name: "要闻".into(), span }
    }

    #[test]
    fn m13_passes_pointers_that_name_the_real_page() {
        assert_eq!(points(&pointer(), Some("▶ 详见三版\u{3000}要闻"), WANTED, "lead"), None);
    }

    #[test]
    fn m13_fails_a_pointer_to_another_page() {
        let told = |text, wanted| points(&pointer(), text, wanted, "lead");
        let second = told(Some("▶ 详见二版\u{3000}要闻"), WANTED);
        assert_eq!(
            second,
            Some("the pointer “短题” says “▶ 详见二版\u{3000}要闻”, and `lead` begins on page 3".into())
        );
        assert!(told(Some("▶ 详见三版\u{3000}副刊"), WANTED).is_some(), "the name of another page");
        assert!(told(None, WANTED).is_some(), "nothing is printed");
        assert!(told(Some("▶ 详见三版\u{3000}要闻"), (None, None)).is_some(), "no text anywhere");
    }

    #[test]
    fn runs_that_follow_each_other_are_one_note() {
        let items = vec![
            run('A', "lead", Role::JumpNote, "（上接"),
            run('A', "lead", Role::JumpNote, "A04版）"),
            run('A', "lead", Role::Body, "正文"),
            run('A', "lead", Role::JumpNote, "（下转第九版）"),
            run('B', "short", Role::JumpNote, "（上接第一版）"),
        ];
        let page = page(5, items);
        let texts: Vec<String> = printed(&page, Role::JumpNote).into_iter().map(|printed| printed.text).collect();
        assert_eq!(texts, ["（上接A04版）", "（下转第九版）", "（上接第一版）"]);
    }

    #[test]
    fn a_story_stands_where_its_text_is() {
        let note = |number| page(number, vec![run('A', "lead", Role::JumpNote, "（上接第一版）")]);
        let body = |number| page(number, vec![run('A', "lead", Role::Body, "文"), run('B', "lead", Role::Body, "文")]);
        let pages = [body(1), note(2), body(3)];
        assert_eq!(stood(&pages, &|page, _| page.number), BTreeMap::from([("lead", vec![PageNo(1), PageNo(3)])]));
    }
}
