//! `[paper]` and `[issue]`: names, and a date that is a day of the calendar.

use super::model::{Issue, Paper};
use crate::desk::{Problems, Reader, Table, Value};
use crate::diag::{Diagnostic, rules};

/// The days of the week, from Sunday.
const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

/// Reads `[paper]`.
pub(super) fn paper(table: &Table, problems: &Problems) -> Option<Paper> {
    let reader = Reader::new(table, "[paper]", problems);
    let text = |key| reader.string(key).unwrap_or_default().to_owned();
    let (name, number) = (reader.required_string("name"), reader.required_string("number"));
    let (latin, web) = (text("latin"), text("web"));
    let imprint = reader.strings("imprint").unwrap_or_default();
    let imprint = imprint.into_iter().map(|(line, _)| line.to_owned()).collect();
    reader.close();
    Some(Paper { name: name?.to_owned(), latin, number: number?.to_owned(), imprint, web })
}

/// Reads `[issue]`.
pub(super) fn issue(table: &Table, problems: &Problems) -> Option<Issue> {
    let reader = Reader::new(table, "[issue]", problems);
    let date = date(&reader);
    let weekday = weekday(&reader, date);
    let number = number(&reader);
    let text = |key| reader.string(key).unwrap_or_default().to_owned();
    let (lunar, note) = (text("lunar"), text("note"));
    reader.close();
    Some(Issue { date: date?, weekday: weekday?, lunar, number: number?, note })
}

fn number(reader: &Reader<'_>) -> Option<u32> {
    let node = reader.required("number")?;
    let Value::Integer(number) = node.value else {
        reader.wrong("number", node, "a whole number");
        return None;
    };
    let found = u32::try_from(number).ok().filter(|&number| number > 0);
    if found.is_none() {
        reader.bad(&node.span, format!("issue number {number} cannot be"), "");
    }
    found
}

fn date(reader: &Reader<'_>) -> Option<(u16, u8, u8)> {
    let node = reader.required("date")?;
    let wrong = |message: String| {
        let found = Diagnostic::new(&rules::DATE_WRONG, node.span.clone(), message);
        reader.problems.push(found.help("write date = 2026-11-23, without quotes and without a time"));
    };
    let date = match &node.value {
        Value::Date(moment) if moment.time.is_none() => moment.date,
        _ => None,
    };
    let Some(date) = date else {
        wrong("`date` in [issue] is not a date".to_owned());
        return None;
    };
    let days = days_in(date.year, date.month);
    if date.year < 1900 || date.day == 0 || date.day > days {
        wrong(format!("{}-{:02}-{:02} is not a day of the calendar", date.year, date.month, date.day));
        return None;
    }
    Some((date.year, date.month, date.day))
}

/// Checks the weekday against the date, or works it out.
fn weekday(reader: &Reader<'_>, date: Option<(u16, u8, u8)>) -> Option<String> {
    let node = reader.node("weekday");
    let typed = node.and_then(|node| Some((reader.as_string("weekday", node)?, node)));
    let right = WEEKDAYS[weekday_of(date?)];
    let Some((typed, node)) = typed else {
        return node.is_none().then(|| format!("星期{right}"));
    };
    let day = ["星期", "礼拜", "周"].iter().find_map(|week| typed.strip_prefix(week));
    if day.map(|day| if day == "天" { "日" } else { day }) == Some(right) {
        return Some(typed.to_owned());
    }
    let (year, month, day) = date?;
    let message = format!("{year}-{month:02}-{day:02} is 星期{right}, not {typed}");
    let mut found = Diagnostic::new(&rules::WEEKDAY_WRONG, node.span.clone(), message);
    if let Some(date) = reader.node("date") {
        found = found.also(date.span.clone(), "the date");
    }
    reader.problems.push(found.help(format!("write weekday = \"星期{right}\", or leave it out")));
    None
}

/// Days of a month of the Gregorian calendar; 0 for a month that there is not.
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// The day of the week, from Sunday = 0. Zeller's congruence, Acta Mathematica 9 (1886).
fn weekday_of((year, month, day): (u16, u8, u8)) -> usize {
    // January and February count as months 13 and 14 of the year before.
    let early = month < 3;
    let month = usize::from(month) + if early { 12 } else { 0 };
    let year = usize::from(year) - usize::from(early);
    // Zeller's h counts from Saturday.
    let h = usize::from(day) + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400;
    (h + 6) % 7
}

#[cfg(test)]
mod tests {
    use super::{days_in, weekday_of};

    #[test]
    fn days_of_the_week_are_right_across_leap_years_and_centuries() {
        assert_eq!(weekday_of((2026, 11, 23)), 1);
        assert_eq!(weekday_of((2000, 2, 29)), 2);
        assert_eq!(weekday_of((1949, 10, 1)), 6);
        assert_eq!(weekday_of((1900, 3, 1)), 4);
        assert_eq!(weekday_of((2024, 1, 1)), 1);
    }

    #[test]
    fn february_is_as_long_as_its_year_says() {
        assert_eq!([2023, 2024, 1900, 2000].map(|year| days_in(year, 2)), [28, 29, 28, 29]);
        assert_eq!(days_in(2026, 13), 0);
    }
}
