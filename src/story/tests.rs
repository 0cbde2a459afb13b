//! The rules of repair as a book of cases, and what must hold for any copy at all.

use proptest::prelude::{Strategy, prop, proptest};

use super::inline::plain;
use super::model::RepairKind;
use super::repair::{is_attached, is_han, repair};
use super::{Block, Inline, Story, parse};
use crate::diag::{Diagnostic, Source, Warned};
use crate::style::{Mark, Role};

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

/// The marks of a paragraph with the words that they are on.
fn marks(text: &str) -> (String, Vec<(String, Mark)>) {
    let text = paragraph(text);
    let words = text.marks.iter().map(|(range, mark)| (text.text[range.clone()].to_owned(), mark.clone())).collect();
    (text.text, words)
}

/// Typed, printed, and the words of each mark.
type SpanCase<'a> = (&'a str, &'a str, &'a [(&'a str, Mark)]);

#[test]
fn spans_put_marks_beside_words() {
    let ruby = |reading: &str| Mark::Ruby(reading.to_owned());
    let cases: &[SpanCase<'_>] = &[
        ("这是[着重的字]{.dot}。", "这是着重的字。", &[("着重的字", Mark::Emphasis)]),
        ("[李白]{.name}作[史记]{.title}", "李白作史记", &[("李白", Mark::Name), ("史记", Mark::Title)]),
        ("[李白]{.name}[杜甫]{.name}", "李白杜甫", &[("李白", Mark::Name), ("杜甫", Mark::Name)]),
        ("第[12]{.combined}届", "第12届", &[("12", Mark::Combined)]),
        ("[北京]{ruby=\"běi jīng\"}站", "北京站", &[("北京", ruby("běi jīng"))]),
        // Spans inside spans, in one pair of braces, in bold and around it.
        ("[[李白]{.name}说]{.dot}了", "李白说了", &[("李白说", Mark::Emphasis), ("李白", Mark::Name)]),
        ("[[李白]{.name}]{.dot}", "李白", &[("李白", Mark::Emphasis), ("李白", Mark::Name)]),
        ("[史记]{.title .dot}", "史记", &[("史记", Mark::Title), ("史记", Mark::Emphasis)]),
        ("**看[这里]{.dot}**", "看这里", &[("这里", Mark::Emphasis)]),
        ("[**看**这里]{.dot}", "看这里", &[("看这里", Mark::Emphasis)]),
        // Repairs before, in and after a span move its place and lose none of it.
        ("他 说(对),[３ 个,字]{.dot} 。", "他说（对），3个，字。", &[("3个，字", Mark::Emphasis)]),
        ("[三条\n车道]{.dot}", "三条车道", &[("三条车道", Mark::Emphasis)]),
        ("[ 李白 ]{.name}说", "李白说", &[("李白", Mark::Name)]),
        // Brackets and braces of the text.
        (r"\[字\]{一}", "[字]{一}", &[]),
        (r"[字]\{.dot}", "[字]{.dot}", &[]),
        ("【字】[1]，{2}", "【字】[1]，{2}", &[]),
        ("[注[字]{.dot}]", "[注字]", &[("字", Mark::Emphasis)]),
        (r"[字\]符]{.dot}", "字]符", &[("字]符", Mark::Emphasis)]),
    ];
    for (typed, printed, expected) in cases {
        let expected: Vec<(String, Mark)> =
            expected.iter().map(|(words, mark)| ((*words).to_owned(), mark.clone())).collect();
        assert_eq!(marks(typed), ((*printed).to_owned(), expected), "typed: {typed}");
        assert!(troubles(typed).is_empty(), "typed: {typed}");
    }
}

#[test]
fn spans_that_say_nothing_known_are_reported() {
    for text in [
        "[字]{.dto}",
        "[字]{dot}",
        "[字]{}",
        "[字]{.dot",
        "字]{.dot}",
        "[字{.dot}",
        "[]{.dot}",
        "[ ]{.dot}",
        "[字]{ruby=}",
        "[字]{ruby=\"\"}",
        "[北京]{ruby=\"a b c\"}",
        "[[[字]{.dot}]{.name}]{.title}",
        "[[字]{.dot}]{.dot}",
    ] {
        assert_eq!(troubles(&format!("文{text}文")), ["story-span"], "{text}");
    }
    let head = story("+++\nhead = \"第[12]{.combined}届\"\n+++\n文").expect_err("a head has no spans");
    assert_eq!(head[0].rule.id, "story-span");
}

#[test]
fn the_marks_of_a_dateline_and_its_paragraph_keep_their_places() {
    let text = "+++\nhead = \"题\"\ndateline = \"本报[柏林]{.name}电\"\n+++\n[李白]{.name}说。\n";
    let story = story(text).expect("story").value;
    let Some(Block::Paragraph(first)) = story.blocks.first() else { panic!("no paragraph") };
    let words: Vec<&str> = first.marks.iter().map(|(range, _)| &first.text[range.clone()]).collect();
    assert_eq!(words, ["柏林", "李白"]);
}

#[test]
fn characters_without_a_place_are_kept_or_left_out_by_rule() {
    let kept = "\u{200B}\u{200C}\u{200D}\u{2060}\u{FE00}\u{FE0F}\u{E0100}\u{E01EF}\u{AD}";
    for c in kept.chars() {
        let text = format!("葛{c}城");
        assert_eq!((paragraph(&text).text, troubles(&text)), (text.clone(), vec![]), "{c:?}");
    }
    let left_out =
        "\u{61C}\u{200E}\u{200F}\u{202A}\u{202E}\u{2061}\u{2066}\u{2069}\u{206F}\u{FEFF}\u{FFF9}\u{E0041}\u{7F}";
    for c in left_out.chars() {
        let text = format!("葛{c}城");
        assert_eq!((paragraph(&text).text.as_str(), troubles(&text)), ("葛城", vec!["story-control"]), "{c:?}");
    }
}

#[test]
fn variation_sequences_and_rare_characters_survive_repair() {
    // Ideographs of extensions B to I, a compatibility one, and sequences of both kinds.
    let rare = "𠀀𪜀𫝀𫠠𬺰𰀀𱍐𮯰豈葛\u{E0100}辻\u{E0101}神\u{FE00}";
    for (typed, printed) in [
        (rare.to_owned(), rare.to_owned()),
        (format!("{rare} 7 所,{rare}"), format!("{rare}7所，{rare}")),
        (format!("{rare}\n{rare}"), format!("{rare}{rare}")),
        (format!("{rare}・{rare}"), format!("{rare}·{rare}")),
        // What bears a selector stays as it is: nothing else may come to bear it.
        ("字 \u{FE00}".to_owned(), "字 \u{FE00}".to_owned()),
        ("字,\u{FE00}城".to_owned(), "字,\u{FE00}城".to_owned()),
    ] {
        assert_eq!(repaired(&typed).0, printed, "typed: {typed}");
    }
    let marked = paragraph(&format!("[{rare}]{{.name}} 说,[葛\u{E0100}城]{{ruby=\"gě chéng\"}}"));
    let words: Vec<&str> = marked.marks.iter().map(|(range, _)| &marked.text[range.clone()]).collect();
    assert_eq!(words, [rare, "葛\u{E0100}城"]);
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
fn a_space_between_clauses_of_a_head_becomes_an_em() {
    let story = story("+++\nhead = \"活水润城 精工立业 7 所\"\n+++\n文\n").expect("story").value;
    assert_eq!(story.head[0].text, "活水润城　精工立业7所");
    assert_eq!(story.repairs.len(), 3);
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
        "<br>字",
        "~~字~~",
        "__字__",
        "**字",
        "字*",
        "*一**二*",
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
    assert_eq!(paragraph("e\u{301}cole 好").text, "\u{E9}cole好", "NFC");
    assert_eq!(paragraph("x\u{301}y 好").text, "x\u{301}y好", "what has no form of its own stays");
    assert_eq!(paragraph("\u{F900}\u{2F800}好").text, "\u{F900}\u{2F800}好", "a name keeps its form");
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
    let letters = "一版字。，、；：？！“”‘’（）…—·　,:;?!()\"'.-*\\#_`[]{}=<> \n\t\r３Ａ・•‧ab01\u{200B}\u{202E}\u{301}\u{FE00}葛\u{E0100}";
    let letters: Vec<char> = letters.chars().collect();
    prop::collection::vec(prop::sample::select(letters), 0..60).prop_map(|chars| chars.into_iter().collect())
}

/// Copy with spans, right and wrong.
fn spanned() -> impl Strategy<Value = String> {
    let pieces = [
        "[",
        "]{.dot}",
        "]{.name}",
        "]{ruby=\"a b\"}",
        "字",
        " ",
        "版心",
        "**",
        "\\",
        "]",
        "{",
        "}",
        "\n",
        ",",
        "葛\u{E0100}",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
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
    fn a_selector_stays_with_its_base(text in copy()) {
        // Every Han character that bears something when it is typed bears it in print, and no other does.
        let pairs = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            let pairs = chars.windows(2).filter(|pair| is_han(pair[0]) && is_attached(pair[1]));
            pairs.map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
        };
        assert_eq!(pairs(&repaired(&text).0), pairs(&text));
    }

    #[test]
    fn marks_lie_in_the_text_and_are_in_order(text in spanned()) {
        let Ok(story) = story(&format!("+++\nhead = \"题\"\n+++\n{text}")) else { return Ok(()) };
        for block in &story.value.blocks {
            let (Block::Paragraph(text) | Block::Subhead(text)) = block;
            let mut last = 0;
            for (range, _) in &text.marks {
                assert!(last <= range.start && range.start < range.end && text.text.get(range.clone()).is_some());
                last = range.start;
            }
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
