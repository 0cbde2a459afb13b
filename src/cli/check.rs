//! `banxin check`.

use banxin::remedy::Cure;

use super::args::{Check, Format};
use super::{End, night, reckon, remedies, report, say};

/// Sets the edition and reports; writes nothing, unless a remedy is applied.
pub(crate) fn run(args: &Check) -> End {
    if let Some(end) = report::refuse_rules(&args.common) {
        return end;
    }
    let set = match night::set(&args.common, Some(Cure::All)) {
        Ok(set) => set,
        Err(problems) => return report::unreadable(&problems, &args.common),
    };
    if args.explain && args.common.format != Format::Json {
        reckon::lines(&set).iter().for_each(|line| say::line(line));
    }
    match args.apply {
        None => report::finish(&set, &[], &args.common),
        Some(number) => remedies::apply(&set, (args.page, number), &args.common),
    }
}
