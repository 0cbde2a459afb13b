//! M12: no two frames intersect, and every frame stands inside the type area.

use crate::diag::{Diagnostic, rules};
use crate::geom::Em;
use crate::makeup::plan::{GridBox, PagePlan};

/// Frames that lie over each other, or beyond the type area.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, one) in plan.areas.iter().enumerate() {
        let beyond = |part: &GridBox| part.left < Em::ZERO || part.right > plan.width || part.bottom > plan.lines;
        if one.parts.iter().any(beyond) {
            let message = format!("area {} stands out of the type area", one.id.0);
            found.push(Diagnostic::new(&rules::AREA_OVERLAP, one.span.clone(), message));
        }
        for other in &plan.areas[at + 1..] {
            let covers = |part: &GridBox| other.parts.iter().any(|its| part.meets(its));
            if one.parts.iter().any(covers) {
                let message = format!("areas {} and {} lie over each other", one.id.0, other.id.0);
                found.push(Diagnostic::new(&rules::AREA_OVERLAP, one.span.clone(), message));
            }
        }
    }
    found
}
