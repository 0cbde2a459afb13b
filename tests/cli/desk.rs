//! A small paper of two pages in a folder of its own, and the program run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder; it is removed at the end.
pub(crate) struct Desk {
    _folder: tempfile::TempDir,
    /// The paper's folder: `shibao`.
    pub(crate) home: PathBuf,
}

/// What a run said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Number of characters of the lead with which the small paper is in order.
const LEAD: usize = 1_400;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("copied");
        }
    }
}

/// A story of about so many characters.
pub(crate) fn story(head: &str, characters: usize) -> String {
    const SENTENCE: &str = "江水向东流去，两岸的人家点起灯火。";
    let paragraph = SENTENCE.repeat(6);
    let length = paragraph.chars().count();
    format!("+++\nhead = \"{head}\"\n+++\n\n{}", format!("{paragraph}\n\n").repeat(characters.div_ceil(length)))
}

impl Desk {
    /// The paper in order.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().join("shibao");
        copy(Path::new("tests/read/base"), &home);
        let desk = Self { _folder: folder, home };
        fs::create_dir(desk.home.join("icc")).expect("a folder");
        for (from, to) in [
            ("fonts/PressKaiSC-Regular.ttf", "fonts/PressKaiSC-Regular.ttf"),
            ("icc/newsprint-cgats-tr002.icc", "icc/press.icc"),
            ("icc/sRGB.icc", "icc/sRGB.icc"),
        ] {
            fs::copy(from, desk.home.join(to)).expect("copied");
        }
        desk.write("stories/lead.md", story("江水向东", LEAD));
        desk.write("stories/short.md", story("灯火", 60));
        desk.write("stories/inner.md", story("两岸人家", 1000));
        desk
    }

    /// The paper with so long a lead that its rest does not fit either.
    pub(crate) fn overset() -> Self {
        let desk = Self::new();
        desk.write("stories/lead.md", story("江水向东", 2 * LEAD));
        desk
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::write(self.home.join(path), text).expect("written");
    }

    /// Puts `new` for the first `old` of a file.
    pub(crate) fn change(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.home.join(path)).expect("a file");
        assert!(text.contains(old), "`{old}` is not in {path}");
        self.write(path, text.replacen(old, new, 1));
    }

    /// Runs the program in the paper's folder. A panic is always a failure.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_banxin"))
            .args(arguments)
            .current_dir(&self.home)
            .output()
            .expect("the program runs");
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
        assert!(!err.contains("panicked at"), "{arguments:?}: {err}");
        Said { code: output.status.code().expect("an exit code"), out, err }
    }

    /// Every file and folder below the paper's folder, with the bytes of the files.
    pub(crate) fn files(&self) -> BTreeMap<String, Option<Vec<u8>>> {
        let mut found = BTreeMap::new();
        below(&self.home, &self.home, &mut found);
        found
    }

    /// Names of the files in a folder of the paper.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let start = format!("{folder}/");
        self.files().into_keys().filter_map(|path| Some(path.strip_prefix(&start)?.to_owned())).collect()
    }
}

fn below(root: &Path, folder: &Path, found: &mut BTreeMap<String, Option<Vec<u8>>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            found.insert(name, None);
            below(root, &path, found);
        } else {
            found.insert(name, Some(fs::read(&path).expect("readable")));
        }
    }
}
