//! A regional edition: which of its plates are those of the edition that it lies over.

use banxin::diag::Severity;
use banxin::page::PageNo;

use super::night::Set;

/// Pages that come out as those of the base, whose plates are made from that. None if the edition has no base, or if
/// the base cannot be printed itself.
pub(crate) fn shared(set: &Set) -> Vec<PageNo> {
    let Some(base) = set.edition.base.as_deref().and_then(|base| banxin::edition::load(base).ok()) else {
        return Vec::new();
    };
    let night = banxin::build(&base.value);
    let failed = |severity: Severity| severity == Severity::Error;
    if base.diagnostics.iter().chain(&night.diagnostics).any(|found| failed(found.severity)) {
        return Vec::new();
    }
    banxin::makeup::shared((&set.edition, &set.night), (&base.value, &night.value))
}
