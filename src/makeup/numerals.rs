//! Numerals in notes and dates: 三, 十二, 3.

use crate::edition::{EditionPage, Issue};
use crate::layout::{NoteForms, Numerals};
use crate::page::PageNo;

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A page number below 1000 in Han numerals: 十, 十二, 二十, 一百〇五.
pub(super) fn han(number: u16) -> String {
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let digit = |n: u16| DIGITS[usize::from(n % 10)];
    let mut out = String::new();
    if hundreds > 0 {
        out.push(digit(hundreds));
        out.push('百');
    }
    match (hundreds, tens) {
        (0, 0) => {}
        (_, 0) => {
            if ones > 0 {
                out.push('〇');
            }
        }
        (0, 1) => out.push('十'),
        _ => {
            out.push(digit(tens));
            out.push('十');
        }
    }
    if ones > 0 || number == 0 {
        out.push(digit(ones));
    }
    out
}

/// The label of a page; of a spread, that of the half with this number: `A04|A05`.
fn label(page: &EditionPage, number: PageNo) -> &str {
    let half = usize::from(number.0.saturating_sub(page.number.0));
    page.label.split('|').nth(half).unwrap_or(&page.label)
}

/// How a page is called: by its label, or else by its number.
fn called(page: &EditionPage, number: PageNo, forms: &NoteForms) -> String {
    match (label(page, number), forms.numerals) {
        ("", Numerals::Han) => han(number.0),
        ("", Numerals::Arabic) => number.0.to_string(),
        (label, _) => label.to_owned(),
    }
}

/// A note such as （下转第{n}版） with the number and the name of its page, and the head of the rest.
pub(super) fn note(template: &str, (page, number): (&EditionPage, PageNo), head: &str, forms: &NoteForms) -> String {
    // Each placeholder once, from the left: a name may have braces of its own.
    let filled = [("{n}", called(page, number, forms)), ("{name}", page.name.clone()), ("{head}", head.to_owned())];
    let (mut out, mut rest) = (String::new(), template);
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match filled.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, text)) => {
                out.push_str(text);
                rest = &rest[name.len()..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// The page in the folio: 第二版, or its label.
pub(super) fn folio(page: &EditionPage, number: PageNo) -> String {
    match label(page, number) {
        "" => format!("第{}版", han(number.0)),
        label => label.to_owned(),
    }
}

/// 2026年11月23日.
pub(super) fn date(issue: &Issue) -> String {
    let (year, month, day) = issue.date;
    format!("{year}年{month}月{day}日")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;
    use std::sync::Arc;

    use super::{folio, han, note};
    use crate::diag::{Source, Span};
    use crate::edition::EditionPage;
    use crate::layout::{NoteForms, Numerals, load};
    use crate::page::PageNo;

    fn page(label: &str) -> EditionPage {
        let layout =
            load(Path::new("layouts/broadsheet.toml"), "broadsheet.toml").expect("a layout of the house").value;
        EditionPage {
            number: PageNo(12),
            name: "要{n}闻".into(),
            layout: Arc::new(layout),
            others: Vec::new(),
            label: label.into(),
            turned: false,
            split: false,
            editors: String::new(),
            places: BTreeMap::new(),
            span: Span::file(&Source::new("edition.toml", "")),
        }
    }

    #[test]
    fn notes_are_filled_with_number_label_name_and_head() {
        let forms = |numerals| NoteForms { numerals, ..page("").layout.notes.clone() };
        let (han, arabic) = (forms(Numerals::Han), forms(Numerals::Arabic));
        let on = |template: &str, label: &str, number: u16, forms: &NoteForms| {
            note(template, (&page(label), PageNo(number)), "题", forms)
        };
        assert_eq!(on("（下转第{n}版）", "", 12, &han), "（下转第十二版）");
        assert_eq!(on("Continued on page {n}", "", 12, &arabic), "Continued on page 12");
        assert_eq!(on("（下转{n}版）", "A04", 12, &han), "（下转A04版）");
        assert_eq!(on("（下转{n}版）", "A04|A05", 13, &han), "（下转A05版）");
        // What is filled in is not filled again, and other braces stay.
        assert_eq!(on("▶{name}·{head} {", "", 12, &han), "▶要{n}闻·题 {");
        let at = |label: &str| folio(&page(label), PageNo(12));
        assert_eq!((at(""), at("A04"), at("A04|A05")), ("第十二版".into(), "A04".into(), "A04".into()));
    }

    #[test]
    fn han_numerals_of_page_numbers() {
        let written: Vec<String> = [1, 3, 10, 12, 20, 24, 100, 105, 112, 120].map(han).into();
        assert_eq!(written, ["一", "三", "十", "十二", "二十", "二十四", "一百", "一百〇五", "一百一十二", "一百二十"]);
    }
}
