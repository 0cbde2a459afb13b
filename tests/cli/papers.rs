//! `banxin new paper`: a paper that builds at once.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::desk::Said;

/// Runs the program in a folder.
fn program(folder: &Path, arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    assert!(!err.contains("panicked at"), "{arguments:?}: {err}");
    Said { code: output.status.code().expect("an exit code"), out, err }
}

/// The faces of this project, by a path that is true in every folder.
fn faces() -> String {
    Path::new("fonts").canonicalize().expect("our faces").to_string_lossy().into_owned()
}

/// Every file in a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("readable"));
            }
        }
    }
    found
}

/// Sets a paper in order: not one word is to be said of it.
fn in_order(folder: &Path, paper: &str) {
    let checked = program(folder, &["check", paper]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""), "{}", checked.out);
    assert!(checked.out.contains("no problems"), "{}", checked.out);
}

#[test]
fn a_new_paper_is_in_order_and_builds_to_the_same_bytes() {
    let [one, two] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    let mut built = Vec::new();
    for folder in [one.path(), two.path()] {
        let said = program(folder, &["new", "paper", "试刊日报", "--fonts", &faces()]);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
        assert!(said.out.contains("banxin check 试刊日报"), "{}", said.out);
        in_order(folder, "试刊日报");
        for out in ["out", "again"] {
            let said = program(folder, &["build", "试刊日报", "-o", out]);
            assert_eq!(said.code, 0, "{}", said.err);
            built.push(files(&folder.join(out)));
        }
    }
    let names: Vec<&String> = built[0].keys().collect();
    let expected = ["试刊日报_20261123.pdf", "试刊日报_20261123_01.pdf", "试刊日报_20261123_02.pdf"];
    assert_eq!(names, expected);
    assert!(built.iter().all(|files| *files == built[0]), "other bytes from the same paper");
    // It needs nothing from outside: moved away, it is still in order.
    fs::rename(one.path().join("试刊日报"), two.path().join("moved")).expect("moved");
    in_order(two.path(), "moved");
    let written = files(&two.path().join("moved"));
    for name in
        ["edition.toml", "layouts/front.toml", "stories/lead.md", "icc/README.md", "fonts/licenses/OFL-Noto-CJK.txt"]
    {
        assert!(written.contains_key(name), "{name} is missing");
    }
    let edition = String::from_utf8(written["edition.toml"].clone()).expect("UTF-8");
    assert!(edition.contains("name = \"试刊日报\""), "{edition}");
    let unfilled = ["{name}", "{fonts}", "{icc}", "{layouts}"];
    assert!(unfilled.iter().all(|word| !edition.contains(word)), "{edition}");
}

#[test]
fn a_paper_joins_the_project_that_it_is_made_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = program(folder.path(), &["new", "paper", "A报", "--fonts", &faces()]);
    assert_eq!(said.code, 0, "{}", said.err);
    let said = program(folder.path(), &["new", "paper", "B报", "--folder", "A报/papers/south"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    in_order(folder.path(), "A报/papers/south/B报");
    let written = files(&folder.path().join("A报/papers/south/B报"));
    assert!(written.keys().all(|name| name == "edition.toml" || name.starts_with("stories/")), "{:?}", written.keys());
    let edition = String::from_utf8(written["edition.toml"].clone()).expect("UTF-8");
    assert!(edition.contains("fonts = \"../../../fonts\"") && edition.contains("../../../layouts/B报-front.toml"));
    assert!(folder.path().join("A报/layouts/B报-tabloid.toml").is_file());
    // The first paper is as it was.
    in_order(folder.path(), "A报");
}

#[test]
fn nothing_is_written_over_and_nothing_is_left_half_done() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("晚报")).expect("a folder");
    fs::write(folder.path().join("晚报/mine.txt"), "mine").expect("written");
    let before = files(folder.path());
    let taken = program(folder.path(), &["new", "paper", "晚报", "--fonts", &faces()]);
    assert_eq!((taken.code, taken.err.as_str()), (2, "error: 晚报: it is there already, and nothing was written\n"));
    let faces = program(folder.path(), &["new", "paper", "早报", "--fonts", "nowhere"]);
    assert_eq!((faces.code, faces.err.as_str()), (2, "error: nowhere: no fonts.toml is there\n"));
    for bad in ["../报", "a/b", "", "a b", ".报", "nul", "“报”"] {
        let said = program(folder.path(), &["new", "paper", bad]);
        assert!(said.code == 2 && said.err.starts_with("error: the name `"), "{bad}: {}", said.err);
    }
    assert_eq!(program(folder.path(), &["new", "paper"]).code, 2);
    assert_eq!(files(folder.path()), before);
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "only what was there");
}

#[test]
fn a_name_that_the_faces_cannot_print_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = program(folder.path(), &["new", "paper", "𠮷报", "--fonts", &faces()]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("error[missing-glyph]") && said.err.contains("it does not build yet"), "{}", said.err);
}
