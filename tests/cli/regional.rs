//! Regional editions: what changes, and what stays byte for byte.

use std::fs;

use banxin::edition::{self, Content, JumpHead};
use banxin::layout::AreaId;
use banxin::page::PageNo;

use crate::desk::{Desk, story};

/// The small paper, and an edition for the south of the town that lies over it.
fn south(text: &str) -> Desk {
    let desk = Desk::new();
    fs::create_dir_all(desk.home.join("south/stories")).expect("a folder");
    desk.write("south/edition.toml", format!("base = \"../edition.toml\"\nedition = \"城南版\"\n{text}"));
    desk
}

/// Page 2 with another story in A.
const ONE_PLACE: &str = "[[page]]\nnumber = 2\n[page.place]\nA = \"town\"\n[[page]]\nnumber = 1\n[page.place]\nP = { pointers = [{ head = \"短题\", story = \"town\" }] }\n";

/// The names of the files in a folder, in order.
fn files(desk: &Desk, folder: &str) -> Vec<String> {
    let list = fs::read_dir(desk.home.join(folder)).expect("a folder");
    let mut names: Vec<String> =
        list.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn only_pages_that_differ_are_written() {
    // Page 1 has the same story, read from the base's folder, and page 2 another one.
    let desk = south("[[page]]\nnumber = 2\n[page.place]\nX = { ad = \"town.png\" }\n");
    image::GrayImage::from_pixel(40, 40, image::Luma([90])).save(desk.home.join("south/town.png")).expect("written");
    let said = desk.run(&["build", "south", "-o", "out"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(files(&desk, "out"), ["south_20261123.pdf", "south_20261123_02.pdf"]);
    assert!(said.out.contains("as in edition.toml, not written: 1"), "{}", said.out);
    let said = desk.run(&["build", "south", "-o", "all", "--all-pages"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(files(&desk, "all"), ["south_20261123.pdf", "south_20261123_01.pdf", "south_20261123_02.pdf"]);
    assert!(!said.out.contains("not written"), "{}", said.out);
    let said = desk.run(&["build", "south", "-o", "json", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(report["shared"], serde_json::json!([1]));
}

#[test]
fn an_edition_that_changes_nothing_writes_no_page() {
    let desk = south("");
    let said = desk.run(&["build", "south", "-o", "out"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(files(&desk, "out"), ["south_20261123.pdf"]);
    assert!(said.out.contains("not written: 1, 2"), "{}", said.out);
}

#[test]
fn pages_of_the_overlay_are_those_of_the_base_byte_for_byte() {
    let desk = south("[paper]\nweb = \"south.example\"\n");
    let run = |edition: &str, out: &str| {
        let said = desk.run(&["build", edition, "-o", out, "--all-pages", "--only", "pages"]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    };
    run("south", "south-out");
    run(".", "base-out");
    // The title names the edition; all else of page 2 is the base's, and page 1 has the address in its strip.
    let pdf = |path: &str| fs::read(desk.home.join(path)).expect("a PDF");
    let proof = |path: &str| banxin::proof::rasterise(&pdf(path), 60).expect("a proof");
    assert_eq!(proof("south-out/south_20261123_02.pdf"), proof("base-out/shibao_20261123_02.pdf"));
    assert_ne!(proof("south-out/south_20261123_01.pdf"), proof("base-out/shibao_20261123_01.pdf"));
    let said = desk.run(&["build", "south", "-o", "out"]);
    assert!(said.out.contains("not written: 2"), "{}", said.out);
    // Without a name of its own the edition has the base's titles too: byte for byte.
    desk.change("south/edition.toml", "edition = \"城南版\"\n", "");
    run("south", "nameless");
    assert_eq!(pdf("nameless/south_20261123_02.pdf"), pdf("base-out/shibao_20261123_02.pdf"));
    desk.change("south/edition.toml", "base =", "edition = \"城南版\"\nbase =");
    // Twice the same bytes.
    run("south", "again");
    for name in files(&desk, "again") {
        assert_eq!(pdf(&format!("again/{name}")), pdf(&format!("south-out/{name}")), "{name}");
    }
}

#[test]
fn places_keys_and_links_are_resolved_over_the_merged_edition() {
    let desk = south(&format!("[issue]\nnote = \"晴\"\n{ONE_PLACE}"));
    desk.write("south/stories/town.md", story("城南", 1000));
    let read = edition::load(&desk.home.join("south/edition.toml")).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(read.diagnostics, []);
    let edition = read.value;
    assert_eq!(
        (edition.name.as_str(), edition.paper.name.as_str(), edition.issue.note.as_str()),
        ("城南版", "试报", "晴")
    );
    let Content::Pointers(pointers) = &edition.pages[0].places[&AreaId('P')].content else { panic!("no pointers") };
    assert_eq!((pointers[0].page, edition.story(pointers[0].story).id.as_str()), (PageNo(2), "town"));
    // The places that are not named are the base's, and so is the jump between them.
    let Content::Story(lead) = edition.pages[0].places[&AreaId('L')].content else { panic!("no story") };
    assert_eq!(edition.story(lead).id, "lead");
    assert_eq!(edition.jumps.len(), 1);
    assert_eq!(edition.pages[1].places[&AreaId('J')].content, Content::Rests(vec![0]));
}

#[test]
fn a_listed_jump_replaces_those_of_the_same_story() {
    let text = "[[jump]]\nstory = \"lead\"\nfrom = { page = 1, area = \"L\" }\nto = { page = 2, area = \"J\" }\nhead = \"城南短题\"\n";
    let desk = south(text);
    let read = edition::load(&desk.home.join("south/edition.toml")).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(
        read.value.jumps.iter().map(|jump| jump.head.clone()).collect::<Vec<_>>(),
        [JumpHead::Written("城南短题".into())]
    );
}

#[test]
fn a_jump_of_the_base_goes_with_the_place_that_it_left() {
    // Another lead, which does not jump, and a story where the rest stood.
    let desk =
        south("[[page]]\nnumber = 1\n[page.place]\nL = \"town\"\n[[page]]\nnumber = 2\n[page.place]\nJ = \"more\"\n");
    desk.write("south/stories/town.md", story("城南", 900));
    desk.write("south/stories/more.md", story("又一篇", 300));
    let read = edition::load(&desk.home.join("south/edition.toml")).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(read.value.jumps, []);
}

#[test]
fn a_spread_of_the_overlay_takes_two_pages_of_the_base() {
    let desk = Desk::new();
    let page = |number: u16, ad: &str| {
        format!(
            "[[page]]\nnumber = {number}\nname = \"广告\"\nlayout = \"layouts/ad.toml\"\n[page.place]\nX = {{ ad = {ad} }}\n"
        )
    };
    let text = fs::read_to_string(desk.home.join("edition.toml")).expect("an edition");
    let (pages, jump) = text.split_once("[[jump]]").expect("a jump");
    let text = format!("{pages}{}{}[[jump]]{jump}", page(3, "true"), page(4, "true"));
    desk.write("edition.toml", format!("{text}\n"));
    let map = |row: &str| format!("[map]\nrows = [60]\ndraw = \"\"\"\n{row}\n\"\"\"\n[area.X]\nrole = \"ad\"\n");
    desk.write("layouts/ad.toml", format!("extends = \"page.toml\"\n{}", map("X X X X")));
    desk.write(
        "layouts/wide.toml",
        format!("extends = \"page.toml\"\n[spread]\nfold = 6\n{}", map("X X X X X X X X X")),
    );
    fs::create_dir_all(desk.home.join("south")).expect("a folder");
    let wide = "[[page]]\nnumber = 2\nname = \"跨版\"\nlayout = \"../layouts/wide.toml\"\n[page.place]\nX = { ad = true }\n[[page]]\nnumber = 1\n[page.place]\nL = \"inner\"\nP = { pointers = [{ head = \"短题\", story = \"short\" }] }\n";
    desk.write("south/edition.toml", format!("base = \"../edition.toml\"\n{wide}"));
    let read = edition::load(&desk.home.join("south/edition.toml")).unwrap_or_else(|found| panic!("{found:#?}"));
    let numbers: Vec<(u16, u16)> = read.value.pages.iter().map(|page| (page.number.0, page.last().0)).collect();
    assert_eq!(numbers, [(1, 1), (2, 3), (4, 4)]);
    let said = desk.run(&["build", "south", "-o", "out", "--allow", "overset-area", "--only", "pages"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(files(&desk, "out"), ["south_20261123_01.pdf", "south_20261123_02-03.pdf"]);
    let said = desk.run(&["proof", "south", "-o", "png", "--page", "3", "--allow", "overset-area"]);
    assert_eq!(files(&desk, "png"), ["south_20261123_02-03.png"], "{}", said.err);
    // The same apart: a file a page.
    desk.change("south/edition.toml", "name = \"跨版\"", "name = \"跨版\"\nsplit = true");
    let said = desk.run(&["build", "south", "-o", "apart", "--allow", "overset-area", "--only", "pages"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let pages = ["south_20261123_01.pdf", "south_20261123_02.pdf", "south_20261123_03.pdf"];
    assert_eq!(files(&desk, "apart"), pages);
    let said = desk.run(&["proof", "south", "-o", "png", "--page", "3", "--allow", "overset-area"]);
    assert_eq!(files(&desk, "png"), ["south_20261123_02-03.png"], "a proof is of the whole: {}", said.err);
}

#[test]
fn one_character_makes_a_page_differ() {
    let desk = south("[[page]]\nnumber = 2\n[page.place]\nA = \"inner\"\n");
    let shared = || {
        let said = desk.run(&["build", "south", "-o", "out", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
        report["shared"].clone()
    };
    assert_eq!(shared(), serde_json::json!([1, 2]), "the file is the base's");
    let inner = fs::read_to_string(desk.home.join("stories/inner.md")).expect("a story");
    desk.write("south/stories/inner.md", &inner);
    assert_eq!(shared(), serde_json::json!([1, 2]), "another file that says the same");
    desk.write("south/stories/inner.md", inner.replacen("江水", "河水", 1));
    assert_eq!(shared(), serde_json::json!([1]));
}

#[test]
fn another_number_in_a_note_makes_a_page_differ() {
    let page = |number: u16, places: &str| {
        format!(
            "[[page]]\nnumber = {number}\nname = \"专题\"\nlayout = \"../layouts/inside.toml\"\n[page.place]\nX = {{ ad = true }}\n{places}"
        )
    };
    // Page 1 is not named; the rest of its lead goes to a page further.
    let jump = "[[jump]]\nstory = \"lead\"\nfrom = { page = 1, area = \"L\" }\nto = { page = 3, area = \"J\" }\nhead = \"短题\"\n";
    let pages = [page(2, "A = \"inner\"\nJ = \"more\"\n"), page(3, "A = \"town\"\n")].concat();
    let desk = south(&format!("{pages}{jump}"));
    desk.write("south/stories/more.md", story("又一篇", 300));
    desk.write("south/stories/town.md", story("城南", 1000));
    let said = desk.run(&["build", "south", "-o", "out", "--only", "pages"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(files(&desk, "out"), ["south_20261123_01.pdf", "south_20261123_02.pdf", "south_20261123_03.pdf"]);
}

#[test]
fn a_base_that_cannot_be_printed_lends_no_plates() {
    let desk = south("[[page]]\nnumber = 1\n[page.place]\nS = \"town\"\n");
    desk.write("south/stories/town.md", story("灯火", 60));
    desk.write("stories/short.md", story("灯火", 6000));
    assert_eq!(desk.run(&["build", ".", "-o", "base"]).code, 1, "the base is overset");
    let said = desk.run(&["build", "south", "-o", "out", "--only", "pages"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(files(&desk, "out"), ["south_20261123_01.pdf", "south_20261123_02.pdf"]);
}
