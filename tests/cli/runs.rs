//! What each command does, says and leaves behind.

use std::fs;

use banxin::diag::rules;

use crate::desk::Desk;

/// The files of the small paper.
const PDFS: [&str; 3] = ["shibao_20261123.pdf", "shibao_20261123_01.pdf", "shibao_20261123_02.pdf"];

#[test]
fn build_writes_one_pdf_a_page_and_one_of_all() {
    let desk = Desk::new();
    let said = desk.run(&["build", "."]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(desk.list("out"), PDFS);
    for name in PDFS {
        let file = fs::read(desk.home.join("out").join(name)).expect("written");
        assert!(file.starts_with(b"%PDF-1.6") && file.ends_with(b"%%EOF\n") || file.ends_with(b"%%EOF"), "{name}");
        assert!(said.out.contains(name), "the report names {name}");
    }
    let rows: Vec<&str> = said.out.lines().collect();
    assert!(rows[0].starts_with("page ") && rows[1].contains("要闻") && rows[2].contains("专题"), "{}", said.out);
    assert!(rows.last().is_some_and(|last| last.ends_with(" ms")), "{}", said.out);
    assert!(!said.err.contains("error"), "{}", said.err);
}

#[test]
fn only_what_was_asked_for_is_written() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["build", "edition.toml", "--only", "pages", "-o", "a/b"]).code, 0);
    assert_eq!(desk.list("a/b"), PDFS[1..]);
    assert_eq!(desk.run(&["build", "edition.toml", "--only", "edition", "--output", "c"]).code, 0);
    assert_eq!(desk.list("c"), PDFS[..1]);
}

#[test]
fn a_second_build_replaces_the_first_by_the_same_bytes() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["build", "."]).code, 0);
    let first = desk.files();
    assert_eq!(desk.run(&["build", "."]).code, 0);
    assert!(first == desk.files());
}

#[test]
fn check_writes_nothing() {
    let desk = Desk::new();
    let before = desk.files();
    let said = desk.run(&["check", "."]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("要闻"));
    assert!(before == desk.files());
}

#[test]
fn proof_writes_a_picture_a_page_even_of_wrong_pages() {
    let desk = Desk::overset();
    let said = desk.run(&["proof", ".", "--ppi", "20", "-o", "proofs"]);
    assert_eq!(said.code, 1, "what is wrong is still wrong: {}", said.err);
    assert_eq!(desk.list("proofs"), ["shibao_20261123_01.png", "shibao_20261123_02.png"]);
    for name in desk.list("proofs") {
        let picture = image::open(desk.home.join("proofs").join(name)).expect("a picture");
        // 200 × 300 mm at 20 pixels an inch.
        assert!(picture.width().abs_diff(157) <= 1 && picture.height().abs_diff(236) <= 1);
    }
    let one = desk.run(&["proof", ".", "--ppi", "20", "-o", "one", "--page", "2"]);
    assert_eq!((one.code, desk.list("one")), (1, vec!["shibao_20261123_02.png".to_owned()]));
    let none = desk.run(&["proof", ".", "-o", "none", "--page", "7"]);
    assert_eq!((none.code, none.err.as_str()), (2, "error: the edition has no page 7; it has 2\n"));
    assert!(desk.list("none").is_empty());
}

#[test]
fn overset_text_fails_and_writes_nothing() {
    let desk = Desk::overset();
    let before = desk.files();
    let said = desk.run(&["build", "."]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("error[overset-area]") && said.err.contains("area J"), "{}", said.err);
    assert!(said.err.contains("--> edition.toml:"), "{}", said.err);
    assert!(before == desk.files());
    assert!(!said.out.contains(".pdf"), "{}", said.out);
}

#[test]
fn an_allowed_rule_is_a_warning() {
    let desk = Desk::overset();
    let said = desk.run(&["build", ".", "--allow", "overset-area"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("warning[overset-area]") && !said.err.contains("error["), "{}", said.err);
    assert_eq!(desk.list("out"), PDFS);
}

#[test]
fn a_denied_rule_is_an_error() {
    let desk = Desk::new();
    desk.write("stories/inner.md", crate::desk::story("两岸人家", 60));
    let said = desk.run(&["build", "."]);
    assert!(said.code == 0 && said.err.contains("warning[underset-area]"), "{}", said.err);
    let said = desk.run(&["build", ".", "--deny", "underset-area", "-o", "denied"]);
    assert!(said.code == 1 && said.err.contains("error[underset-area]"), "{}", said.err);
    assert!(desk.list("denied").is_empty());
    // Who both denies and allows means the stricter.
    assert_eq!(desk.run(&["check", ".", "--deny", "underset-area", "--allow", "underset-area"]).code, 1);
}

#[test]
fn the_command_line_is_over_what_a_layout_says_of_its_checks() {
    let desk = Desk::new();
    desk.write("stories/inner.md", crate::desk::story("两岸人家", 60));
    for file in ["layouts/page.toml", "layouts/inside.toml"] {
        let layout = std::fs::read_to_string(desk.home.join(file)).expect("a layout");
        desk.write(file, format!("{layout}\n[checks]\nM11 = \"note\"\n"));
    }
    let said = desk.run(&["check", "."]);
    assert!(said.code == 0 && said.err.contains("note[underset-area]"), "{}", said.err);
    let said = desk.run(&["check", ".", "--deny", "underset-area"]);
    assert!(said.code == 1 && said.err.contains("error[underset-area]"), "{}", said.err);
    for file in ["layouts/page.toml", "layouts/inside.toml"] {
        desk.change(file, "M11 = \"note\"", "M11 = \"error\"");
    }
    assert_eq!(desk.run(&["check", "."]).code, 1);
    let said = desk.run(&["check", ".", "--allow", "underset-area"]);
    assert!(said.code == 0 && said.err.contains("warning[underset-area]"), "{}", said.err);
}

#[test]
fn a_rule_that_is_not_there_cannot_be_allowed() {
    let desk = Desk::new();
    for option in ["--allow", "--deny"] {
        for command in ["build", "check", "proof"] {
            let said = desk.run(&[command, ".", option, "oversett"]);
            assert_eq!((said.code, said.out.as_str()), (2, ""));
            assert!(said.err.contains("no rule `oversett`"), "{}", said.err);
        }
    }
    assert!(desk.list("out").is_empty());
}

#[test]
fn a_place_that_cannot_be_written_is_said_and_nothing_is_half_written() {
    let desk = Desk::new();
    let before = desk.files();
    let said = desk.run(&["build", ".", "-o", "edition.toml"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("error: edition.toml: "), "{}", said.err);
    assert!(before == desk.files());
    let said = desk.run(&["proof", ".", "--ppi", "20", "-o", "stories/lead.md/deep"]);
    assert_eq!(said.code, 2);
    assert!(before == desk.files());
}

#[test]
fn a_file_that_cannot_be_replaced_leaves_whole_files_only() {
    let desk = Desk::new();
    // A folder that bears the name of the second page's file.
    fs::create_dir_all(desk.home.join("out").join(PDFS[2]).join("kept")).expect("a folder");
    let said = desk.run(&["build", "."]);
    assert_eq!(said.code, 2, "{}", said.out);
    assert!(said.err.contains(PDFS[2]), "{}", said.err);
    for (path, bytes) in desk.files().into_iter().filter(|(path, _)| path.starts_with("out/")) {
        match bytes {
            Some(bytes) => assert!(
                PDFS.iter().any(|name| path.ends_with(name))
                    && String::from_utf8_lossy(&bytes).trim_end().ends_with("%%EOF"),
                "{path} is left behind"
            ),
            None => assert!(path.contains(PDFS[2]), "{path}"),
        }
    }
}

#[test]
fn every_rule_is_explained() {
    let desk = Desk::new();
    let all = desk.run(&["explain"]);
    assert_eq!((all.code, all.err.as_str(), all.out.lines().count()), (0, "", rules::all().count()));
    for rule in rules::all() {
        assert!(all.out.lines().any(|line| line.starts_with(&format!("{} ", rule.id))), "{}", rule.id);
    }
    let one = desk.run(&["explain", "overset-area"]);
    assert_eq!((one.code, one.err.as_str()), (0, ""));
    let rule = &rules::OVERSET_AREA;
    assert!([rule.summary, rule.why, rule.remedy].iter().all(|part| one.out.contains(part)), "{}", one.out);
    let unknown = desk.run(&["explain", "overset-aera"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert_eq!(unknown.err, "error: there is no rule `overset-aera`; did you mean `overset-area`?\n");
}

#[test]
fn what_cannot_be_understood_is_refused() {
    let desk = Desk::new();
    let before = desk.files();
    for arguments in [
        &["build"][..],
        &["bild", "."],
        &["build", ".", "--colour"],
        &["build", ".", "-j", "many"],
        &["build", ".", "--format", "xml"],
        &["proof", ".", "--ppi", "19"],
        &["proof", ".", "--ppi", "601"],
        &["proof", ".", "--page", "70000"],
    ] {
        let said = desk.run(arguments);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
        assert!(said.err.starts_with("error: ") || said.err.contains("Usage: "), "{}", said.err);
    }
    assert!(before == desk.files());
    let help = desk.run(&["--help"]);
    assert!(help.code == 0 && help.err.is_empty() && help.out.contains("Exit codes: 0 in order"));
}

#[test]
fn explain_tells_what_a_page_costs_and_why() {
    let desk = Desk::overset();
    let said = desk.run(&["check", ".", "--explain"]);
    assert_eq!(said.code, 1);
    let line = |start: &str| {
        said.out.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}: {}", said.out))
    };
    assert!(line("page 2 costs ").contains(": overset "), "the dearest term first: {}", said.out);
    assert!(line("  bands of ").contains("filled from the top the page would cost "));
    assert!(line("  every possibility was looked at").contains(" steps"));
    assert!(said.out.lines().any(|line| line.starts_with("  J `") && line.contains(": overset ")), "{}", said.out);
    assert_eq!(line("  overset: "), "  overset: lines that do not fit");
    // The sum of a page is the sum of its terms.
    let page = line("page 2 costs ").trim_start_matches("page 2 costs ");
    let (sum, terms) = page.split_once(": ").expect("terms");
    let terms =
        terms.split(", ").map(|term| term.rsplit_once(' ').expect("a figure").1.parse::<i64>().expect("a figure"));
    assert_eq!(sum.parse::<i64>().expect("a sum"), terms.sum::<i64>());
    assert!(!desk.run(&["check", "."]).out.contains("costs "), "only if it is asked for");
}
