//! Progress on a terminal, when a run is long.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A run that is shorter says nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts finished documents.
pub(crate) struct Progress {
    began: Instant,
    total: usize,
    done: AtomicUsize,
    shown: bool,
}

impl Progress {
    /// Progress towards `total` documents in a run that began at `began`.
    pub(crate) fn new(began: Instant, total: usize) -> Self {
        Self { began, total, done: AtomicUsize::new(0), shown: std::io::stderr().is_terminal() }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && self.began.elapsed() > PATIENCE {
            let end = if done == self.total { "\n" } else { "" };
            let _ = write!(std::io::stderr().lock(), "\r{done}/{} written{end}", self.total);
        }
    }
}
