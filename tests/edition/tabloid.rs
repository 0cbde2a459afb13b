//! The evening tabloid of eight pages: a spread in its middle, two stories to one jump section, a third to page 6.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use banxin::diag::{Severity, render_concise};
use banxin::geom::Length;
use banxin::makeup::PageReport;
use banxin::page::Item;
use banxin::style::Role;

use crate::sample::{SAMPLE, Sample, dense, longest_start};
use crate::text::lost;
use crate::tools::{OnDisk, run, run_both};

static TABLOID: LazyLock<Sample> = LazyLock::new(|| Sample::build("samples/huaiwan/edition.toml"));

/// What poppler reads on each page, blanks taken out.
static TEXTS: LazyLock<Option<Vec<String>>> = LazyLock::new(|| TABLOID.texts());

/// Numbers as the notes write them.
const HAN: [&str; 9] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八"];

#[test]
fn it_sets_without_an_error_or_a_warning() {
    let heard = TABLOID.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Note);
    let heard: String = heard.map(render_concise).collect();
    assert!(heard.is_empty(), "\n{heard}");
}

#[test]
fn eight_pages_are_seven_files_in_order_for_qpdf() {
    let numbers: Vec<u16> = TABLOID.edition.pages.iter().map(|page| page.number.0).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 6, 7, 8]);
    assert_eq!(TABLOID.edition.page_count(), 8);
    assert_eq!(TABLOID.pages.len(), numbers.len());
    for pdf in TABLOID.pages.iter().chain([&TABLOID.whole]) {
        let Some([said, complained]) = run_both("qpdf", &["--check", &pdf.pdf()]) else { return };
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
        assert_eq!(complained, "");
    }
}

#[test]
fn every_story_of_the_tabloid_is_printed_whole_and_in_order() {
    let Some(texts) = TEXTS.as_ref() else { return };
    let wrong = lost(&TABLOID, texts);
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn three_jumps_have_a_note_at_both_ends() {
    let Some(texts) = TEXTS.as_ref() else { return };
    let jumps = &TABLOID.edition.jumps;
    let ends: Vec<(u16, u16)> = jumps.iter().map(|jump| (jump.from.0.0, jump.to.0.0)).collect();
    assert_eq!(ends, [(1, 2), (1, 2), (3, 6)]);
    for (jump, head) in jumps.iter().zip(["百年渡口靠岸以后", "菜场的灯晚熄两小时", "看台上坐过三代人"])
    {
        let (from, to) = (jump.from.0, jump.to.0);
        let (leaves, arrives) = (&texts[TABLOID.index(from)], &texts[TABLOID.index(to)]);
        let body = TABLOID.body(jump.story);
        let (length, at) = longest_start(leaves, &body);
        assert!(length > 0 && length < body.len(), "the story is on both pages");
        let away = format!("（下转第{}版）", HAN[usize::from(to.0)]);
        assert!(leaves[at + length..].starts_with(&away), "{away} stands after the text");
        let (rest, begins) = longest_start(arrives, &body[length..]);
        assert_eq!(rest, body.len() - length, "all the rest stands on page {}", to.0);
        let back = format!("{head}（上接第{}版）", HAN[usize::from(from.0)]);
        assert!(arrives[..begins].ends_with(&back), "{back} stands before the rest");
    }
    let count = |note: &str| texts.iter().map(|text| text.matches(note).count()).sum::<usize>();
    assert_eq!([count("（下转第二版）"), count("（上接第一版）")], [2, 2]);
    assert_eq!([count("（下转第六版）"), count("（上接第三版）")], [1, 1]);
    assert_eq!([count("（下转第"), count("（上接第")], [3, 3], "there are no other notes");
}

/// Width and height of a page to the trim, in points.
fn trim(pdf: &OnDisk) -> Option<[f64; 2]> {
    let said = run("pdfinfo", &["-box", &pdf.pdf()])?;
    let line = said.lines().find_map(|line| line.strip_prefix("TrimBox:")).expect("the box is there");
    let found: Vec<f64> = line.split_whitespace().map(|word| word.parse().expect("a number")).collect();
    let [left, foot, right, top] = found[..] else { panic!("{line}") };
    Some([right - left, top - foot])
}

#[test]
fn the_spread_is_one_file_of_double_width() {
    let [Some([wide, high]), Some([twice, same])] = [0_usize, 3].map(|page| trim(&TABLOID.pages[page])) else { return };
    assert!((twice - wide * 2.0).abs() < 0.02, "{twice} pt, a page has {wide} pt");
    assert!((same - high).abs() < 0.02, "{same} pt, a page has {high} pt");
    let Some(texts) = TEXTS.as_ref() else { return };
    assert!(texts[3].contains("第四版") && texts[3].contains("第五版"), "each half has its folio");
}

#[test]
fn no_page_costs_more_than_one_filled_from_the_top() {
    let reports = TABLOID.night.reports.iter().chain(&SAMPLE.night.reports);
    for report in reports {
        let page = report.number;
        assert!(report.exact, "{page:?}: every possibility was looked at");
        assert!(report.total() <= report.greedy, "{page:?}: {} and {}", report.total(), report.greedy);
    }
    let less = |report: &&PageReport| report.total() < report.greedy;
    assert!(TABLOID.night.reports.iter().filter(less).count() >= 4, "the search is worth its time");
    assert!(SAMPLE.night.reports.iter().all(|report| less(&report)));
}

#[test]
fn a_credit_under_a_picture_stands_on_one_line() {
    let mut seen = 0;
    for sample in [&*SAMPLE, &*TABLOID] {
        let mut lines: BTreeMap<(usize, char, Length), String> = BTreeMap::new();
        for (at, page) in sample.night.pages.iter().enumerate() {
            for item in &page.items {
                let Item::Glyphs(run) = item else { continue };
                if run.role == Role::Caption {
                    lines.entry((at, run.of.area, run.origin.y)).or_default().push_str(&dense(&run.text));
                }
            }
        }
        let pictures = sample.edition.stories.iter().flat_map(|story| &story.pictures);
        let mut credits: BTreeMap<String, usize> = BTreeMap::new();
        for credit in pictures.filter_map(|picture| picture.credit.as_ref()) {
            *credits.entry(dense(&credit.text)).or_default() += 1;
        }
        for (credit, count) in credits {
            let whole = lines.values().filter(|line| line.contains(&credit)).count();
            assert!(whole >= count, "{credit} is broken: whole {whole} times of {count}");
            seen += count;
        }
    }
    assert!(seen > 6, "there are credits");
}
