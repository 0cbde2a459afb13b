//! Where a head without marks may break (standards B6): between words, by the dictionary of ICU4X, and never inside
//! what is read as one: a number with its unit, a title or a quotation, a name, a place, a Latin word.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use super::figures::numbers;
use super::names;

/// Characters that begin no line of a head (B6).
const NOT_FIRST: &str = "的了着和与及等地得吗呢吧们之，、。；：！？”’》〉）」』】·…—％%‰℃";
/// Characters that end no line of a head.
const NOT_LAST: &str = "“‘《〈（「『【第";
/// Pairs that hold what is between them together.
const PAIRS: [(char, char); 7] =
    [('《', '》'), ('〈', '〉'), ('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('（', '）')];
/// Marks after which a head breaks well; blanks too.
const AFTER: &str = "：！？；，、";

/// How well a line ends at a boundary: the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quality {
    /// Where the writer marked it.
    Marked,
    /// At a blank, or after a mark that parts clauses.
    Clause,
    /// Between words of two characters or more.
    Word,
    /// Beside a word of one character, which leans on its neighbour.
    Loose,
}

/// A place at which a head may break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Boundary {
    /// Byte of the text.
    pub at: usize,
    /// How well.
    pub quality: Quality,
}

/// Where `text` may break.
pub(super) fn boundaries(text: &str) -> Vec<Boundary> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let cuts: Vec<usize> = segmenter.segment_str(text).collect();
    let words: Vec<Range<usize>> = cuts.windows(2).map(|pair| pair[0]..pair[1]).collect();
    let mut whole = pairs(text);
    whole.extend(numbers(text));
    whole.extend(latin(text));
    whole.extend(names::names(text, &words));
    whole.extend(KEPT.iter().flat_map(|kept| text.match_indices(kept).map(|(at, _)| at..at + kept.len())));
    let unheld = unknown(text, &words, &whole);
    whole.extend(unheld);
    let inside = |byte: usize| whole.iter().any(|span| span.start < byte && byte < span.end);
    let found = cuts.iter().filter(|&&byte| may_break(text, byte) && !inside(byte));
    found.map(|&at| Boundary { at, quality: quality(text, &words, at) }).collect()
}

fn may_break(text: &str, byte: usize) -> bool {
    let (before, after) = text.split_at(byte);
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { return false };
    !NOT_FIRST.contains(right) && !NOT_LAST.contains(left)
}

fn quality(text: &str, words: &[Range<usize>], at: usize) -> Quality {
    let (before, after) = text.split_at(at);
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let blank = |of: Option<char>| of.is_some_and(char::is_whitespace);
    if blank(left) || blank(right) || left.is_some_and(|left| AFTER.contains(left)) {
        return Quality::Clause;
    }
    let single = |word: Option<&Range<usize>>| word.is_some_and(|word| text[word.clone()].chars().count() == 1);
    let ends = words.iter().find(|word| word.end == at);
    let begins = words.iter().find(|word| word.start == at);
    if single(ends) || single(begins) { Quality::Loose } else { Quality::Word }
}

/// Quotations, titles and brackets, with their marks; what is never closed holds to the end.
fn pairs(text: &str) -> Vec<Range<usize>> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut whole = Vec::new();
    for (at, character) in text.char_indices() {
        if let Some(&(_, close)) = PAIRS.iter().find(|pair| pair.0 == character) {
            open.push((close, at));
        } else if let Some(depth) = open.iter().rposition(|&(close, _)| close == character) {
            whole.push(open[depth].1..at + character.len_utf8());
            open.truncate(depth);
        }
    }
    whole.extend(open.first().map(|&(_, at)| at..text.len()));
    whole
}

/// Words of one character that stand for themselves; others that stand together are a word that the dictionary lacks.
const ALONE: &str = "从到在为把被向让给对将与和的了是不也就都又再还里上下中内外获赴等请他她我你它这那何吗因由以而并或但若如于及至被使叫";
/// Endings that make a word of the word before them: 志愿者, 幼儿园.
const ENDINGS: &str =
    "者员园场馆器率度化性式族界业学家工手队团会局部院所厂站店厅网费款券证卡车船机节日奖赛规法令案展面感力期类型";

/// Words that the dictionary takes apart in the wrong place.
const KEPT: &[&str] = &[
    "晚上",
    "早上",
    "路上",
    "网上",
    "线上",
    "线下",
    "手上",
    "身上",
    "家门口",
    "好学",
    "新建",
    "新增",
    "新规",
    "全市",
    "年轻人",
];

/// What the dictionary has taken apart: endings, and two or three characters left alone side by side. `held` is what is
/// whole already.
fn unknown(text: &str, words: &[Range<usize>], held: &[Range<usize>]) -> Vec<Range<usize>> {
    let han = |letter: char| ('\u{4E00}'..='\u{9FFF}').contains(&letter);
    let one = |word: &Range<usize>| {
        let mut letters = text[word.clone()].chars();
        letters.next().filter(|&letter| letters.next().is_none() && han(letter))
    };
    let free = |word: &Range<usize>| !held.iter().any(|span| span.start < word.end && word.start < span.end);
    let lone = |word: &Range<usize>| free(word) && one(word).is_some_and(|letter| !ALONE.contains(letter));
    let mut whole = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let before = at.checked_sub(1).map(|before| &words[before]).filter(|word| one(word).is_none());
        let before = before.filter(|word| text[(*word).clone()].chars().all(han));
        let ending = lone(&words[at]) && one(&words[at]).is_some_and(|letter| ENDINGS.contains(letter));
        if let (Some(before), true) = (before, ending) {
            whole.push(before.start..words[at].end);
            at += 1;
            continue;
        }
        let run = words[at..].iter().take_while(|word| lone(word)).count();
        // Two and two, and the last three where the number is odd: 昨起 连成 整环, 换新颜.
        let mut from = at;
        while from + 1 < at + run {
            let take = if at + run - from == 3 { 3 } else { 2 };
            whole.push(words[from].start..words[from + take - 1].end);
            from += take;
        }
        at += run.max(1);
    }
    whole
}

/// Latin words with the digits and signs that belong to them: 5G, C919, AI+, B-2.
fn latin(text: &str) -> Vec<Range<usize>> {
    let of_word = |c: char| c.is_ascii_alphanumeric() || "-'’.&+/".contains(c) || ('À'..='ɏ').contains(&c);
    let mut whole: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices().filter(|&(_, c)| of_word(c)) {
        match whole.last_mut() {
            Some(last) if last.end == at => last.end = at + character.len_utf8(),
            _ => whole.push(at..at + character.len_utf8()),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NOT_FIRST, NOT_LAST, Quality, boundaries};

    fn split(text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for at in boundaries(text).into_iter().map(|boundary| boundary.at).chain([text.len()]) {
            out.push_str(&text[from..at]);
            out.push('/');
            from = at;
        }
        out
    }

    /// Heads with a stroke wherever they may break; they break nowhere else.
    const HEADS: &[&str] = &[
        "读/《一部村史》/有感",
        "别怕/那/张/“红号单子”吧",
        "新增60亿元/投资",
        "市长李红/到/青石镇/调研",
        "王建国市长/赴/柳林村/看望/老人",
        "记者陈小明/昨日/从/怀湾区/获悉",
        "一桥/贯通/两岸/步道/昨起/连成/整环",
        "全市/11月23日/起/实施/新交规",
        "第三届/河灯节/下周/开幕",
        "5G/信号/覆盖/全部/山村/小学",
        "C919/客机/首次/飞抵/本市/机场",
        "老旧/小区/改造/惠及/3.2万户/居民",
        "欧阳文静/获/全国/技能/大赛/金奖",
        "张伟书记/走访/困难/职工",
        "区委书记周海涛/慰问/环卫/工人",
        "“夜校”/开课了/年轻人/排队/报名",
        "长江路/改造/工程/提前15天/完工",
        "为什么/年轻人/爱上了/逛/菜市场",
        "让/每一个/孩子/都能/在家门口/上/好学",
        "地铁/2号线/今起/延长/运营/1个小时",
        "千万/别把/雨水/当成/小事",
        "城南/污水/处理厂/扩建/完成",
        "本报记者与/读者/一起/走读/老街",
        "20余名/志愿者/清理/河道/垃圾",
        "气温/骤降/8℃/市民/注意/添衣",
        "今年/前三季度/增长/5.8%",
        "李芳老师和她的/32个/学生",
        "赵家桥村的/稻子/熟了",
        "两会/代表/热议/AI/进/课堂",
        "刘洋、/孙立等/5人/获/表彰",
        "高速公路/东延段/年底/通车",
        "白云山/公园/恢复/夜间/开放",
        "方便面/里的/温情",
        "一年级/新生/今天/报到",
        "百年/老店/换新颜",
        "江边/步道/贯通/市民/拍手叫好",
        "全民/健身日/体育馆/免费/开放",
        "南湖/街道/推出/“一码办事”/服务",
        "沈卓然：/把/图书馆/搬进/工地",
        "“小修小补”/回来了",
        "为/困难/家庭/送去/温暖",
        "小学生/写信/给/市长：/请/多种/几棵/树",
        "司马光/砸缸/新编/上演",
        "董事长徐明达/谈/转型",
        "东街口/电影院/重新/开张",
        "农民工/子女/入学/“零门槛”",
        "老人/摔倒/他/冲/上前去",
        "快递/小哥/李小军/救起/落水/儿童",
        "张庄村党委书记王大力/谈/乡村/振兴",
    ];

    #[test]
    fn heads_break_where_the_sense_does() {
        assert!(HEADS.len() >= 40);
        for head in HEADS {
            assert_eq!(split(&head.replace('/', "")), format!("{head}/"));
        }
    }

    #[test]
    fn what_is_one_is_never_parted() {
        for (head, one) in [
            ("记者从市水务局获悉汛期提前到来", "获悉"),
            ("区图书馆延时开放到晚上", "晚上"),
            ("iPhone 17在本市首发", "iPhone"),
            ("GDP增速居全省第2位", "第2位"),
            ("我市新建12所幼儿园", "12所"),
            ("十年树木一座城的绿色账本", "一座"),
            ("本市拟建3,200套公租房", "3,200套"),
            ("2026年1月起执行", "2026年1月"),
            ("诸葛明轩教授做客讲堂", "诸葛明轩教授"),
            ("王市长答记者问", "王市长"),
            ("他说：“明天会更好", "“明天会更好"),
            ("增长５％", "５％"),
            ("（图文）江城夜色", "（图文）"),
        ] {
            let from = head.find(one).expect("in the head");
            let inside = from + 1..from + one.len();
            assert!(!boundaries(head).iter().any(|found| inside.contains(&found.at)), "{}", split(head));
        }
    }

    #[test]
    fn no_line_begins_or_ends_as_it_may_not() {
        for head in HEADS {
            let text = head.replace('/', "");
            for at in boundaries(&text).iter().map(|boundary| boundary.at) {
                assert!(!text[at..].starts_with(|first| NOT_FIRST.contains(first)), "{text} at {at}");
                assert!(!text[..at].ends_with(|last| NOT_LAST.contains(last)), "{text} at {at}");
            }
        }
    }

    #[test]
    fn a_clause_is_a_better_end_than_a_word_and_that_than_a_little_word() {
        let quality = |head: &str, before: &str| {
            let at = head.find(before).expect("in the head");
            boundaries(head).iter().find(|found| found.at == at).map(|found| found.quality)
        };
        assert_eq!(quality("沈卓然：把图书馆搬进工地", "把"), Some(Quality::Clause));
        assert_eq!(quality("两岸\u{3000}步道贯通", "步道"), Some(Quality::Clause));
        assert_eq!(quality("地铁延长运营", "延长"), Some(Quality::Word));
        assert_eq!(quality("为困难家庭送去温暖", "困难"), Some(Quality::Loose));
        assert_eq!(quality("地铁延长运营", "长运"), None);
    }

    proptest! {
        #[test]
        fn any_text_breaks_between_characters_and_in_order(
            text in "[一-龥]{0,6}|[0-9０-９a-zé ]{0,5}|[《》“”（）·—…，。%]{0,4}|\\PC{0,12}",
            more in "[张王欧阳市长书记区镇第三多个年月]{0,9}",
        ) {
            let text = text + &more;
            let found: Vec<usize> = boundaries(&text).iter().map(|boundary| boundary.at).collect();
            prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(found.iter().all(|&at| at > 0 && at < text.len() && text.is_char_boundary(at)));
        }
    }
}
