//! Same input, same bytes: two runs of the real program, with one thread and with four, on the whole sample.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// All files that a build of the sample writes, by name.
fn build(threads: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .args(["build", "samples/yunting", "-j", threads, "-o"])
        // What is overset is a matter of the sample, not of this test.
        .args([folder.path().to_str().expect("UTF-8"), "--allow", "overset-area"])
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    read(folder.path())
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    entries.map(|path| (name(&path), fs::read(&path).expect("readable"))).collect()
}

#[test]
fn runs_and_threads_do_not_change_a_byte() {
    let first = build("1");
    assert_eq!(first.len(), 5, "{:?}", first.keys());
    assert!(first.values().all(|file| file.len() > 10_000));
    for threads in ["1", "4", "4"] {
        for (name, bytes) in build(threads) {
            assert!(bytes == first[&name], "{name} is not the same with -j {threads}");
        }
    }
}
