//! `--format json`: one object, exactly these fields.

use serde_json::Value;

use crate::desk::{Desk, Said};

const AREA: [&str; 18] = [
    "area",
    "capacity_lines",
    "characters",
    "cost",
    "cut",
    "head_pt",
    "height_lines",
    "lines",
    "loose_lines",
    "overset_characters",
    "overset_lines",
    "residue_em",
    "setting",
    "squeezed_lines",
    "story",
    "underset_characters",
    "underset_lines",
    "unsolid_lines",
];
const DIAGNOSTIC: [&str; 10] =
    ["column", "end", "file", "help", "label", "line", "message", "related", "rule", "severity"];

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// The object that a run printed; nothing else may stand there, and nothing on standard error.
fn object(said: &Said) -> Value {
    assert_eq!(said.err, "");
    assert_eq!(said.out.lines().count(), 1, "{}", said.out);
    serde_json::from_str(&said.out).expect("JSON")
}

fn array<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

#[test]
fn a_build_in_order_has_exactly_these_fields() {
    let desk = Desk::new();
    let said = desk.run(&["build", ".", "--format", "json"]);
    assert_eq!(said.code, 0, "{}", said.out);
    let report = object(&said);
    assert_eq!(keys(&report), ["diagnostics", "files", "milliseconds", "pages", "remedies", "repairs"]);
    assert!(report["milliseconds"].is_u64());
    let files: Vec<&str> = array(&report, "files").iter().map(|file| file.as_str().expect("a path")).collect();
    assert_eq!(files, ["out/shibao_20261123_01.pdf", "out/shibao_20261123_02.pdf", "out/shibao_20261123.pdf"]);
    let pages = array(&report, "pages");
    assert_eq!(pages.len(), 2);
    for (page, number) in pages.iter().zip(1..) {
        assert_eq!(
            keys(page),
            ["areas", "bands", "between", "cost", "exact", "greedy", "layout", "layouts", "number", "steps"]
        );
        assert_eq!(page["number"], number);
        assert!(page["exact"].is_boolean());
        let bands: u64 = array(page, "bands").iter().map(|band| band.as_u64().expect("lines")).sum();
        assert_eq!(bands, 60, "the bands make up the column");
        for term in array(page, "cost") {
            assert_eq!(keys(term), ["cost", "term"]);
            assert!(term["term"].is_string() && term["cost"].is_i64());
        }
        for area in array(page, "areas") {
            assert_eq!(keys(area), AREA);
            assert!(area["area"].as_str().is_some_and(|letter| letter.chars().count() == 1));
            assert!(area["story"].is_string() && area["head_pt"].is_number() && area["residue_em"].is_number());
            let counts = AREA.iter().filter(|key| key.ends_with("lines") || key.ends_with("characters"));
            let counts = counts.filter(|key| **key != "unsolid_lines");
            counts.for_each(|key| assert!(area[*key].is_u64(), "{key}"));
            assert_eq!(area["unsolid_lines"], serde_json::json!([]), "the grid is not strict here");
        }
    }
    let lead = array(&pages[0], "areas").iter().find(|area| area["area"] == "L").expect("the lead");
    assert!(lead["story"] == "lead" && lead["lines"].as_u64() > Some(50), "{lead}");
}

#[test]
fn a_problem_has_exactly_these_fields() {
    let desk = Desk::overset();
    let said = desk.run(&["check", ".", "--format", "json"]);
    assert_eq!(said.code, 1);
    let report = object(&said);
    assert_eq!(array(&report, "files").len(), 0);
    for problem in array(&report, "diagnostics") {
        assert_eq!(keys(problem), DIAGNOSTIC);
        assert_eq!(keys(&problem["end"]), ["column", "line"]);
        assert!(["error", "warning", "note"].contains(&problem["severity"].as_str().expect("a word")));
        assert!(array(problem, "help").iter().all(Value::is_string));
        for related in array(problem, "related") {
            assert_eq!(keys(related), ["column", "end", "file", "label", "line"]);
        }
    }
    let overset = array(&report, "diagnostics").iter().find(|problem| problem["rule"] == "overset-area");
    let overset = overset.expect("the problem");
    assert_eq!((&overset["severity"], &overset["file"]), (&"error".into(), &"edition.toml".into()));
    assert!(overset["line"].as_u64() > Some(20) && overset["column"].is_u64(), "{overset}");
    // The same characters are counted in the area.
    let areas = array(&report, "pages").iter().flat_map(|page| array(page, "areas"));
    let lines: u64 = areas.map(|area| area["overset_lines"].as_u64().expect("lines")).sum();
    assert!(overset["message"].as_str().expect("text").starts_with(&format!("{lines} lines (")), "{overset}");
}

#[test]
fn an_unreadable_edition_is_reported_as_json_too() {
    let desk = Desk::new();
    desk.change("edition.toml", "name = \"试报\"", "nane = \"试报\"");
    let said = desk.run(&["build", ".", "--format", "json"]);
    assert_eq!(said.code, 1);
    let report = object(&said);
    for key in ["files", "pages", "repairs"] {
        assert_eq!(array(&report, key).len(), 0, "{key}");
    }
    let problems = array(&report, "diagnostics");
    assert!(problems.iter().all(|problem| keys(problem) == DIAGNOSTIC) && !problems.is_empty());
    assert!(problems.iter().any(|problem| problem["rule"] == "key-unknown" && problem["line"] == 5), "{report}");
}

#[test]
fn repairs_are_listed_with_their_places() {
    let desk = Desk::new();
    desk.write("stories/short.md", "+++\nhead = \"灯火\"\n+++\n\n江水向东流去,两岸的人家点起灯火。\n");
    let report = object(&desk.run(&["check", ".", "--format", "json"]));
    let repairs = array(&report, "repairs");
    assert_eq!(repairs.len(), 1);
    assert_eq!(keys(&repairs[0]), ["column", "file", "kind", "line"]);
    assert_eq!(repairs[0], serde_json::json!({ "kind": "mark", "file": "stories/short.md", "line": 5, "column": 7 }));
}

#[test]
fn concise_is_one_line_a_problem() {
    let desk = Desk::overset();
    let said = desk.run(&["check", ".", "--format", "concise"]);
    assert_eq!(said.code, 1);
    for line in said.err.lines() {
        let mut parts = line.splitn(4, ':');
        assert!(parts.next().is_some_and(|file| file.ends_with(".toml") || file.ends_with(".md")), "{line}");
        assert!(parts.next().is_some_and(|number| number.parse::<u32>().is_ok()), "{line}");
        assert!(parts.next().is_some_and(|number| number.parse::<u32>().is_ok()), "{line}");
        assert!(parts.next().is_some_and(|rest| rest.contains("]: ") && rest.contains('[')), "{line}");
    }
    assert!(said.err.contains(": error[overset-area]: "), "{}", said.err);
}
