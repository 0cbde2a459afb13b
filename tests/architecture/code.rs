//! Rust source as words: enough to see what a file imports and names.

use std::fs;
use std::path::{Path, PathBuf};

/// A word or a mark of the source, with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word; marks are single characters, `::` is one.
    pub(crate) text: String,
    /// Line, from 1.
    pub(crate) line: usize,
    /// Modules that the word stands in, counted from the crate's root.
    pub(crate) depth: usize,
}

/// One source file.
pub(crate) struct Code {
    /// Path as shown in messages.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
    /// Words outside comments and literals.
    pub(crate) words: Vec<Word>,
}

/// A path that code names: `crate::geom::Length`, or the leaf of a `use` tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Line, from 1.
    pub(crate) line: usize,
    /// Segments; `super` is taken out where it leads above the crate's rooms, and `crate` stands for it.
    pub(crate) path: Vec<String>,
    /// Whether a `use` declaration brings it in.
    pub(crate) import: bool,
}

impl Named {
    /// As it is written in messages.
    pub(crate) fn shown(&self) -> String {
        self.path.join("::")
    }
}

impl Code {
    /// Reads the words of `text`, which is `path` in messages.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into(), words: words(&strip(text), base_depth(path)) }
    }

    /// The code without `#[cfg(test)]` items: those begin the tests and end the file.
    pub(crate) fn without_tests(&self) -> Self {
        let end = self.text.find("#[cfg(test)]").unwrap_or(self.text.len());
        Self::new(&self.path, &self.text[..end])
    }

    /// Name of the room: the folder under `src`, or the file there.
    pub(crate) fn room(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
    }

    /// Every path of two or more segments, and every `use`.
    pub(crate) fn named(&self) -> Vec<Named> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let word = &self.words[at].text;
            let inside = at > 0 && self.words[at - 1].text == "::";
            if word == "use" {
                at = self.tree(at + 1, &mut Vec::new(), &mut found);
            } else if is_name(word) && !inside && self.follows(at) {
                let start = at;
                let mut path = vec![word.clone()];
                while self.follows(at) {
                    at += 2;
                    path.push(self.words[at].text.clone());
                }
                found.push(self.resolved(start, path, false));
                at += 1;
            } else {
                at += 1;
            }
        }
        found
    }

    /// Whether `::name` follows the word.
    fn follows(&self, at: usize) -> bool {
        let text = |at: usize| self.words.get(at).map_or("", |word| &word.text);
        text(at + 1) == "::" && is_name(text(at + 2))
    }

    /// Reads one branch of a `use` tree; gives the place after it.
    fn tree(&self, mut at: usize, stem: &mut Vec<String>, found: &mut Vec<Named>) -> usize {
        let depth = stem.len();
        let start = at;
        while let Some(word) = self.words.get(at) {
            match word.text.as_str() {
                "::" => at += 1,
                "{" => {
                    at += 1;
                    while self.words.get(at).is_some_and(|word| word.text != "}") {
                        at = self.tree(at, stem, found);
                        at += usize::from(self.words.get(at).is_some_and(|word| word.text == ","));
                    }
                    stem.truncate(depth);
                    return at + 1;
                }
                "as" => at += 2,
                name if is_name(name) || name == "*" => {
                    stem.push(name.to_owned());
                    at += 1;
                }
                _ => break,
            }
        }
        if stem.len() > depth {
            found.push(self.resolved(start.min(self.words.len() - 1), stem.clone(), true));
        }
        stem.truncate(depth);
        at.max(start + usize::from(at == start))
    }

    /// `super::super::geom` from `src/press/text.rs` is `crate::geom`.
    fn resolved(&self, at: usize, path: Vec<String>, import: bool) -> Named {
        let up = path.iter().take_while(|segment| *segment == "super").count();
        let path = if up > 0 && up >= self.words[at].depth {
            let rest = path[up..].iter().cloned();
            std::iter::once("crate".to_owned()).chain(rest).collect()
        } else {
            path
        };
        Named { line: self.words[at].line, path, import }
    }
}

/// All Rust files under a folder, in order.
pub(crate) fn files(folder: &str) -> Vec<Code> {
    let mut paths = Vec::new();
    walk(Path::new(folder), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let read = |path: &PathBuf| fs::read_to_string(path).expect("source is UTF-8");
    paths.iter().map(|path| Code::new(&path.to_string_lossy().replace('\\', "/"), &read(path))).collect()
}

/// All files under a folder, in order.
pub(crate) fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut here: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    here.sort();
    for path in here {
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Modules above the words of a file: `src/geom/em.rs` 2, `src/geom/mod.rs` and `src/style.rs` 1, `src/lib.rs` 0.
fn base_depth(path: &str) -> usize {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    match inside {
        "lib.rs" | "main.rs" => 0,
        _ => inside.split('/').count() - usize::from(inside.ends_with("/mod.rs")),
    }
}

/// The text with comments and literals blanked.
fn strip(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = literal_end(&chars, at);
        let literal = end > at;
        let end = end.max(at + 1);
        out.extend(chars[at..end].iter().map(|&c| if literal && c != '\n' { ' ' } else { c }));
        at = end;
    }
    out
}

/// Where the comment or literal that begins here ends; `at` itself if none begins.
fn literal_end(chars: &[char], at: usize) -> usize {
    let next = |ahead: usize| chars.get(at + ahead).copied().unwrap_or('\0');
    let find = |from: usize, end: &dyn Fn(usize) -> bool| (from..chars.len()).find(|&i| end(i)).unwrap_or(chars.len());
    let word_before = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match chars[at] {
        '/' if next(1) == '/' => find(at, &|i| chars[i] == '\n'),
        '/' if next(1) == '*' => {
            (find(at + 2, &|i| chars[i] == '*' && chars.get(i + 1) == Some(&'/')) + 2).min(chars.len())
        }
        '"' => quoted(chars, at),
        'b' if next(1) == '"' && !word_before => quoted(chars, at + 1),
        'r' if (next(1) == '"' || (next(1) == '#' && matches!(next(2), '#' | '"'))) && !word_before => {
            let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
            let open = at + 1 + hashes;
            let closes = |i: usize| chars[i] == '"' && (1..=hashes).all(|k| chars.get(i + k) == Some(&'#'));
            (find(open + 1, &closes) + 1 + hashes).min(chars.len())
        }
        '\'' if next(1) == '\\' => find(at + 3, &|i| chars[i] == '\'') + 1,
        '\'' if next(2) == '\'' => at + 3,
        _ => at,
    }
}

fn quoted(chars: &[char], open: usize) -> usize {
    let mut at = open + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

fn words(text: &str, base: usize) -> Vec<Word> {
    let chars: Vec<char> = text.chars().collect();
    let mut words: Vec<Word> = Vec::new();
    // Braces that opened an inline module.
    let mut open: Vec<bool> = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let c = chars[at];
        let start = at;
        at += 1;
        if c == '\n' {
            line += 1;
        }
        if c.is_whitespace() {
            continue;
        }
        if c.is_alphanumeric() || c == '_' {
            while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '_') {
                at += 1;
            }
        } else if c == ':' && chars.get(at) == Some(&':') {
            at += 1;
        }
        if c == '}' {
            open.pop();
        }
        let depth = base + open.iter().filter(|module| **module).count();
        if c == '{' {
            let module = words.len() >= 2 && words[words.len() - 2].text == "mod";
            open.push(module);
        }
        words.push(Word { text: chars[start..at].iter().collect(), line, depth });
    }
    words
}
