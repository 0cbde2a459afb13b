//! Numerals in notes and dates: 三, 十二, 3.

use crate::edition::{EditionPage, Issue};
use crate::layout::{NoteForms, Numerals};

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

/// How a page is called: by its label, or else by its number.
fn called(page: &EditionPage, forms: &NoteForms) -> String {
    match forms.numerals {
        _ if !page.label.is_empty() => page.label.clone(),
        Numerals::Han => han(page.number.0),
        Numerals::Arabic => page.number.0.to_string(),
    }
}

/// A note such as （下转第{n}版） with the number and the name of its page, and the head of the rest.
pub(super) fn note(template: &str, page: &EditionPage, head: &str, forms: &NoteForms) -> String {
    // Each placeholder once, from the left: a name may have braces of its own.
    let filled = [("{n}", called(page, forms)), ("{name}", page.name.clone()), ("{head}", head.to_owned())];
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
pub(super) fn folio(page: &EditionPage) -> String {
    if page.label.is_empty() { format!("第{}版", han(page.number.0)) } else { page.label.clone() }
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
            editors: String::new(),
            places: BTreeMap::new(),
            span: Span::file(&Source::new("edition.toml", "")),
        }
    }

    #[test]
    fn notes_are_filled_with_number_label_name_and_head() {
        let forms = |numerals| NoteForms { numerals, ..page("").layout.notes.clone() };
        let (han, arabic) = (forms(Numerals::Han), forms(Numerals::Arabic));
        assert_eq!(note("（下转第{n}版）", &page(""), "", &han), "（下转第十二版）");
        assert_eq!(note("Continued on page {n}", &page(""), "", &arabic), "Continued on page 12");
        assert_eq!(note("（下转{n}版）", &page("A04"), "", &han), "（下转A04版）");
        // What is filled in is not filled again, and other braces stay.
        assert_eq!(note("▶{name}·{head} {", &page(""), "题", &han), "▶要{n}闻·题 {");
        assert_eq!((folio(&page("")), folio(&page("A04"))), ("第十二版".into(), "A04".into()));
    }

    #[test]
    fn han_numerals_of_page_numbers() {
        let written: Vec<String> = [1, 3, 10, 12, 20, 24, 100, 105, 112, 120].map(han).into();
        assert_eq!(written, ["一", "三", "十", "十二", "二十", "二十四", "一百", "一百〇五", "一百一十二", "一百二十"]);
    }
}
