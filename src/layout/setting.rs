//! [`ComposeSettings`]: parameters of composition as a layout, a role or an area writes them (standards A11).
//!
//! Which parameters there are is the business of `compose`, which stands below: here they keep their places, and
//! make-up asks for them. What concerns columns and language is read here.

use super::units::count;
use crate::desk::{Problems, Reader, Table};
use crate::diag::Span;
use crate::style::Lang;

/// One parameter as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name: `level`.
    pub key: String,
    /// Where the name is written.
    pub key_span: Span,
    /// Its value.
    pub value: toml::Value,
    /// Where the value is written.
    pub span: Span,
}

/// One table of parameters. What it leaves out follows the table above it: area, then role, then layout.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComposeSettings {
    /// Parameters of the composer; a `profile` stands first, since it sets all the others.
    pub parameters: Vec<Parameter>,
    /// Language of the text: forms and widths of marks.
    pub lang: Option<Lang>,
    /// First-line indent, in whole characters.
    pub indent: Option<u16>,
    /// Last lines of a paragraph that may not stand alone at the top of a column (standards A9).
    pub widows: Option<u16>,
    /// First lines of a paragraph that may not stand alone at the foot of a column (standards A9).
    pub orphans: Option<u16>,
}

/// Keys that are read here; all others go to the composer.
const OWN: [&str; 4] = ["lang", "indent", "widows", "orphans"];

const LANGS: [(&str, Lang); 3] =
    [("zh-Hans", Lang::Simplified), ("zh-Hant", Lang::Traditional), ("ja", Lang::Japanese)];

/// Reads the table of parameters that messages call `name`; nothing is set without one.
pub(super) fn settings(table: Option<&Table>, name: String, problems: &Problems) -> ComposeSettings {
    let Some(table) = table else { return ComposeSettings::default() };
    let reader = Reader::new(table, name, problems);
    let others = table.entries.iter().filter(|entry| !OWN.contains(&entry.key.as_str()));
    let mut parameters: Vec<Parameter> = others
        .map(|entry| Parameter {
            key: entry.key.clone(),
            key_span: entry.key_span.clone(),
            value: entry.node.plain(),
            span: entry.node.span.clone(),
        })
        .collect();
    parameters.sort_by_key(|parameter| parameter.key != "profile");
    ComposeSettings {
        parameters,
        lang: reader.choice("lang", &LANGS),
        indent: count(&reader, "indent", "characters", 0..=8),
        widows: count(&reader, "widows", "lines", 1..=4),
        orphans: count(&reader, "orphans", "lines", 1..=4),
    }
}
