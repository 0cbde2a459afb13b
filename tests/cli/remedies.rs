//! What is said of pages on which copy does not fit, and a remedy written into the edition.

use std::fs;

use serde_json::Value;

use crate::desk::{Desk, story};

/// The paper with a second page that is too full, its file with comments and an order of its own.
fn too_full() -> Desk {
    let desk = Desk::new();
    desk.write("stories/inner.md", story("两岸人家", 2_000));
    desk.change("edition.toml", "A = \"inner\"", "  A   = \"inner\"   # 主稿\n# 广告\n");
    desk
}

fn edition(desk: &Desk) -> String {
    fs::read_to_string(desk.home.join("edition.toml")).expect("the edition")
}

#[test]
fn what_cures_a_page_is_listed_with_numbers_and_costs() {
    let desk = too_full();
    for command in [&["check", "."][..], &["build", "."], &["proof", ".", "--ppi", "20", "-o", "proofs"]] {
        let said = desk.run(command);
        assert_eq!(said.code, 1, "{}", said.err);
        assert!(said.out.contains("page 2: it does not fit\n"), "{}", said.out);
        assert!(said.out.contains(" of `inner` too many\n"), "{}", said.out);
        assert!(said.out.lines().any(|line| line.starts_with("   1. ") && line.contains("  cost ")), "{}", said.out);
        assert!(said.out.contains("each was set and cures the page ("), "{}", said.out);
    }
}

#[test]
fn a_page_in_order_is_not_spoken_of() {
    let said = Desk::new().run(&["build", "."]);
    assert!(!said.out.contains("does not fit"), "{}", said.out);
}

#[test]
fn a_remedy_that_is_applied_leaves_a_clean_page_and_every_other_byte() {
    let desk = too_full();
    let before = edition(&desk);
    let list = desk.run(&["check", "."]).out;
    let count = list.lines().filter(|line| line.contains("  cost ") && !line.contains("(for a writer)")).count();
    assert!(count >= 1, "{list}");
    for number in 1..=count {
        desk.write("edition.toml", &before);
        let said = desk.run(&["check", ".", "--apply", &number.to_string(), "--page", "2"]);
        assert_eq!(said.code, 0, "{number}: {}{}", said.out, said.err);
        assert!(said.out.starts_with("applied: "), "{}", said.out);
        assert!(said.out.contains("--- edition.toml\n@@ line "), "{}", said.out);
        assert_eq!(desk.run(&["check", "."]).code, 0, "the file is in order");
        let after = edition(&desk);
        assert_ne!(before, after);
        // Lines that were not changed are there as they were, and in their order.
        let kept: Vec<&str> = before.lines().filter(|line| after.lines().any(|other| other == *line)).collect();
        assert!(kept.len() + 2 >= before.lines().count(), "{after}");
        let mut new = after.lines();
        assert!(kept.iter().all(|line| new.any(|other| other == *line)), "{after}");
        assert!(after.contains("   # 主稿\n# 广告\n") && after.contains("  A   = "), "{after}");
    }
    assert_eq!(desk.list("."), [""; 0], "nothing is left behind");
}

#[test]
fn line_ends_of_the_file_are_kept() {
    let desk = too_full();
    let crlf = edition(&desk).replace('\n', "\r\n");
    desk.write("edition.toml", &crlf);
    assert_eq!(desk.run(&["check", ".", "--apply", "1", "--page", "2"]).code, 0);
    let after = edition(&desk);
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

#[test]
fn what_cannot_be_applied_is_said_and_changes_nothing() {
    let desk = too_full();
    let before = desk.files();
    let wrong = |arguments: &[&str], reason: &str| {
        let said = desk.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.out);
        assert!(said.err.contains(reason), "{arguments:?}: {}", said.err);
    };
    wrong(&["check", ".", "--apply", "99", "--page", "2"], "there is no remedy 99 for page 2; it has ");
    wrong(&["check", ".", "--apply", "1", "--page", "7"], "page 7 needs no remedy; these do: ");
    wrong(&["check", ".", "--page", "2"], "--apply");
    wrong(&["check", ".", "--apply", "0"], "--apply");
    assert!(before == desk.files());
    let said = Desk::new().run(&["check", ".", "--apply", "1", "--page", "2"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("error: remedy 1 cannot be applied: write "), "only a writer can: {}", said.err);
}

#[test]
fn machines_get_the_same_list() {
    let desk = too_full();
    let said = desk.run(&["check", ".", "--format", "json"]);
    let report: Value = serde_json::from_str(&said.out).expect("JSON");
    let page =
        report["remedies"].as_array().and_then(|pages| pages.iter().find(|page| page["page"] == 2)).expect("page 2");
    let need = &page["needs"][0];
    assert_eq!((&need["area"], &need["story"], &need["fault"]), (&"A".into(), &"inner".into(), &"overset".into()));
    let area = report["pages"][1]["areas"].as_array().and_then(|areas| areas.iter().find(|area| area["area"] == "A"));
    let area = area.expect("the area");
    assert_eq!((&need["lines"], &need["characters"]), (&area["overset_lines"], &area["overset_characters"]));
    let found = page["found"].as_array().expect("a list");
    let costs: Vec<i64> =
        found.iter().filter(|it| it["tried"] == true).map(|it| it["cost"].as_i64().expect("a cost")).collect();
    assert!(!costs.is_empty() && costs.is_sorted(), "{page}");
    for (number, remedy) in (1..).zip(found) {
        assert_eq!(remedy["number"], number);
        let moves = remedy["moves"].as_array().expect("a list");
        assert!(moves.iter().all(|made| made["move"].is_string() && made["text"].is_string()) && !moves.is_empty());
    }
    assert!(page["settings"].as_u64() >= Some(1) && page["spent"].is_boolean());
    let again = desk.run(&["check", ".", "--format", "json", "-j", "1"]);
    let again: Value = serde_json::from_str(&again.out).expect("JSON");
    assert_eq!(report["remedies"], again["remedies"], "threads change nothing");
}
