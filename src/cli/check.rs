//! `banxin check`.

use super::args::Check;
use super::{End, night, report};

/// Sets the edition and reports; writes nothing.
pub(crate) fn run(args: &Check) -> End {
    if let Some(end) = report::refuse_rules(&args.common) {
        return end;
    }
    match night::set(&args.common) {
        Ok(set) => report::finish(&set, &[], &args.common),
        Err(problems) => report::unreadable(&problems, &args.common),
    }
}
