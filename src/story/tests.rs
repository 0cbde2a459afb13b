//! The rules of repair as a book of cases, and what must hold for any copy at all.

use proptest::prelude::{Strategy, prop, proptest};

use super::inline::plain;
use super::model::RepairKind;
use super::repair::{is_han, repair};
use super::{Block, Inline, Story, parse};
use crate::diag::{Diagnostic, Source, Warned};
use crate::style::Role;

fn repaired(text: &str) -> (String, Vec<RepairKind>) {
    let source = Source::new("a.md", text);
    let done = repair(&source, plain(&source, 0..text.len()));
    (done.chars.iter().map(|char| char.c).collect(), done.repairs.iter().map(|repair| repair.kind).collect())
}

fn story(text: &str) -> Result<Warned<Story>, Vec<Diagnostic>> {
    parse(Source::new("stories/a.md", text), "a")
}

fn body(text: &str) -> Vec<Block> {
    story(&format!("+++\nhead = \"题\"\n+++\n{text}")).expect("story").value.blocks
}

fn paragraph(text: &str) -> Inline {
    match body(text).into_iter().next() {
        Some(Block::Paragraph(inline)) => inline,
        other => panic!("no paragraph: {other:?}"),
    }
}

fn troubles(text: &str) -> Vec<&'static str> {
    let found = match story(&format!("+++\nhead = \"题\"\n+++\n{text}")) {
        Ok(story) => story.diagnostics,
        Err(diagnostics) => diagnostics,
    };
    found.iter().map(|diagnostic| diagnostic.rule.id).collect()
}

/// Typed, printed: the table of the README.
const CASES: &[(&str, &str)] = &[
    // Marks beside Chinese become full-width …
    ("水费,电费:都降;真的?真的!", "水费，电费：都降；真的？真的！"),
    ("增长15.2%,高于全省", "增长15.2%，高于全省"),
    ("开发AI,谁来?OK!好", "开发AI，谁来？OK！好"),
    ("他问:\"几点?\"答:\"10:30.\"", "他问：“几点？”答：“10:30.”"),
    // … not between digits, not in Latin text.
    ("3,000人10:30到", "3,000人10:30到"),
    ("Rust, C: fast; really?", "Rust, C: fast; really?"),
    ("见 https://a.example/b?c=d 页面", "见https://a.example/b?c=d页面"),
    // Brackets go as a pair.
    ("人工智能(AI)产业", "人工智能（AI）产业"),
    ("(共 42人)每天", "（共42人）每天"),
    ("Rust (2024 edition) works", "Rust (2024 edition) works"),
    ("岗（共 42人)每天", "岗（共42人）每天"),
    ("f(x)", "f(x)"),
    // Straight quotes pair up, apostrophes stay.
    ("\"分时放学\"逐校复盘", "“分时放学”逐校复盘"),
    ("说\"他道'好'了\"", "说“他道‘好’了”"),
    ("It's Wendy's", "It's Wendy's"),
    ("前\"后", "前\"后"),
    ("“前\"后", "“前”后"),
    // Spaces beside Chinese vanish; of several between words one stays.
    ("城区 7所, 共 1.26万人", "城区7所，共1.26万人"),
    ("Visual  Studio Code 编辑", "Visual Studio Code编辑"),
    ("他说 “好” 就走", "他说“好”就走"),
    ("he said “yes” again", "he said “yes” again"),
    ("11月17 -18日", "11月17-18日"),
    ("11月17 - 18日", "11月17-18日"),
    ("5 - 3", "5 - 3"),
    ("　　段首", "段首"),
    ("活水润城　精工立业", "活水润城　精工立业"),
    // Newlines inside a paragraph.
    ("三条\n车道", "三条车道"),
    ("Visual\nStudio", "Visual Studio"),
    ("用\nRust\n写", "用Rust写"),
    // Width and dots.
    ("２０２６年ＡＩ％", "2026年AI％"),
    ("卡尔・马克思、卡尔•马克思、卡尔‧马克思", "卡尔·马克思、卡尔·马克思、卡尔·马克思"),
    ("• item", "• item"),
];

#[test]
fn copy_is_repaired_by_the_declared_rules() {
    for (typed, printed) in CASES {
        assert_eq!(&repaired(typed).0, printed, "typed: {typed}");
    }
}

#[test]
fn clean_copy_is_not_touched() {
    let clean = "11月22日16时50分，“从前喊一嗓子听得见，走过去得三刻钟。”这一回，她看了看手机：9分钟。";
    assert_eq!(repaired(clean), (clean.to_owned(), Vec::new()));
}

#[test]
fn every_repair_names_its_rule_and_place() {
    let done = story("+++\nhead = \"题\"\n+++\n七 所,好\n").expect("story").value;
    let kinds: Vec<_> = done.repairs.iter().map(|repair| (repair.kind, repair.span.line_column())).collect();
    assert_eq!(kinds, [(RepairKind::Space, (4, 2)), (RepairKind::Mark, (4, 4))]);
}

#[test]
fn bold_and_emphasis_are_runs_without_their_marks() {
    let text = paragraph("他**说了**一*句*话");
    assert_eq!(text.text, "他说了一句话");
    let runs: Vec<_> = text.runs.iter().map(|(range, role)| (&text.text[range.clone()], *role)).collect();
    assert_eq!(runs, [("说了", Role::Strong), ("句", Role::Emphasis)]);
    assert_eq!(paragraph(r"5\*3\_x\\").text, r"5*3_x\");
}

#[test]
fn places_in_the_text_lead_back_to_the_file() {
    let text = paragraph("城区 7所,**共** \"好\"\n人");
    assert_eq!(text.text, "城区7所，共“好”人");
    for piece in ["城", "7", "所", "共", "好", "人"] {
        let at = text.text.find(piece).expect("piece");
        let span = text.span_at(at..at + piece.len());
        assert!(span.source.text[span.range.start..].starts_with(piece), "{piece}");
    }
}

#[test]
fn the_dateline_runs_in_before_the_first_paragraph() {
    let text = "+++\nhead = \"题\"\ndateline = \"本报讯（记者 王某）\"\n+++\n正文。\n";
    let story = story(text).expect("story").value;
    let Some(Block::Paragraph(first)) = story.blocks.first() else { panic!("no paragraph") };
    assert_eq!(first.text, "本报讯（记者王某）　正文。");
    assert_eq!(first.runs, [(0.."本报讯（记者王某）".len(), Role::Dateline)]);
    let at = first.text.find('正').expect("text");
    assert_eq!(first.span_at(at..at + 3).line_column(), (5, 1));
}

#[test]
fn head_lines_keep_the_preferred_breaks() {
    let story =
        story("+++\nhead = [\"一张红号单,|倒逼流程改\", \"二|| 行\u{200B}尾\"]\n+++\n文\n").expect("story").value;
    assert_eq!((story.head[0].text.as_str(), story.head[0].breaks.as_slice()), ("一张红号单，倒逼流程改", &[18][..]));
    assert_eq!((story.head[1].text.as_str(), story.head[1].breaks.as_slice()), ("二行尾", &[3, 6][..]));
}

#[test]
fn paragraphs_subheads_and_line_ends_of_all_systems() {
    let blocks = body("一\r\n二\r\n\r\n## 小 标题\r\n三\r\r四\n　\n五");
    let shape: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => text.text.clone(),
            Block::Subhead(text) => format!("## {}", text.text),
        })
        .collect();
    assert_eq!(shape, ["一二", "## 小标题", "三", "四", "五"]);
}

#[test]
fn foreign_marks_of_markdown_are_reported_and_never_dropped() {
    for text in [
        "# 题",
        "### 题",
        "##题",
        "- 一",
        "1. 一",
        "> 一",
        "| 一 | 二 |",
        "===",
        "![图](a.jpg)",
        "[字](b)",
        "`x`",
        "<b>字</b>",
        "~~字~~",
        "__字__",
        "**字",
        "字*",
        "*一**二**三*",
    ] {
        assert_eq!(troubles(text), ["story-markup"], "{text}");
    }
    for text in ["#话题#来了", "5<6且7>6", "a_b_c", "1.26万人", "【字】[1]", "-5度", "3*"] {
        let expected: &[&str] = if text.contains('*') { &["story-markup"] } else { &[] };
        assert_eq!(troubles(text), expected, "{text}");
    }
}

#[test]
fn what_is_left_to_a_person_is_reported_and_kept() {
    assert_eq!(troubles("他说\"好"), ["story-quote"]);
    assert_eq!(troubles("他说（好"), ["story-bracket"]);
    assert_eq!(troubles("他说...好--吧"), ["story-dots", "story-dots"]);
    assert_eq!(troubles("他说好.然后"), ["story-stop"]);
    assert_eq!(troubles("他\u{202E}说\u{7}好"), ["story-control"]);
    assert_eq!(paragraph("他\u{202E}说\u{7}好").text, "他说好");
    assert_eq!(paragraph("e\u{301}cole 好").text, "e\u{301}cole好");
}

#[test]
fn a_story_needs_front_matter_a_short_head_and_text() {
    let rule = |text: &str| story(text).expect_err("wrong").iter().map(|found| found.rule.id).collect::<Vec<_>>();
    assert_eq!(rule("没有题"), ["story-front-matter"]);
    assert_eq!(rule("+++\nhead = \"题\"\n文"), ["story-front-matter"]);
    assert_eq!(rule("+++\n+++\n"), ["story-empty"]);
    assert_eq!(rule("+++\nhead = [\"1\", \"2\", \"3\", \"4\"]\n+++\n文"), ["story-head"]);
    assert_eq!(rule("+++\nhead = \"\"\nhedline = 3\n+++\n文"), ["story-head", "key-unknown"]);
    assert_eq!(rule("+++\ndateline = \"电\"\n+++\n## 题\n\n文"), ["story-markup"]);
    assert!(story("\u{FEFF}+++\nhead = \"题\"\n+++\n文").is_ok());
}

fn han(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}

/// Copy as reporters type it: mostly the characters that the rules are about.
fn copy() -> impl Strategy<Value = String> {
    let letters = "一版字。，、；：？！“”‘’（）…—·　,:;?!()\"'.-*\\#_`[]<> \n\t\r３Ａ・•‧ab01\u{200B}\u{202E}\u{301}";
    let letters: Vec<char> = letters.chars().collect();
    prop::collection::vec(prop::sample::select(letters), 0..60).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn the_parser_never_panics(text in "\\PC*") {
        let _ = story(&text);
        let _ = story(&format!("+++\n{text}\n+++\n{text}"));
    }

    #[test]
    fn repair_is_idempotent(text in copy()) {
        let once = repaired(&text).0;
        let (twice, repairs) = repaired(&once);
        assert_eq!(twice, once);
        assert_eq!(repairs, []);
    }

    #[test]
    fn no_han_character_is_ever_lost(text in copy()) {
        assert_eq!(han(&repaired(&text).0), han(&text));
        if let Ok(story) = story(&format!("+++\nhead = \"题\"\n+++\n{text}")) {
            let blocks = story.value.blocks.iter().map(|block| match block {
                Block::Paragraph(text) | Block::Subhead(text) => han(&text.text),
            });
            assert_eq!(blocks.sum::<usize>(), han(&text));
        }
    }

    #[test]
    fn every_han_character_leads_back_to_itself(text in copy()) {
        let Ok(story) = story(&format!("+++\nhead = \"题\"\n+++\n{text}")) else { return Ok(()) };
        for block in &story.value.blocks {
            let (Block::Paragraph(text) | Block::Subhead(text)) = block;
            for (at, c) in text.text.char_indices().filter(|(_, c)| is_han(*c)) {
                let span = text.span_at(at..at + c.len_utf8());
                assert_eq!(span.source.text[span.range].chars().next(), Some(c));
            }
        }
    }
}
