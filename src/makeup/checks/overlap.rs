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

#[cfg(test)]
mod tests {
    use super::check;
    use crate::geom::Em;
    use crate::makeup::checks::drawn::{drawn, with};
    use crate::makeup::plan::PagePlan;

    fn told(plan: &PagePlan) -> Vec<String> {
        check(plan).into_iter().map(|found| found.message).collect()
    }

    const PAGE: [&str; 3] = ["aa.bb", "AA.BB", "AA.BB"];

    #[test]
    fn m12_fails_areas_that_lie_over_each_other_or_stand_out() {
        let wide = with(drawn(&PAGE), 'A', |area| area.parts[0].right = Em::whole(4));
        assert_eq!(told(&wide), ["areas A and B lie over each other"]);
        let low = with(drawn(&PAGE), 'B', |area| area.parts[0].bottom = 4);
        assert_eq!(told(&low), ["area B stands out of the type area"]);
        let out = with(drawn(&PAGE), 'B', |area| area.parts[0].right = Em::whole(6));
        assert_eq!(told(&out), ["area B stands out of the type area"]);
    }

    #[test]
    fn m12_passes_areas_that_touch() {
        assert_eq!(told(&drawn(&PAGE)), [""; 0]);
        let touching = with(drawn(&PAGE), 'A', |area| area.parts[0].right = Em::whole(3));
        assert_eq!(told(&touching), [""; 0]);
    }
}
