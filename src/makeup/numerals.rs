//! Numerals in notes and dates: 三, 十二, 3.

use crate::edition::Issue;
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

/// A note such as （下转第{n}版） with its page number.
pub(super) fn note(template: &str, page: PageNo, forms: &NoteForms) -> String {
    let number = match forms.numerals {
        Numerals::Han => han(page.0),
        Numerals::Arabic => page.0.to_string(),
    };
    template.replace("{n}", &number)
}

/// 2026年11月23日.
pub(super) fn date(issue: &Issue) -> String {
    let (year, month, day) = issue.date;
    format!("{year}年{month}月{day}日")
}

#[cfg(test)]
mod tests {
    use super::han;

    #[test]
    fn han_numerals_of_page_numbers() {
        let written: Vec<String> = [1, 3, 10, 12, 20, 24, 100, 105, 112, 120].map(han).into();
        assert_eq!(written, ["一", "三", "十", "十二", "二十", "二十四", "一百", "一百〇五", "一百一十二", "一百二十"]);
    }
}
