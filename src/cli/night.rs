//! Reading and setting an edition, for all commands alike.

use std::path::{Path, PathBuf};
use std::time::Instant;

use banxin::diag::{Diagnostic, Severity};
use banxin::edition::Edition;
use banxin::makeup::Night;
use banxin::page::{Page, PageNo, Spread};
use banxin::remedy::{self, Cure, Remedies};

use super::args::Common;
use super::{report, say};

/// An edition that was read and set.
pub(crate) struct Set {
    /// The edition.
    pub edition: Edition,
    /// Its pages.
    pub night: Night,
    /// All that there is to say, by the severity that this run gives it.
    pub diagnostics: Vec<Diagnostic>,
    /// Pages that come out as those of the base edition, and are not written.
    pub shared: Vec<PageNo>,
    /// What would cure the pages on which copy does not fit.
    pub remedies: Vec<Remedies>,
    /// When the run began.
    pub began: Instant,
}

impl Set {
    /// Whether anything fails the run.
    pub(crate) fn failed(&self) -> bool {
        report::failed(&self.diagnostics)
    }

    /// How the files of a page are called after the stem: `04`, and `04-05` for a spread on one sheet.
    pub(crate) fn numbered(page: &Page) -> String {
        match page.form.spread {
            Spread::No | Spread::Left => format!("{:02}", page.number.0),
            Spread::Right => format!("{:02}", page.last().0),
            Spread::Whole | Spread::Split => format!("{:02}-{:02}", page.number.0, page.last().0),
        }
    }

    /// Stem of the files: the folder of the edition and the date.
    pub(crate) fn stem(&self, folder: &str) -> String {
        let (year, month, day) = self.edition.issue.date;
        format!("{folder}_{year:04}{month:02}{day:02}")
    }
}

/// Reads and sets; `Err` holds what could not even be read.
pub(crate) fn set(common: &Common, cure: Option<Cure>) -> Result<Set, Vec<Diagnostic>> {
    threads(common.threads);
    set_file(&path(&common.edition), common, cure)
}

/// The same, for an edition in another file.
pub(crate) fn set_file(path: &Path, common: &Common, cure: Option<Cure>) -> Result<Set, Vec<Diagnostic>> {
    let began = Instant::now();
    let mut diagnostics = Vec::new();
    let edition = match banxin::edition::load_held(path, common.hold.as_deref()) {
        Ok(edition) => edition.take(&mut diagnostics),
        Err(problems) => return Err(regraded(problems, common)),
    };
    let night = banxin::build(&edition).take(&mut diagnostics);
    let remedies = cure.map_or_else(Vec::new, |cure| remedy::remedies(&edition, &night, cure));
    let diagnostics = regraded(diagnostics, common);
    Ok(Set { edition, night, diagnostics, shared: Vec::new(), remedies, began })
}

/// The file that was meant.
pub(crate) fn path(typed: &Path) -> PathBuf {
    if typed.is_dir() { typed.join("edition.toml") } else { typed.to_path_buf() }
}

/// Name of the folder that holds the edition.
pub(crate) fn folder(typed: &Path) -> String {
    let file = path(typed);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    real.file_name().map_or_else(|| "edition".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn threads(count: usize) {
    // A second call in one process keeps the first pool; the program calls it once.
    // The main thread works too: one thread less to start, and its heap is the cheapest to grow.
    if rayon::ThreadPoolBuilder::new().num_threads(count).use_current_thread().build_global().is_err() {
        say::error("the thread pool was already there; -j has no effect");
    }
}

/// `--allow` and `--deny`.
fn regraded(mut diagnostics: Vec<Diagnostic>, common: &Common) -> Vec<Diagnostic> {
    for diagnostic in &mut diagnostics {
        let named = |rules: &[String]| rules.iter().any(|rule| rule == diagnostic.rule.id);
        if named(&common.deny) {
            diagnostic.severity = Severity::Error;
        } else if named(&common.allow) {
            diagnostic.severity = diagnostic.severity.min(Severity::Warning);
        }
    }
    diagnostics
}

/// Rules named in `--allow` and `--deny` that are not there.
pub(crate) fn unknown_rules(common: &Common) -> Vec<String> {
    let named = common.allow.iter().chain(&common.deny);
    named.filter(|id| banxin::diag::rules::find(id).is_none()).cloned().collect()
}
