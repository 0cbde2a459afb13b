//! Names of people and places in a head (standards B6: no line breaks inside one).
//!
//! A dictionary of words does not know who lives in a town. What does is how Chinese is written: a surname and one or
//! two characters, beside an office (市长李红, 李红市长); a name and what kind of place it is (青石镇).

use std::ops::Range;

/// Offices and callings that stand beside a name.
const OFFICES: &[&str] = &[
    "总书记",
    "省委书记",
    "市委书记",
    "区委书记",
    "县委书记",
    "党委书记",
    "支部书记",
    "副市长",
    "副区长",
    "副县长",
    "副校长",
    "副局长",
    "副主任",
    "总经理",
    "董事长",
    "工程师",
    "班主任",
    "书记",
    "市长",
    "区长",
    "县长",
    "镇长",
    "乡长",
    "村长",
    "村支书",
    "省长",
    "局长",
    "部长",
    "处长",
    "科长",
    "厅长",
    "院长",
    "校长",
    "所长",
    "站长",
    "队长",
    "会长",
    "行长",
    "厂长",
    "店长",
    "主任",
    "主席",
    "总理",
    "总统",
    "经理",
    "教授",
    "院士",
    "博士",
    "老师",
    "医生",
    "护士",
    "记者",
    "编辑",
    "警官",
    "民警",
    "法官",
    "律师",
    "教练",
    "师傅",
    "先生",
    "女士",
    "同志",
    "大爷",
    "大妈",
    "阿姨",
    "奶奶",
    "爷爷",
];

/// Surnames of two characters.
const DOUBLE: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "百里",
    "南宫", "长孙", "宇文", "轩辕",
];

/// Surnames of one character, the common ones: they name a person beside an office.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任\
                        沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤\
                        温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍\
                        涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景\
                        党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝郁";
/// Those of them that are hardly ever a word: they name a person without an office too.
const PLAIN_SURNAMES: &str = "李张刘陈杨赵吴徐孙朱郭郑谢宋唐许韩冯邓曹彭袁潘蒋蔡杜程苏魏吕沈姚卢姜崔谭汪廖贾韦邹孟熊秦邱尹薛闫侯陶\
                              黎郝龚邵覃戴莫汤樊邢庞颜倪聂翟殷詹耿俞阮柯裴霍翁冉骆靳鲍祁蒲滕屈饶牟穆卓缪褚娄窦戚岑卜晏瞿佟臧闵\
                              苟邬卞姬栾隋刁寇甄虞敖巩佘邝郁";

/// Kinds of place that end a name.
const KINDS: &str = "省市县区镇乡村屯寨庄街路巷弄桥河江湖山岛湾港站馆院校厂店所寺塔楼城州口";
/// Little words that are no part of a name.
const LITTLE: &str = "的了着和与及等在从到向把被让对为是有不也又再将这那我你他各几去来出入进回过至于以谈说称赴获";

/// A text with its words, as far as it is known.
struct Words<'a> {
    text: &'a str,
    words: &'a [Range<usize>],
}

/// Stretches of `text` that name someone or some place; `words` are those of the dictionary.
pub(super) fn names(text: &str, words: &[Range<usize>]) -> Vec<Range<usize>> {
    let all = Words { text, words };
    let mut found: Vec<Range<usize>> = Vec::new();
    found.extend(OFFICES.iter().flat_map(|office| all.beside(office)));
    found.extend((0..words.len()).filter_map(|at| all.plain(at)));
    found.extend((0..words.len()).filter_map(|at| all.place(at)));
    found
}

impl Words<'_> {
    /// Every office with the name before or after it.
    fn beside(&self, office: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (start, _) in self.text.match_indices(office) {
            let end = start + office.len();
            found.push(start..end);
            found.extend(self.person_before(start).map(|from| from..end));
            found.extend(self.person(end, SURNAMES).map(|to| start..to));
        }
        found
    }

    /// Where a person's name ends that begins at byte `at`: a surname and one or two characters more.
    fn person(&self, at: usize, surnames: &str) -> Option<usize> {
        let rest = &self.text[at..];
        let first = rest.chars().next()?;
        let surname = match DOUBLE.iter().find(|double| rest.starts_with(**double)) {
            Some(double) => double.len(),
            None if surnames.contains(first) => first.len_utf8(),
            None => return None,
        };
        let given = at + surname;
        // The given name is a word, or as much of one as two characters are, or two words of one character.
        let second = self.letter(given)?;
        let third = self.letter(second).filter(|&third| self.joins(given, second, third));
        Some(third.unwrap_or(second))
    }

    /// The end of the Han character at `at` that may belong to a name.
    fn letter(&self, at: usize) -> Option<usize> {
        let character = self.text[at..].chars().next()?;
        let han = ('\u{4E00}'..='\u{9FFF}').contains(&character) || ('\u{3400}'..='\u{4DBF}').contains(&character);
        (han && !LITTLE.contains(character)).then_some(at + character.len_utf8())
    }

    /// Whether the third character of a name goes with the second: they are one word, or neither is part of another.
    fn joins(&self, given: usize, second: usize, third: usize) -> bool {
        let cut = |at: usize| at == self.text.len() || self.words.iter().any(|word| word.start == at || word.end == at);
        !cut(second) || (cut(given) && cut(third))
    }

    /// Where the name begins that ends at byte `at`.
    fn person_before(&self, at: usize) -> Option<usize> {
        let before: Vec<(usize, char)> = self.text[..at].char_indices().rev().take(4).collect();
        let starts = before.iter().rev().map(|&(start, _)| start);
        let mut names = starts.filter(|&start| {
            let length = self.text[start..at].chars().count();
            let double = DOUBLE.iter().any(|double| self.text[start..].starts_with(double));
            let single = self.text[start..].starts_with(|first| SURNAMES.contains(first));
            let given = if double { 2 } else { 1 };
            let letters = self.text[start..at].chars().skip(given).all(|letter| !LITTLE.contains(letter));
            // 王市长 is a name too.
            letters && ((double && (2..=4).contains(&length)) || (single && (1..=3).contains(&length)))
        });
        // The longest that begins at a word, else the longest.
        let all: Vec<usize> = names.by_ref().collect();
        let at_word = all.iter().copied().find(|&start| self.words.iter().any(|word| word.start == start));
        at_word.or_else(|| all.first().copied())
    }

    /// A person without an office: a plain surname that the dictionary left alone, and what follows it.
    fn plain(&self, at: usize) -> Option<Range<usize>> {
        let word = &self.words[at];
        let alone = self.text[word.clone()].chars().count() == 1 || DOUBLE.contains(&&self.text[word.clone()]);
        let end = self.person(word.start, PLAIN_SURNAMES).filter(|_| alone)?;
        Some(word.start..end)
    }

    /// A place: what the dictionary knows not, and its kind.
    fn place(&self, at: usize) -> Option<Range<usize>> {
        let kind = &self.words[at];
        let mut letters = self.text[kind.clone()].chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
        if !KINDS.contains(letter) {
            return None;
        }
        let mut start = kind.start;
        for (count, word) in self.words[..at].iter().rev().take(3).enumerate() {
            let text = &self.text[word.clone()];
            let length = text.chars().count();
            if self.letter(word.start).is_none() || (length > 1 && count > 0) || length > 3 {
                break;
            }
            start = word.start;
            if length > 1 {
                break;
            }
        }
        (start < kind.start).then_some(start..kind.end)
    }
}
