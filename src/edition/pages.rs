//! `[[page]]`: its layout, and what stands in each of its areas.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::designs::{Designs, designs};
use super::model::{Code, Content, InsetAd, PictureUse, Place, Pointer, last_page, page_of};
use super::orders::{self, Orders};
use super::stock::Stock;
use crate::desk::{Entry, Node, Problems, Reader, Table, Value};
use crate::diag::{Diagnostic, Span, rules, suggest};
use crate::layout::{Area, AreaId, AreaRole, Layout};
use crate::page::PageNo;
use crate::story::{StoryId, focus, phrase};

/// A page and an area of it; of a spread, the page that the area stands on.
pub(super) type Spot = (PageNo, AreaId);

/// A page as far as it could be read.
pub(super) struct Draft {
    /// Its number; of a spread, that of its left page.
    pub(super) number: PageNo,
    pub(super) name: String,
    /// How it is called in notes, and where that is written.
    pub(super) label: Option<(String, Span)>,
    pub(super) layout: Option<Arc<Layout>>,
    /// Other designs that may be taken.
    pub(super) others: Vec<Arc<Layout>>,
    pub(super) turned: bool,
    pub(super) split: bool,
    pub(super) editors: String,
    pub(super) places: BTreeMap<AreaId, Place>,
    /// The file of the chain that says its layout.
    pub(super) layer: usize,
    /// The `[[page]]` header.
    pub(super) span: Span,
    /// The `[page.place]` header.
    pub(super) place_span: Span,
    /// Letters that are spoken for although what was written there is wrong.
    pub(super) taken: Vec<AreaId>,
}

impl Draft {
    /// The last page that it takes.
    pub(super) fn last(&self) -> PageNo {
        self.layout.as_ref().map_or(self.number, |layout| last_page(self.number, layout))
    }

    /// The page that one of its areas stands on.
    pub(super) fn number_of(&self, area: AreaId) -> PageNo {
        self.layout.as_ref().map_or(self.number, |layout| page_of(self.number, layout, area))
    }
}

/// Where a story stands: by its name, so that a story that could not be read is still known to be placed.
pub(super) type Placed = BTreeMap<String, (Spot, Span)>;

/// A pointer whose page is still to be found.
pub(super) struct OpenPointer {
    pub(super) spot: Spot,
    pub(super) head: String,
    pub(super) story: String,
    pub(super) span: Span,
}

/// All pages, with what the links between them need.
#[derive(Default)]
pub(super) struct Pages {
    pub(super) drafts: Vec<Draft>,
    pub(super) placed: Placed,
    /// Fillers that places name, by name.
    pub(super) fillers: BTreeMap<String, Span>,
    /// Stories that stand where a jump is not needed.
    pub(super) spares: BTreeMap<String, Span>,
    pub(super) pointers: Vec<OpenPointer>,
}

impl Pages {
    /// The area of a spot, if its page has it.
    pub(super) fn area(&self, (page, area): Spot) -> Option<&Area> {
        self.draft(page)?.layout.as_ref()?.areas.get(&area)
    }

    /// The page of this number, or the spread that has it.
    pub(super) fn draft(&self, page: PageNo) -> Option<&Draft> {
        self.drafts.iter().find(|draft| (draft.number..=draft.last()).contains(&page))
    }

    /// The same, to be filled.
    pub(super) fn draft_mut(&mut self, page: PageNo) -> Option<&mut Draft> {
        self.drafts.iter_mut().find(|draft| (draft.number..=draft.last()).contains(&page))
    }

    /// A spot by the page that its area stands on: of a spread, the desk may write either number.
    pub(super) fn settled(&self, (page, area): Spot) -> Spot {
        (self.draft(page).map_or(page, |draft| draft.number_of(area)), area)
    }

    /// The number that the next page must have.
    fn next(&self) -> PageNo {
        PageNo(self.drafts.last().map_or(0, |draft| draft.last().0).saturating_add(1))
    }

    /// Reads one `[[page]]`.
    pub(super) fn read(&mut self, table: &Table, stock: &mut Stock<'_>) {
        let problems = stock.problems;
        let reader = Reader::new(table, "[[page]]", problems);
        let written =
            reader.required("number").and_then(|node| Some((reader.as_whole("number", node, 1..=999)?, node)));
        if written.is_some_and(|(number, _)| self.covered(number, table, stock)) {
            return;
        }
        let name = reader.required_string("name").unwrap_or_default().to_owned();
        let label = label(&reader);
        let editors = reader.string("editors").unwrap_or_default().to_owned();
        let Designs { first: layout, others } = designs(&reader, stock);
        let number = self.number(written, layout.as_deref(), stock);
        let switch = |key| flag_of(&reader, key);
        let (turned, split) = (switch("turned"), switch("split"));
        if let (true, Some(node), Some(layout)) = (split, reader.node("split"), &layout)
            && layout.grid.fold.is_none()
        {
            let message = format!("page {} is no spread and cannot be split", number.0);
            reader.bad(&node.span, message, "a spread has [spread] in its layout");
        }
        let places = reader.sub("place");
        reader.close();
        let place_span = places.map_or_else(|| table.span.clone(), |table| table.span.clone());
        self.drafts.push(Draft {
            number,
            name,
            label,
            layout,
            others,
            turned,
            split,
            editors,
            places: BTreeMap::new(),
            layer: table.get("layout").map_or(0, |node| stock.layer(&node.span)),
            span: table.span.clone(),
            place_span,
            taken: Vec::new(),
        });
        for entry in places.map(|table| table.entries.as_slice()).unwrap_or_default() {
            self.place(entry, number, stock);
        }
    }

    /// Whether a spread of a file over this one's has taken the page of this number.
    fn covered(&self, number: u16, table: &Table, stock: &Stock<'_>) -> bool {
        let over = |draft: &Draft| draft.last().0 == number && draft.number.0 < number;
        let last = self.drafts.last().filter(|draft| over(draft));
        last.is_some_and(|draft| draft.layer < stock.layer(&table.span))
    }

    /// The number of a page: the next one, whatever is written. Where the layout before it could not be read, nobody
    /// knows whether that was a spread, and the page is believed.
    fn number(&self, written: Option<(u16, &Node)>, layout: Option<&Layout>, stock: &Stock<'_>) -> PageNo {
        let wanted = self.next();
        let Some((number, node)) = written else { return wanted };
        let guess = self.drafts.last().is_some_and(|draft| draft.layout.is_none()) && number == wanted.0 + 1;
        if number != wanted.0 && !guess {
            let message = format!("page {number} stands where page {} should", wanted.0);
            let found = Diagnostic::new(&rules::PAGE_ORDER, node.span.clone(), message);
            let spread = self.drafts.last().filter(|draft| draft.last() > draft.number);
            stock.problems.push(match spread {
                Some(spread) => found.also(spread.span.clone(), "a spread of two pages stands before it"),
                None => found,
            });
            return wanted;
        }
        if layout.is_some_and(|layout| layout.grid.fold.is_some()) && number % 2 == 1 {
            let message = format!("a spread cannot begin with page {number}, which is a right page");
            let found = Diagnostic::new(&rules::SPREAD_PAGE, node.span.clone(), message);
            stock.problems.push(found.help(format!("pages {} and {} lie side by side", number + 1, number + 2)));
        }
        PageNo(number)
    }

    /// Reads one line of `[page.place]`.
    fn place(&mut self, entry: &Entry, page: PageNo, stock: &mut Stock<'_>) {
        let mut letters = entry.key.chars();
        let id = letters.next().filter(|_| letters.next().is_none()).map(AreaId);
        let layout = self.draft(page).and_then(|draft| draft.layout.clone());
        let area = layout.as_ref().and_then(|layout| layout.areas.get(&id?));
        if let (Some(layout), None) = (&layout, area) {
            let names: Vec<String> = layout.map.letters().iter().map(|id| id.0.to_string()).collect();
            let message = format!("page {} has no area {}", page.0, entry.key);
            let found = Diagnostic::new(&rules::AREA_UNKNOWN, entry.key_span.clone(), message);
            let found = match suggest(&entry.key, names.iter().map(String::as_str)) {
                Some(near) => found.help(format!("did you mean {near}?")),
                None => found,
            };
            stock.problems.push(found.help(format!("its areas are {}", names.join(" "))));
        }
        let Some(id) = id else { return };
        let spot = self.settled((page, id));
        let content = self.content(&entry.node, spot, area, stock);
        let Some(draft) = self.drafts.last_mut() else { return };
        draft.taken.push(id);
        if let Some((content, orders)) = content {
            draft.places.insert(id, Place { span: entry.node.span.clone(), content, orders });
        }
    }

    /// What the value of a letter says, if it fits the area, and what is ordered for it.
    fn content(
        &mut self,
        node: &Node,
        spot: Spot,
        area: Option<&Area>,
        stock: &mut Stock<'_>,
    ) -> Option<(Content, Orders)> {
        match &node.value {
            Value::String(name) => {
                let fits = fits(area, AreaRole::Story, "a story", node, stock.problems);
                let id = self.story(name, node, spot, stock).filter(|_| fits)?;
                Some((Content::Story(id), Orders::default()))
            }
            Value::Table(table) => self.table((table, node), spot, area, stock),
            _ => {
                let role = area.map_or(AreaRole::Story, |area| area.role);
                let message = format!("area {} cannot hold {}", spot.1.0, node.kind());
                stock
                    .problems
                    .push(Diagnostic::new(&rules::WRONG_TYPE, node.span.clone(), message).help(example(role)));
                None
            }
        }
    }

    /// The same, written as a table.
    fn table(
        &mut self,
        (table, node): (&Table, &Node),
        spot: Spot,
        area: Option<&Area>,
        stock: &mut Stock<'_>,
    ) -> Option<(Content, Orders)> {
        let reader = Reader::new(table, format!("area {}", spot.1.0), stock.problems);
        let kind = KINDS.iter().find(|(key, ..)| table.get(key).is_some());
        let Some(&(key, role, what)) = kind else {
            let role = area.map_or(AreaRole::Story, |area| area.role);
            reader.bad(&node.span, format!("nothing is placed in area {}", spot.1.0), example(role));
            return None;
        };
        let fits = fits(area, role, what, node, stock.problems);
        let value = reader.node(key)?;
        let mut ordered = Orders::default();
        let content = match role {
            AreaRole::Story => {
                let id = reader.required_string(key).and_then(|name| self.story(name, value, spot, stock));
                ordered = self.orders(&reader, id, spot, stock);
                id.map(Content::Story)
            }
            AreaRole::Flag => flag(&reader),
            AreaRole::Ear => ear(&reader),
            AreaRole::Pointers => self.pointers(&reader, spot),
            AreaRole::Note => note(&reader, value),
            AreaRole::Ad => match value.value {
                Value::Boolean(true) => Some(Content::Ad(None)),
                Value::Boolean(false) => {
                    reader.wrong(key, value, "true for a hole, or the file of a picture");
                    None
                }
                _ => picture(&reader, key, value, stock).map(|used| Content::Ad(Some(used))),
            },
            _ => picture(&reader, key, value, stock).map(Content::Picture),
        };
        reader.close();
        content.filter(|_| fits).map(|content| (content, ordered))
    }

    /// What is ordered for a story, with its filler.
    fn orders(&mut self, reader: &Reader<'_>, id: Option<StoryId>, (page, _): Spot, stock: &mut Stock<'_>) -> Orders {
        let layout = self.draft(page).and_then(|draft| draft.layout.clone());
        let story = id.map(|id| &stock.stories[id.0 as usize]);
        let orders = orders::read(reader, story, layout.as_deref());
        let name = reader.string("filler").zip(reader.node("filler"));
        let filler = name.and_then(|(name, node)| orders::filler(name, node, &mut self.fillers, stock));
        Orders { filler, ads: ads(reader, stock), ..orders }
    }

    /// Places a story, which may be placed once.
    fn story(&mut self, name: &str, node: &Node, spot: Spot, stock: &mut Stock<'_>) -> Option<StoryId> {
        if let Some((_, first)) = self.placed.get(name) {
            let message = format!("the story `{name}` is placed twice");
            let found = Diagnostic::new(&rules::STORY_TWICE, node.span.clone(), message);
            stock.problems.push(found.also(first.clone(), "placed here already"));
            return None;
        }
        self.placed.insert(name.to_owned(), (spot, node.span.clone()));
        stock.story(name, &node.span)
    }

    fn pointers(&mut self, reader: &Reader<'_>, spot: Spot) -> Option<Content> {
        for item in reader.list("pointers")? {
            let Some(table) = reader.as_table("pointers", item) else { continue };
            let inner = Reader::new(table, "a pointer", reader.problems);
            if let (Some(head), Some(story)) = (inner.required_string("head"), inner.required_string("story")) {
                let span = inner.node("story").map_or_else(|| item.span.clone(), |node| node.span.clone());
                self.pointers.push(OpenPointer { spot, head: head.to_owned(), story: story.to_owned(), span });
            }
            inner.close();
        }
        Some(Content::Pointers(Vec::<Pointer>::new()))
    }
}

/// Most characters of a label.
const LONGEST_LABEL: usize = 8;

/// `label = "A04"`: how the page is called in notes, pointers and the folio; of a spread, `"A04|A05"`.
fn label(reader: &Reader<'_>) -> Option<(String, Span)> {
    let node = reader.node("label")?;
    let text = reader.as_string("label", node)?;
    let word =
        |half: &str| (1..=LONGEST_LABEL).contains(&half.chars().count()) && !half.chars().any(char::is_whitespace);
    if !text.split('|').all(word) {
        let message = format!("a label is one word of 1 to {LONGEST_LABEL} characters, not \"{text}\"");
        reader.bad(&node.span, message, "write what readers are to look for: label = \"A04\"");
        return None;
    }
    Some((text.to_owned(), node.span.clone()))
}

/// Keys that say what stands in an area, the role that they fit, and the words of messages.
const KINDS: [(&str, AreaRole, &str); 7] = [
    ("story", AreaRole::Story, "a story"),
    ("flag", AreaRole::Flag, "a flag"),
    ("ear", AreaRole::Ear, "an ear"),
    ("pointers", AreaRole::Pointers, "a list of pointers"),
    ("picture", AreaRole::Picture, "a picture"),
    ("ad", AreaRole::Ad, "an advertisement"),
    ("note", AreaRole::Note, "a note"),
];

/// Whether what is placed is for areas of this role; reported otherwise.
fn fits(area: Option<&Area>, role: AreaRole, what: &str, node: &Node, problems: &Problems) -> bool {
    let Some(area) = area.filter(|area| area.role != role) else { return true };
    let message = format!("area {} is {}, and {what} is placed in it", area.id.0, area.role.phrase());
    let found = Diagnostic::new(&rules::PLACE_KIND, node.span.clone(), message)
        .also(area.span.clone(), "the role is given here");
    problems.push(match area.role {
        AreaRole::Nameplate | AreaRole::Strip => found.help("it is filled from [paper] and [issue]: delete the line"),
        role => found.help(example(role)),
    });
    false
}

/// A switch that is off if nothing is said.
fn flag_of(reader: &Reader<'_>, key: &'static str) -> bool {
    let Some(node) = reader.node(key) else { return false };
    if !matches!(node.value, Value::Boolean(_)) {
        reader.wrong(key, node, "true or false");
    }
    matches!(node.value, Value::Boolean(true))
}

/// What may be written for an area of this role.
fn example(role: AreaRole) -> &'static str {
    match role {
        AreaRole::Story => "place a story by its name: \"lead\" is stories/lead.md",
        AreaRole::Jumps => "nothing is placed there: the rests of stories go there by [[jump]]",
        AreaRole::Flag => "place { flag = [\"一线探变\"] }",
        AreaRole::Ear => "place { ear = [{ data = \"https://…\", caption = \"…\" }] }",
        AreaRole::Pointers => "place { pointers = [{ head = \"…\", story = \"…\" }] }",
        AreaRole::Picture => "place { picture = \"pictures/….jpg\", caption = \"…\" }",
        AreaRole::Ad => "place { ad = \"pictures/….jpg\" }, or { ad = true } for a hole",
        AreaRole::Note => "place { note = \"…\", lines = [\"…\"] }",
        AreaRole::Nameplate | AreaRole::Strip => "it is filled from [paper] and [issue]",
    }
}

fn flag(reader: &Reader<'_>) -> Option<Content> {
    let lines = reader.strings("flag")?;
    if lines.is_empty() || lines.len() > 2 {
        let span = &reader.node("flag")?.span;
        reader.bad(span, format!("a flag has one or two lines, not {}", lines.len()), "");
        return None;
    }
    Some(Content::Flag(lines.into_iter().map(|(line, _)| line.to_owned()).collect()))
}

fn ear(reader: &Reader<'_>) -> Option<Content> {
    let mut codes = Vec::new();
    for item in reader.list("ear")? {
        let Some(table) = reader.as_table("ear", item) else { continue };
        let inner = Reader::new(table, "a code of the ear", reader.problems);
        if let (Some(data), Some(caption)) = (inner.required_string("data"), inner.required_string("caption")) {
            codes.push(Code { data: data.to_owned(), caption: caption.to_owned(), span: item.span.clone() });
        }
        inner.close();
    }
    Some(Content::Ear(codes))
}

fn note(reader: &Reader<'_>, head: &Node) -> Option<Content> {
    let head = reader.as_string("note", head)?.to_owned();
    let lines = reader.required("lines").and_then(|_| reader.strings("lines"))?;
    let lines = lines.into_iter().map(|(text, node)| phrase(node, text, reader.problems)).collect();
    Some(Content::Note(head, lines))
}

/// `ads`: advertisements inside the area of a story; `true` is a hole.
fn ads(reader: &Reader<'_>, stock: &mut Stock<'_>) -> Vec<InsetAd> {
    let mut ads = Vec::new();
    for item in reader.list("ads").unwrap_or_default() {
        let picture = match &item.value {
            Value::Boolean(true) => None,
            Value::String(written) => match stock.picture(written, &item.span) {
                Some(picture) => {
                    let (caption, credit, focus, span) = (None, None, None, item.span.clone());
                    Some(PictureUse { picture, caption, credit, focus, span })
                }
                None => continue,
            },
            _ => {
                reader.wrong("ads", item, "the file of a picture, or true for a hole");
                continue;
            }
        };
        ads.push(InsetAd { picture, span: item.span.clone() });
    }
    ads
}

fn picture(reader: &Reader<'_>, key: &str, node: &Node, stock: &mut Stock<'_>) -> Option<PictureUse> {
    let words = |key: &'static str| {
        let node = reader.node(key)?;
        Some(phrase(node, reader.as_string(key, node)?, reader.problems))
    };
    let (caption, credit) = (words("caption"), words("credit"));
    let focus = focus(reader);
    let picture = stock.picture(reader.as_string(key, node)?, &node.span)?;
    Some(PictureUse { picture, caption, credit, focus, span: node.span.clone() })
}
