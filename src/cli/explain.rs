//! `banxin explain`.

use banxin::diag::{rules, suggest};

use super::args::Explain;
use super::{End, say};

/// Prints a rule, or all of them in one line each.
pub(crate) fn run(args: &Explain) -> End {
    let Some(id) = &args.rule else {
        rules::all().for_each(|rule| say::line(&format!("{:<24} {}", rule.id, rule.summary)));
        return End::Good;
    };
    let Some(rule) = rules::find(id) else {
        let near = suggest(id, rules::all().map(|rule| rule.id));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        say::error(&format!("there is no rule `{id}`{hint}"));
        return End::Stuck;
    };
    say::line(&format!(
        "{} ({:?})\n\n{}\n\nWhy: {}\n\nWhat to do: {}",
        rule.id, rule.severity, rule.summary, rule.why, rule.remedy
    ));
    End::Good
}
