//! What may be read, and reading it: paths that stay inside, text that is UTF-8.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Diagnostic, Source, Span, rules, suggest};

/// The folder that a night's files lie in, and the name by which the desk called it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The folder, as a true path without links.
    root: PathBuf,
}

impl Project {
    /// The project of the files in `folder`: the nearest folder, from this one upward, that holds `fonts` or
    /// `layouts`; else the folder itself.
    #[must_use]
    pub fn around(folder: &Path) -> Self {
        let start = fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        let start = start.unwrap_or_else(|_| folder.to_path_buf());
        let holds = |at: &Path| at.join("fonts").is_dir() || at.join("layouts").is_dir();
        let root = start.ancestors().find(|at| holds(at)).unwrap_or(&start).to_path_buf();
        Self { root }
    }

    /// A project of one folder, for what must not lie anywhere else.
    #[must_use]
    pub fn only(folder: &Path) -> Self {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        Self { root: fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf()) }
    }

    /// The path of `written`, which `span` names from `folder`, if it exists and stays inside the project.
    ///
    /// # Errors
    /// An absolute path, one that leaves the project (by `..` or by a link), or one that is not there.
    pub fn resolve(&self, folder: &Path, written: &str, span: &Span) -> Result<PathBuf, Diagnostic> {
        let outside = |what: &str| Diagnostic::new(&rules::PATH_OUTSIDE, span.clone(), format!("`{written}` {what}"));
        let absolute = written.starts_with(['/', '\\']) || written.chars().nth(1) == Some(':');
        if absolute || Path::new(written).is_absolute() {
            return Err(outside("is an absolute path").help("name it from the folder of this file"));
        }
        let path = shown(&folder.join(written));
        match fs::canonicalize(&path) {
            Ok(real) if real.starts_with(&self.root) => Ok(path),
            Ok(_) => Err(outside("lies outside the project").help("move the file into the project")),
            Err(_) if self.leaves(&path) => {
                Err(outside("lies outside the project").help("move the file into the project"))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Err(missing(&path, written, span)),
            Err(error) => Err(Diagnostic::new(
                &rules::FILE_MISSING,
                span.clone(),
                format!("`{written}` cannot be read: {}", reason(&error)),
            )),
        }
    }

    /// Whether a path that does not exist would lie outside, by the nearest folder above it that does.
    fn leaves(&self, path: &Path) -> bool {
        let mut above = path.ancestors().skip(1);
        let folder =
            above.find_map(|at| fs::canonicalize(if at.as_os_str().is_empty() { Path::new(".") } else { at }).ok());
        folder.is_none_or(|folder| !folder.starts_with(&self.root))
    }
}

/// The path with `a/../` taken out, as the desk would type it.
#[must_use]
pub fn shown(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.iter().collect()
}

/// A cause without the number of the operating system, so that messages are the same everywhere.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

fn missing(path: &Path, written: &str, span: &Span) -> Diagnostic {
    let found = Diagnostic::new(&rules::FILE_MISSING, span.clone(), format!("there is no file `{written}`"));
    let Some(folder) = path.parent() else { return found };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(listing) = fs::read_dir(folder) else {
        return found.help("the folder itself is not there");
    };
    let mut names: Vec<String> = listing.filter_map(|item| item.ok()?.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match suggest(&wanted, names.iter().map(String::as_str)) {
        Some(near) => found.help(format!("did you mean `{near}`, which lies in that folder?")),
        None => found,
    }
}

/// The bytes of a file; `span` is where it is named.
///
/// # Errors
/// The file cannot be read.
pub fn read_bytes(path: &Path, span: &Span) -> Result<Vec<u8>, Diagnostic> {
    fs::read(path).map_err(|error| {
        let message = format!("`{}` cannot be read: {}", path.display(), reason(&error));
        Diagnostic::new(&rules::FILE_MISSING, span.clone(), message)
    })
}

/// The text of a file under the name `name`.
///
/// # Errors
/// The file cannot be read, or is not UTF-8; then the first bad byte is named.
pub fn read_text(path: &Path, name: &str) -> Result<Arc<Source>, Diagnostic> {
    let bytes = read_bytes(path, &Span::file(&Source::new(name, "")))?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Source::new(name, text)),
        Err(error) => error,
    };
    // Up to the bad byte the lossy text is the file, so the place is right in it.
    let at = text.utf8_error().valid_up_to();
    let byte = text.as_bytes()[at];
    let source = Source::new(name, String::from_utf8_lossy(text.as_bytes()));
    let span = Span::new(&source, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
    let message = format!("byte {at} of the file ({byte:#04X}) is not UTF-8");
    Err(Diagnostic::new(&rules::TEXT_ENCODING, span, message)
        .help("save the file as UTF-8; copy from an old editorial system is often GBK"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::shown;

    #[test]
    fn a_path_is_shown_as_the_desk_would_type_it() {
        let path = Path::new("samples/yunting").join("../../layouts/front.toml");
        assert_eq!(shown(&path), Path::new("layouts/front.toml"));
        assert_eq!(shown(Path::new("./a/./b")), Path::new("a/b"));
        assert_eq!(shown(Path::new("../a")), Path::new("../a"));
        assert_eq!(shown(Path::new("/a/../../b")), Path::new("/../b"));
    }
}
