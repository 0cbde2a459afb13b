//! [`Diagnostic`]: one thing that is wrong, its place, its rule and the remedy.

use super::rules::Rule;
use super::source::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails a run.
    Note,
    /// The page can be printed, but look at it.
    Warning,
    /// The run fails.
    Error,
}

/// A place with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What to see there; may be empty.
    pub text: String,
}

/// One problem, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that is not kept.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// One sentence, with the figures, without a full stop.
    pub message: String,
    /// The place to mend.
    pub primary: Label,
    /// Other places that belong to it, such as the other end of a jump.
    pub secondary: Vec<Label>,
    /// What to do about it, one sentence each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A problem under `rule`, with the rule's own severity.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            primary: Label { span, text: String::new() },
            secondary: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Words at the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Another place that belongs to the problem.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// A remedy.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// The same problem at another severity.
    #[must_use]
    pub fn at(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// A result that came out, together with what there is to say about it.
#[derive(Clone, Debug, Default)]
pub struct Warned<T> {
    /// The result.
    pub value: T,
    /// The troubles met on the way, in the order of the pages.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A result with its troubles.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Hands the troubles over to `into` and gives the bare result.
    pub fn take(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.diagnostics);
        self.value
    }
}
