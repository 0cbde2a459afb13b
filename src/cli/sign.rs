//! The record of a sign-off: every paragraph of every page as it is set.

use banxin::edition::{SignOff, Signed};
use banxin::makeup::Night;

/// The record of a night, as a file.
pub(crate) fn record(night: &Night) -> String {
    let mut records = Vec::new();
    for (page, report) in night.pages.iter().zip(&night.reports) {
        for area in &report.areas {
            let signed = area.blocks.iter().map(|(block, lines)| Signed {
                story: area.story.clone(),
                block: *block,
                page: page.number.0,
                area: area.area,
                lines: lines.clone(),
            });
            records.extend(signed);
        }
    }
    SignOff::write(&records)
}
