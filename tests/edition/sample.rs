//! A sample, built and printed once.

use std::path::Path;
use std::sync::LazyLock;

use banxin::diag::Diagnostic;
use banxin::edition::{Content, Edition};
use banxin::makeup::Night;
use banxin::page::{Page, PageNo};
use banxin::press::{Info, Press};
use banxin::story::{Block, Inline, StoryId};

use crate::tools::{OnDisk, run};
use crate::trace::Trace;

/// A sample edition on the way from its files to finished PDFs.
pub(crate) struct Sample {
    /// As read.
    pub(crate) edition: Edition,
    /// As made up.
    pub(crate) night: Night,
    /// All that was said of it.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// One PDF a page.
    pub(crate) pages: Vec<OnDisk>,
    /// One PDF of all pages.
    pub(crate) whole: OnDisk,
}

/// The broadsheet, for all tests of this program that name no other.
pub(crate) static SAMPLE: LazyLock<Sample> = LazyLock::new(|| Sample::build("samples/yunting/edition.toml"));

/// What poppler reads on each page, blanks taken out.
pub(crate) static TEXTS: LazyLock<Option<Vec<String>>> = LazyLock::new(|| SAMPLE.texts());

/// What MuPDF draws on each page.
pub(crate) static TRACES: LazyLock<Option<Vec<Trace>>> =
    LazyLock::new(|| SAMPLE.pages.iter().map(|pdf| Trace::of(&pdf.pdf())).collect());

/// Text without blanks of any kind.
pub(crate) fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A story where it begins: its page, from 0.
pub(crate) struct Placed {
    pub(crate) page: usize,
    pub(crate) story: StoryId,
}

impl Sample {
    /// The sample whose `edition.toml` lies at `path`.
    pub(crate) fn build(path: &str) -> Self {
        let mut diagnostics = Vec::new();
        let edition = match banxin::edition::load(Path::new(path)) {
            Ok(edition) => edition.take(&mut diagnostics),
            Err(problems) => panic!("the sample cannot be read: {problems:#?}"),
        };
        let night = banxin::build(&edition).take(&mut diagnostics);
        let press = Press::new(&edition.fonts, &edition.pictures, &edition.profile, &edition.picture_profile);
        let press = press.expect("the profiles of the sample");
        let pages: Vec<&Page> = night.pages.iter().collect();
        press.prepare(&pages).expect("the pages can be printed");
        let info = Info { title: edition.paper.name.clone(), date: edition.issue.date };
        let print = |pages: &[&Page]| OnDisk::new(&press.write(pages, &info).expect("the pages can be printed"));
        let (each, whole) = (pages.iter().map(|page| print(&[page])).collect(), print(&pages));
        drop(press);
        Self { edition, night, diagnostics, pages: each, whole }
    }

    /// What poppler reads on each page, blanks taken out.
    pub(crate) fn texts(&self) -> Option<Vec<String>> {
        let text = |pdf: &OnDisk| Some(dense(&run("pdftotext", &["-raw", &pdf.pdf(), "-"])?));
        self.pages.iter().map(text).collect()
    }

    /// Where among the pages that one is which has this number; a spread has two.
    pub(crate) fn index(&self, number: PageNo) -> usize {
        self.edition.pages.iter().position(|page| page.holds(number)).expect("a page of the edition")
    }

    /// Every story of the edition with its first place.
    pub(crate) fn stories(&self) -> Vec<Placed> {
        let mut found = Vec::new();
        for (page, of) in self.edition.pages.iter().enumerate() {
            for place in of.places.values() {
                if let Content::Story(story) = place.content {
                    found.push(Placed { page, story });
                }
            }
        }
        assert!(found.len() > 20, "only {} stories are placed", found.len());
        found
    }

    /// Body of a story as its file says after repair, without blanks.
    pub(crate) fn body(&self, story: StoryId) -> String {
        self.edition.story(story).blocks.iter().map(|block| dense(&inline(block).text)).collect()
    }

    /// The pages (from 0) to which a story goes on, in order.
    pub(crate) fn goes_on(&self, story: StoryId) -> Vec<usize> {
        let jumps = self.edition.jumps.iter().filter(|jump| jump.story == story);
        jumps.map(|jump| self.index(jump.to.0)).collect()
    }
}

/// Text of a block.
pub(crate) fn inline(block: &Block) -> &Inline {
    match block {
        Block::Paragraph(inline) | Block::Subhead(inline) => inline,
    }
}

/// How much of `text`, from its beginning, stands in one piece in `page`: bytes of `text`, byte of `page`.
pub(crate) fn longest_start(page: &str, text: &str) -> (usize, usize) {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // What stands there with n characters also stands there with fewer.
    let (mut least, mut most) = (0, ends.len() - 1);
    while least < most {
        let middle = (least + most).div_ceil(2);
        if page.contains(&text[..ends[middle]]) { least = middle } else { most = middle - 1 }
    }
    (ends[least], page.find(&text[..ends[least]]).unwrap_or(0))
}
