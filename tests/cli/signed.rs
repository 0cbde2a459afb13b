//! The record of a sign-off, written and taken.

use std::fs;

use serde_json::Value;

use crate::desk::Desk;

/// The record that a build wrote.
fn record(desk: &Desk, file: &str) -> Vec<Value> {
    let text = fs::read_to_string(desk.home.join(file)).expect("a record");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_record_has_every_paragraph_line_by_line() {
    let desk = Desk::new();
    let said = desk.run(&["build", ".", "--sign", "signed.jsonl", "--only", "edition"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("signed.jsonl"), "{}", said.out);
    let records = record(&desk, "signed.jsonl");
    let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for story in ["lead", "short", "inner"] {
        let file = fs::read_to_string(desk.home.join(format!("stories/{story}.md"))).expect("a story");
        let copy = file.rsplit("+++").next().expect("a body");
        let lines = records.iter().filter(|record| record["story"] == story).flat_map(|record| {
            let lines = record["lines"].as_array().expect("lines").iter();
            lines.map(|line| line.as_str().expect("text").to_owned()).collect::<Vec<_>>()
        });
        let set = dense(&lines.collect::<String>());
        // The lead jumps: a note of the layout runs in where its paragraph is torn.
        assert!(set == dense(copy) || set.replacen("（上接第1版）", "", 1) == dense(copy), "{story}: {set}");
    }
    let lead: Vec<&Value> = records.iter().filter(|record| record["story"] == "lead").collect();
    assert_eq!((&lead[0]["block"], &lead[0]["page"], &lead[0]["area"]), (&0.into(), &1.into(), &"L".into()));
    assert!(lead.iter().any(|record| record["page"] == 2 && record["area"] == "J"));
}

#[test]
fn a_record_is_written_with_the_pages_or_not_at_all() {
    let desk = Desk::overset();
    assert_eq!(desk.run(&["build", ".", "--sign", "signed.jsonl"]).code, 1);
    assert!(!desk.home.join("signed.jsonl").exists());
    let desk = Desk::new();
    assert_eq!(desk.run(&["build", ".", "--sign", "nowhere/signed.jsonl"]).code, 2);
    assert!(desk.list("out").is_empty(), "no page without its record");
}

#[test]
fn a_night_is_set_again_under_its_record() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["build", ".", "--sign", "one.jsonl", "-o", "one"]).code, 0);
    let said = desk.run(&["build", ".", "--hold", "one.jsonl", "--sign", "two.jsonl", "-o", "two"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let files = desk.files();
    assert_eq!(files["one.jsonl"], files["two.jsonl"]);
    for name in desk.list("one") {
        assert!(files[&format!("one/{name}")] == files[&format!("two/{name}")], "{name}");
    }
    for command in ["check", "proof"] {
        assert_eq!(desk.run(&[command, ".", "--hold", "one.jsonl"]).code, 0, "{command}");
    }
}

#[test]
fn a_record_that_is_wrong_or_missing_is_told_by_its_line() {
    let desk = Desk::new();
    desk.write("bad.jsonl", "{\"story\":\"lead\",\"block\":0,\"page\":1,\"area\":\"L\",\"lines\":[]}\n{\"story\":3}\n");
    let said = desk.run(&["build", ".", "--hold", "bad.jsonl", "--format", "concise"]);
    assert_eq!(said.code, 1);
    assert!(said.err.starts_with("bad.jsonl:2:1: error[sign-off]: not a paragraph as it was signed: "), "{}", said.err);
    let said = desk.run(&["check", ".", "--hold", "none.jsonl", "--format", "concise"]);
    assert!(said.code == 1 && said.err.contains("error[file-missing]"), "{}", said.err);
}
