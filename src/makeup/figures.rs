//! [`numbers`]: what is read as one in a head: a number with what leads it and its unit (standards B6).

use std::ops::Range;

/// Digits and Chinese numerals.
const NUMERALS: &str = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿两";
/// What stands between digits of one number.
const IN_NUMBER: &str = ".,:-–~～/％%‰·";
/// What leads a number: 第三届, 超60亿.
const LEADS: &str = "第近约超逾满达破增减每全前后首";
/// Units and measure words, the longer first.
const UNITS: &[&str] = &[
    "平方公里",
    "立方米",
    "平方米",
    "千瓦时",
    "摄氏度",
    "个百分点",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "公斤",
    "千克",
    "公顷",
    "万亩",
    "亿元",
    "万元",
    "千元",
    "美元",
    "欧元",
    "万人",
    "亿人",
    "人次",
    "万吨",
    "亿吨",
    "万户",
    "小时",
    "分钟",
    "周年",
    "年级",
    "年代",
    "世纪",
    "星期",
    "个月",
    "个小时",
    "个季度",
    "季度",
    "多万",
    "多亿",
    "余万",
    "余人",
    "多人",
    "周岁",
    "号线",
    "车道",
    "年",
    "月",
    "日",
    "号",
    "时",
    "分",
    "秒",
    "点",
    "岁",
    "次",
    "届",
    "期",
    "个",
    "名",
    "位",
    "人",
    "元",
    "角",
    "米",
    "吨",
    "亩",
    "户",
    "家",
    "所",
    "座",
    "条",
    "件",
    "项",
    "台",
    "辆",
    "架",
    "艘",
    "只",
    "头",
    "棵",
    "株",
    "张",
    "本",
    "册",
    "部",
    "集",
    "场",
    "轮",
    "级",
    "层",
    "楼",
    "路",
    "版",
    "章",
    "倍",
    "成",
    "度",
    "天",
    "周",
    "季",
    "代",
    "批",
    "类",
    "种",
    "份",
    "封",
    "首",
    "幅",
    "枚",
    "盏",
    "道",
    "处",
    "口",
    "双",
    "对",
    "套",
    "组",
    "支",
    "笔",
    "克",
    "斤",
    "升",
    "瓦",
    "℃",
    "％",
    "%",
    "‰",
    "K",
    "G",
    "T",
];

/// Numbers with what leads them and their units; 11月23日 and 2比1 are one.
pub(super) fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c| NUMERALS.contains(c)).map(|found| at + found) {
        let end = number(text, start);
        // 一 and 千万 begin many words (一桥, 千万别): a Chinese numeral needs a unit to be held.
        let arabic = text[start..end].chars().all(|c| !"〇零一二三四五六七八九十百千万亿两".contains(c));
        let unit = unit(&text[end..]);
        let end = end + unit;
        let lead = text[..start].chars().next_back().filter(|&c| LEADS.contains(c));
        let led = start - lead.map_or(0, char::len_utf8);
        if arabic || unit > 0 || lead == Some('第') {
            match whole.last_mut() {
                // One date, one score: 11月23日.
                Some(last) if last.end == start && unit > 0 => last.end = end,
                _ => whole.push(led..end),
            }
        }
        at = end.max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    whole
}

/// Where a number that begins at `start` ends: its numerals, and the signs between two of them.
fn number(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut sign = false;
    for (at, character) in text[start..].char_indices() {
        let next = start + at + character.len_utf8();
        if NUMERALS.contains(character) || (matches!(character, '多' | '余' | '几') && !sign) {
            (end, sign) = (next, false);
        } else if IN_NUMBER.contains(character) && !sign {
            sign = true;
        } else {
            break;
        }
    }
    end
}

/// Bytes of the unit that a text begins with.
fn unit(text: &str) -> usize {
    UNITS.iter().filter(|unit| text.starts_with(**unit)).map(|unit| unit.len()).max().unwrap_or(0)
}
