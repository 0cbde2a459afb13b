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

/// The paper with a spread of four stories, of which one on the right page is too long.
fn spread() -> Desk {
    let desk = Desk::new();
    let text = edition(&desk);
    let (front, _) = text.split_once("[[page]]\nnumber = 2").expect("a second page");
    let front = front.replace("story = \"inner\"", "story = \"right\"");
    let places = "A = \"left\"\nB = \"brief\"\nC = \"right\" # 右版\nF = { note = \"便民\", lines = [\"灯火\"] }\n";
    let page = "[[page]]\nnumber = 2 # 跨版\nname = \"专题\"\nlayout = \"layouts/wide.toml\"\n[page.place]\n";
    desk.write("edition.toml", format!("{front}{page}{places}"));
    let map = "[map]\nrows = [30, 30]\ndraw = \"\"\"\nA A A A F B B B B\nA A A A F C C C C\n\"\"\"\n";
    let wide = format!("extends = \"page.toml\"\n[spread]\nfold = 6\n{map}[area.F]\nrole = \"note\"\n");
    desk.write("layouts/wide.toml", wide);
    desk.write("stories/lead.md", story("江水向东", 1_100));
    desk.write("stories/left.md", story("左版", 2_200));
    desk.write("stories/brief.md", story("右版上", 700));
    let right = story("右版下", 1_000);
    desk.write("stories/right.md", right.replacen("+++\n\n", "deck = \"副题在此\"\n+++\n\n", 1));
    desk
}

#[test]
fn a_spread_is_cured_in_its_own_page() {
    let desk = spread();
    let before = edition(&desk);
    let list = desk.run(&["check", "."]).out;
    assert!(list.contains("page 2: it does not fit\n  area C: "), "{list}");
    let number = |kind: &str| {
        let line = list.lines().find(|line| line.contains(kind)).unwrap_or_else(|| panic!("{kind}: {list}"));
        line.trim_start().split('.').next().expect("a number").to_owned()
    };
    let (front, page) = before.split_at(before.find("[[page]]\nnumber = 2").expect("the spread"));
    let layout = "layout = \"layouts/wide.toml\"\n";
    let orders = |orders: &str| page.replace("\"right\" # 右版", &format!("{{ story = \"right\", {orders} }} # 右版"));
    for (kind, page) in [
        (". let C take 1 line from B ", page.replace(layout, &format!("{layout}rows = [29, 31]\n"))),
        (". drop the deck of `right` ", orders("drop = [\"deck\"]")),
        (". cut 4 lines of `right` ", orders("cut = 4")),
    ] {
        // It is called by either of its numbers.
        for called in ["2", "3"] {
            desk.write("edition.toml", &before);
            let said = desk.run(&["check", ".", "--apply", &number(kind), "--page", called]);
            assert_eq!(said.code, 0, "{kind}: {}{}", said.out, said.err);
            assert_eq!(edition(&desk), format!("{front}{page}"), "{kind}");
        }
    }
}

/// The spread in a paper beneath a regional edition, which has other text here.
fn south(text: &str) -> Desk {
    let desk = spread();
    fs::create_dir_all(desk.home.join("south/stories")).expect("a folder");
    desk.write("south/edition.toml", format!("base = \"../edition.toml\"\n{text}"));
    desk
}

#[test]
fn a_page_from_the_base_is_not_cured_in_the_edition_over_it() {
    let desk = south("[issue]\nnote = \"晴\"\n");
    let before = desk.files();
    let said = desk.run(&["check", "south"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.out.contains("of `right` (in "), "{}", said.out);
    assert!(said.out.contains("edition.toml)  cost 140\n"), "{}", said.out);
    assert!(said.out.contains("; this edition takes it from another, apply one there\n"), "{}", said.out);
    let list: Vec<&str> = said.out.lines().skip_while(|line| !line.starts_with("page 2: it")).collect();
    assert!(list.iter().all(|line| !line.contains("--apply")), "{}", said.out);
    for number in ["1", "2", "3"] {
        let said = desk.run(&["check", "south", "--apply", number, "--page", "2"]);
        assert_eq!(said.code, 2, "{}", said.out);
        assert!(said.err.contains(&format!("error: remedy {number} is one of ")), "{}", said.err);
        assert!(said.err.contains("edition.toml, apply it there: "), "{}", said.err);
    }
    assert!(before == desk.files());
    let said = desk.run(&["check", "south", "--format", "json"]);
    let report: Value = serde_json::from_str(&said.out).expect("JSON");
    let page = report["remedies"].as_array().and_then(|pages| pages.iter().find(|page| page["page"] == 2));
    let file = page.expect("page 2")["found"][0]["file"].as_str().expect("a file").to_owned();
    assert!(file.ends_with("edition.toml") && !file.contains("south/edition.toml"), "{file}");
}

#[test]
fn a_page_that_an_edition_changes_is_cured_in_its_own_file() {
    let text = "edition = \"城南版\"\n\n[[page]]\nnumber = 2 # 城南\n[page.place]\nC = \"town\"\n[[page]]\nnumber = 1\n[page.place]\nP = { pointers = [{ head = \"短题\", story = \"town\" }] }\n";
    let desk = south(text);
    let town = story("城南", 1_000).replacen("+++\n\n", "deck = \"副题在此\"\n+++\n\n", 1);
    desk.write("south/stories/town.md", town);
    // The same page in order, but for its own story.
    desk.write("stories/right.md", story("右版下", 900));
    let (base, before) = (edition(&desk), fs::read_to_string(desk.home.join("south/edition.toml")).expect("a file"));
    let list = desk.run(&["check", "south"]).out;
    let own = |kind: &str| {
        let line = list.lines().find(|line| line.contains(kind)).unwrap_or_else(|| panic!("{kind}: {list}"));
        line.trim_start().split('.').next().expect("a number").to_owned()
    };
    for (kind, old, new) in [
        (". let C take 1 line from B  cost", "number = 2 # 城南\n", "number = 2 # 城南\nrows = [29, 31]\n"),
        (". drop the deck of `town`  cost", "\"town\"\n[[", "{ story = \"town\", drop = [\"deck\"] }\n[["),
        (". cut 4 lines of `town`  cost", "\"town\"\n[[", "{ story = \"town\", cut = 4 }\n[["),
    ] {
        desk.write("south/edition.toml", &before);
        let said = desk.run(&["check", "south", "--apply", &own(kind), "--page", "3"]);
        assert_eq!(said.code, 0, "{kind}: {}{}", said.out, said.err);
        assert_eq!(edition(&desk), base, "the base stays");
        let after = fs::read_to_string(desk.home.join("south/edition.toml")).expect("a file");
        assert_eq!(after, before.replacen(old, new, 1), "{kind}");
    }
}

#[test]
fn a_place_from_the_base_is_ordered_there_and_its_page_given_heights_here() {
    let desk = south("[[page]]\nnumber = 2\nname = \"城南\"\n");
    let before = fs::read_to_string(desk.home.join("south/edition.toml")).expect("a file");
    let list = desk.run(&["check", "south"]).out;
    assert!(list.contains("   1. let C take 1 line from B  cost 8\n"), "{list}");
    assert!(list.contains("   3. cut 4 lines of `right` (in "), "{list}");
    assert!(list.contains("; apply one by --apply N\n"), "{list}");
    let said = desk.run(&["check", "south", "--apply", "3", "--page", "2"]);
    assert_eq!((said.code, said.err.contains("apply it there: cut 4 lines of `right`")), (2, true), "{}", said.err);
    let said = desk.run(&["check", "south", "--apply", "1", "--page", "2"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let after = fs::read_to_string(desk.home.join("south/edition.toml")).expect("a file");
    assert_eq!(after, before.replace("number = 2\n", "number = 2\nrows = [29, 31]\n"));
}
