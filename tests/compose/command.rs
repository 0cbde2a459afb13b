//! `banxin compose`, as another program uses it.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// The replies to some requests, in order; the exit code is 0 whatever is asked.
pub(crate) fn ask(requests: &str) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .arg("compose")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("piped").write_all(requests.as_bytes()).expect("read to the end");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{:?}", output.status);
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("a reply is JSON")).collect()
}

fn one(request: &Value) -> Value {
    ask(&format!("{request}\n")).remove(0)
}

fn line_texts(reply: &Value) -> Vec<&str> {
    reply["lines"].as_array().expect("lines").iter().map(|line| line["text"].as_str().expect("text")).collect()
}

fn sum(numbers: &Value) -> f64 {
    numbers.as_array().expect("a list").iter().map(|number| number.as_f64().expect("a number")).sum()
}

#[test]
fn replies_keep_the_order_and_go_on_after_an_error() {
    let replies = ask(
        "{\"id\":\"a\",\"text\":\"中文\",\"measure_em\":null}\nnonsense\n\n{\"id\":7}\n[1]\n{\"id\":null,\"text\":\"好\"}\n",
    );
    let ids: Vec<&Value> = replies.iter().map(|reply| &reply["id"]).collect();
    assert_eq!(ids, [&json!("a"), &Value::Null, &json!(7), &Value::Null, &Value::Null]);
    let wrong: Vec<bool> = replies.iter().map(|reply| reply.get("error").is_some()).collect();
    assert_eq!(wrong, [false, true, true, true, false]);
    assert!(replies[2]["error"].as_str().expect("said").contains("`text` is missing"));
}

#[test]
fn every_mistake_of_a_request_is_named_at_once() {
    let reply = one(&json!({
        "id": 1, "text": 5, "measure_em": -3, "profile": "times", "writing": "up", "lang": "fr", "sizes": 1,
        "options": {"levl": "gb", "gap": 9, "hold": "no"},
    }));
    let error = reply["error"].as_str().expect("said");
    for part in [
        "`text` is a string",
        "`measure_em`",
        "`times`",
        "`writing`",
        "`lang`",
        "`sizes`",
        "`level`",
        "`gap`",
        "`hold`",
    ] {
        assert!(error.contains(part), "{part} in {error}");
    }
}

#[test]
fn advances_add_up_to_the_width() {
    let text = "他说：“我们2026年GDP增长3.5%，很好。”——大家都同意……这样（也许）做法了！？于是to be散会";
    for metrics in ["stub", "song", "kai"] {
        let reply = one(&json!({"text": text, "measure_em": 9, "indent_em": 2, "metrics": metrics}));
        assert_eq!(line_texts(&reply).concat(), text, "{metrics}: joining the lines gives the text back");
        let lines = reply["lines"].as_array().expect("lines");
        for (at, line) in lines.iter().enumerate() {
            let width = line["width_em"].as_f64().expect("a number");
            assert!((sum(&line["adv"]) - width).abs() < 1e-6, "{metrics}: {line}");
            let count = line["text"].as_str().expect("text").chars().count();
            assert_eq!(line["adv"].as_array().expect("a list").len(), count, "{metrics}: {line}");
            let full = if at == 0 { 7.0 } else { 9.0 };
            assert!(at + 1 == lines.len() || (width - full).abs() < 1e-6, "{metrics}: {line}");
        }
    }
}

#[test]
fn the_second_character_of_a_cluster_advances_nothing() {
    let reply = one(&json!({"text": "中——文", "measure_em": null}));
    assert_eq!(reply["lines"][0]["adv"], json!([1.0, 2.0, 0.0, 1.0]));
    let closed = one(&json!({"text": "好。”", "measure_em": null}));
    assert_eq!(closed["lines"][0]["adv"], json!([1.0, 0.5, 1.0]), "A5: 。” is ½ + 1");
}

#[test]
fn breaks_and_gaps_are_told_before_any_line_is_chosen() {
    let reply = one(&json!({"text": "中，A好", "measure_em": null}));
    assert_eq!(reply["breaks"], json!([[3, false], [6, true], [7, true]]));
    assert_eq!(reply["gaps"], json!([[3, 0.25]]), "no gap beside a mark");
}

#[test]
fn repair_is_done_only_when_asked_for() {
    let typed = "城区 7所,\"分时\"放学";
    assert_eq!(one(&json!({"text": typed}))["text"], json!(typed));
    assert_eq!(one(&json!({"text": typed, "options": {"repair": true}}))["text"], json!("城区7所，“分时”放学"));
    assert_eq!(
        one(&json!({"text": typed, "repair": true}))["text"],
        json!("城区7所，“分时”放学"),
        "beside the options too"
    );
}

#[test]
fn the_strict_grid_refuses_a_measure_that_is_not_whole() {
    let ask = |remainder: Value| {
        one(&json!({"text": "甲乙丙丁戊己庚", "measure_em": 4.5, "options": {"snap": true, "remainder": remainder}}))
    };
    assert!(ask(json!("refuse"))["error"].as_str().expect("refused").contains("take 4"));
    let gutter = ask(json!("gutter"));
    assert_eq!(gutter["lines"][0]["width_em"], json!(4.0));
    assert_eq!(gutter["lines"][0]["record"].get("unsolid"), None, "solid");
    let free = ask(json!("free"));
    assert_eq!(free["lines"][0]["record"]["unsolid"], json!(["adjusted"]));
}

#[test]
fn what_is_held_is_told() {
    let reply = one(&json!({
        "text": "甲乙丙丁日月庚辛壬癸", "measure_em": 4, "options": {"hold": ["甲乙丙丁", "戊己庚辛", "壬癸"]},
    }));
    assert_eq!(line_texts(&reply), ["甲乙丙丁", "日月庚辛", "壬癸"]);
    assert_eq!(reply["moved"], json!([1]));
}

#[test]
fn a_character_that_no_face_has_is_a_warning() {
    let reply = one(&json!({"text": "中\u{1F600}", "measure_em": null, "metrics": "song"}));
    assert_eq!(reply["warnings"], json!(["missing-glyph U+1F600"]));
    assert!(one(&json!({"text": "中", "metrics": "times"}))["error"].as_str().expect("said").contains("times"));
}
