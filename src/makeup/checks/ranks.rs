//! What heads say of the weight of stories: one rank one size, and size and place in the order of ranks (standards B6, B7).

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, rules};
use crate::geom::{Em, Length};
use crate::layout::{AreaRole, Rank};
use crate::makeup::plan::{AreaPlan, GridBox, HeadPlan, PagePlan};

/// A story that begins on the page, with its head.
type Headed<'a> = (&'a AreaPlan, &'a HeadPlan);

/// What is to be said of sizes and places by rank.
pub(super) fn check(plan: &PagePlan) -> Vec<Diagnostic> {
    let stories = plan.areas.iter().filter(|area| area.role == AreaRole::Story && area.begins);
    let headed = stories.filter_map(|area| Some((&**area, area.head.as_ref()?)));
    let headed: Vec<Headed<'_>> = headed.filter(|(_, head)| head.size > Length::ZERO).collect();
    let mut found = one_size(plan, &headed);
    found.extend(headed.iter().filter_map(|&lower| larger(&headed, lower)));
    found.extend(headed.iter().filter_map(|&lower| better(plan, &headed, lower)));
    found
}

fn points(size: Length) -> String {
    let text = format!("{:.2}", size.to_pt());
    format!("{} pt", text.trim_end_matches('0').trim_end_matches('.'))
}

/// Heads of one rank that have several sizes. A vertical head is measured by another rule, the height of its area.
fn one_size(plan: &PagePlan, headed: &[Headed<'_>]) -> Vec<Diagnostic> {
    let mut ranks: BTreeMap<Rank, Vec<Headed<'_>>> = BTreeMap::new();
    for &(area, head) in headed.iter().filter(|(_, head)| !head.vertical) {
        ranks.entry(area.rank).or_default().push((area, head));
    }
    let of = |(rank, heads): (Rank, Vec<Headed<'_>>)| {
        let usual = heads.iter().map(|(_, head)| head.size).max()?;
        let (other, _) = heads.iter().find(|(_, head)| head.size != usual)?;
        let sizes = heads.iter().map(|(area, head)| format!("{} {}", area.id.0, points(head.size)));
        let sizes = sizes.collect::<Vec<_>>().join(", ");
        let message = format!("page {}: heads of rank {} have several sizes: {sizes}", plan.number.0, rank.name());
        Some(
            Diagnostic::new(&rules::RANK_SIZES, other.span.clone(), message)
                .help("shorten the head that came out smaller, give its area more columns, or the story another rank"),
        )
    };
    ranks.into_iter().filter_map(of).collect()
}

/// A head that is larger than one of a higher rank.
fn larger(headed: &[Headed<'_>], (area, head): Headed<'_>) -> Option<Diagnostic> {
    let smaller = headed.iter().filter(|(other, its)| other.rank < area.rank && its.size < head.size);
    let (other, its) = smaller.min_by_key(|(_, its)| its.size)?;
    let (rank, higher) = (area.rank.name(), other.rank.name());
    let message = format!(
        "the head of area {}, rank {rank}, has {} and that of area {}, rank {higher}, only {}",
        area.id.0,
        points(head.size),
        other.id.0,
        points(its.size)
    );
    Some(
        Diagnostic::new(&rules::RANK_ORDER, area.span.clone(), message)
            .also(other.span.clone(), format!("`{}`, rank {higher}", other.story))
            .help("give the higher rank the larger head, or the stories other ranks"),
    )
}

/// How good a place is, by the middle of the area: top left 0, top right 1, the foot of the page 2. At the foot, left and
/// right are taken one before the other in either order (B7).
fn place(plan: &PagePlan, area: &AreaPlan) -> u16 {
    let edge = |of: fn(&GridBox) -> Em| area.parts.iter().map(of);
    let line = |of: fn(&GridBox) -> u16| area.parts.iter().map(of);
    let (left, right) = (edge(|part| part.left).min(), edge(|part| part.right).max());
    let (first, last) = (line(|part| part.top).min(), line(|part| part.bottom).max());
    let (top, bottom) = plan.news();
    if first.unwrap_or(0).saturating_add(last.unwrap_or(0)) > top.saturating_add(bottom) {
        return 2;
    }
    u16::from(left.unwrap_or_default() + right.unwrap_or_default() > plan.width)
}

/// A story in a better place than one of a higher rank: than the lead anywhere, than others at the top left, and by two
/// ranks everywhere. A box stands outside this order.
fn better(plan: &PagePlan, headed: &[Headed<'_>], (area, _): Headed<'_>) -> Option<Diagnostic> {
    if area.boxed {
        return None;
    }
    let own = place(plan, area);
    let weight = |rank: Rank| match rank {
        Rank::Lead => 0_u16,
        Rank::Second => 1,
        Rank::Third => 2,
        Rank::Short => 3,
    };
    let (other, _) = headed.iter().find(|(other, _)| {
        let steps = weight(area.rank).saturating_sub(weight(other.rank));
        place(plan, other) > own && steps > 0 && (steps > 1 || own == 0 || other.rank == Rank::Lead)
    })?;
    let (rank, higher) = (area.rank.name(), other.rank.name());
    let where_ = if own == 0 { "at the top left" } else { "at the top right" };
    let message = format!(
        "area {}, rank {rank}, stands {where_}, a better place than that of area {}, rank {higher}",
        area.id.0, other.id.0
    );
    Some(
        Diagnostic::new(&rules::RANK_ORDER, area.span.clone(), message)
            .also(other.span.clone(), format!("`{}`, rank {higher}", other.story))
            .help("change the places of the two stories, or their ranks"),
    )
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::geom::Length;
    use crate::layout::Rank;
    use crate::makeup::checks::drawn::{drawn, with};
    use crate::makeup::plan::PagePlan;

    /// Two stories over two, with the ranks and sizes of A, B, C and D.
    fn page(ranks: [Rank; 4], sizes: [i64; 4]) -> PagePlan {
        let mut plan = drawn(&["aa.bb", "AA.BB", "cc.dd", "CC.DD"]);
        for ((letter, rank), size) in "ABCD".chars().zip(ranks).zip(sizes) {
            plan = with(plan, letter, |area| {
                area.rank = rank;
                area.head.iter_mut().for_each(|head| head.size = Length::PT * size);
            });
        }
        plan
    }

    fn told(plan: &PagePlan) -> Vec<String> {
        check(plan).iter().map(|found| format!("{}: {}", found.rule.id, found.message)).collect()
    }

    use Rank::{Lead, Second, Short, Third};

    #[test]
    fn a_page_in_order_has_nothing_to_be_said_of() {
        assert_eq!(told(&page([Lead, Second, Third, Short], [42, 36, 28, 18])), [""; 0]);
        assert_eq!(told(&page([Lead, Third, Second, Third], [42, 28, 36, 28])), [""; 0], "the second at the foot");
    }

    #[test]
    fn one_rank_has_one_size() {
        assert_eq!(
            told(&page([Lead, Third, Third, Short], [42, 28, 24, 18])),
            ["rank-sizes: page 1: heads of rank third have several sizes: B 28 pt, C 24 pt"]
        );
        let vertical = with(page([Lead, Third, Third, Short], [42, 28, 24, 18]), 'C', |area| {
            area.head.iter_mut().for_each(|head| head.vertical = true);
        });
        assert_eq!(told(&vertical), [""; 0]);
        let rest = with(page([Lead, Third, Third, Short], [42, 28, 24, 18]), 'C', |area| area.begins = false);
        assert_eq!(told(&rest), [""; 0], "the rest of a story has a head of another kind");
    }

    #[test]
    fn a_lower_rank_has_no_larger_head() {
        assert_eq!(
            told(&page([Lead, Second, Third, Short], [36, 36, 42, 18])),
            ["rank-order: the head of area C, rank third, has 42 pt and that of area A, rank lead, only 36 pt"]
        );
    }

    #[test]
    fn a_lower_rank_has_no_better_place() {
        let order =
            "rank-order: area A, rank second, stands at the top left, a better place than that of area B, rank lead";
        assert_eq!(told(&page([Second, Lead, Third, Short], [36, 42, 28, 18])), [order]);
        let order =
            "rank-order: area B, rank short, stands at the top right, a better place than that of area C, rank second";
        assert_eq!(told(&page([Lead, Short, Second, Third], [42, 18, 36, 28])), [order]);
    }

    #[test]
    fn a_box_and_a_vertical_head_do_not_change_the_order_of_places() {
        let boxed = with(page([Lead, Short, Second, Third], [42, 18, 36, 28]), 'B', |area| area.boxed = true);
        assert_eq!(told(&boxed), [""; 0]);
        // The head of A stands at the right of its text, right of the middle of the page.
        let mut plan = drawn(&["AA.AA.aa.BB", "AA.AA.aa.bb", "cc.ddddd.DD", "CC.DD.DD.DD"]);
        for (letter, rank, size) in [('A', Lead, 42), ('B', Third, 28), ('C', Third, 28), ('D', Third, 28)] {
            plan = with(plan, letter, |area| {
                area.rank = rank;
                area.head.iter_mut().for_each(|head| (head.size, head.vertical) = (Length::PT * size, rank == Lead));
            });
        }
        assert_eq!(told(&plan), [""; 0]);
    }
}
