//! The `[style.…]` tables, over built-in looks that follow from the body.

use std::collections::BTreeMap;

use super::setting::{ComposeSettings, settings};
use super::units::{ink, percent, size};
use crate::desk::{Problems, Reader, Table, Value, code};
use crate::diag::{Diagnostic, Span, rules, suggest};
use crate::geom::{Em, Length, PerMille};
use crate::style::{Align, Ink, Role, StyleSheet, TextStyle};

/// Words for [`Align`].
pub(super) const ALIGNS: [(&str, Align); 3] =
    [("left", Align::Left), ("center", Align::Center), ("right", Align::Right)];

/// Role, faces, size as a fraction of the body, place.
type BuiltIn = (Role, &'static [&'static str], (i64, i64), Align);

/// The look of each role if no layout sets it: faces, size as a fraction of the body, place.
/// Source: standards B2, B6, B7 for a body of 9 pt (4/1 = 36 pt, 7/8 = 7.875 pt 六号).
const BUILT_IN: [BuiltIn; 24] = [
    (Role::Body, &["song", "hei"], (1, 1), Align::Left),
    (Role::Strong, &["hei"], (1, 1), Align::Left),
    (Role::Emphasis, &["kai"], (1, 1), Align::Left),
    (Role::Subhead, &["hei-bold"], (7, 6), Align::Center),
    (Role::Kicker, &["kai"], (2, 1), Align::Center),
    (Role::Head, &["song-black"], (4, 1), Align::Center),
    (Role::Deck, &["song-bold"], (2, 1), Align::Center),
    (Role::Summary, &["kai"], (7, 6), Align::Left),
    (Role::Dateline, &["hei-bold"], (1, 1), Align::Left),
    (Role::Byline, &["kai"], (1, 1), Align::Center),
    (Role::Credit, &["kai"], (1, 1), Align::Right),
    (Role::Caption, &["kai"], (7, 8), Align::Left),
    (Role::JumpNote, &["kai"], (1, 1), Align::Right),
    (Role::JumpHead, &["song-black"], (8, 3), Align::Center),
    (Role::Nameplate, &["song-black"], (8, 1), Align::Center),
    (Role::Imprint, &["song"], (7, 8), Align::Left),
    (Role::Folio, &["hei"], (1, 1), Align::Left),
    (Role::Ear, &["hei"], (7, 8), Align::Center),
    (Role::Flag, &["hei-black"], (8, 3), Align::Center),
    (Role::Pointer, &["hei"], (1, 1), Align::Left),
    (Role::PointerHead, &["song-bold"], (4, 3), Align::Left),
    (Role::Quote, &["kai"], (4, 3), Align::Left),
    (Role::Box, &["kai"], (1, 1), Align::Left),
    (Role::BoxHead, &["hei-bold"], (1, 1), Align::Center),
];

/// Every role's style and composition and, for `edition`, where its faces are written.
pub(super) struct Looks {
    pub(super) sheet: StyleSheet,
    pub(super) faces: BTreeMap<Role, Span>,
    pub(super) compose: BTreeMap<Role, ComposeSettings>,
}

/// Reads the `[style]` table; `body` is the size of the grid, written at `body_span`.
pub(super) fn looks(style: Option<&Table>, body: Length, body_span: Option<&Span>, problems: &Problems) -> Looks {
    let mut looks = Looks { sheet: StyleSheet::default(), faces: BTreeMap::new(), compose: BTreeMap::new() };
    for (role, faces, (times, by), align) in BUILT_IN {
        let style = TextStyle {
            faces: faces.iter().map(|&face| face.to_owned()).collect(),
            size: body.scaled(times, by),
            pitch: None,
            tracking: Em::ZERO,
            scale: PerMille::FULL,
            ink: Ink::BLACK,
            align,
        };
        looks.sheet.styles.insert(role, style);
    }
    let Some(style) = style else { return looks };
    let all = Reader::new(style, "[style]", problems);
    for entry in &style.entries {
        let Some(role) = Role::ALL.into_iter().find(|role| role.name() == entry.key) else {
            let message = format!("there is no style {}", code(&entry.key));
            let found = Diagnostic::new(&rules::KEY_UNKNOWN, entry.key_span.clone(), message);
            let names = Role::ALL.map(Role::name);
            problems.push(match suggest(&entry.key, names) {
                Some(near) => found.help(format!("did you mean {}?", code(near))),
                None => found.help(format!("styles are {}", names.join(", "))),
            });
            continue;
        };
        let Some(table) = all.as_table(role.name(), &entry.node) else { continue };
        let reader = Reader::new(table, format!("[style.{}]", role.name()), problems);
        if let Some(span) = one(&reader, looks.sheet.styles.entry(role), body) {
            looks.faces.insert(role, span);
        }
        if let Some(table) = reader.sub("compose") {
            let name = format!("[style.{}.compose]", role.name());
            looks.compose.insert(role, settings(Some(table), name, problems));
        }
        if role == Role::Body {
            body_size(&reader, body, body_span);
        }
        reader.close();
    }
    looks
}

/// Reads one style over the built-in one; gives the place of its faces.
fn one(
    reader: &Reader<'_>,
    style: std::collections::btree_map::Entry<'_, Role, TextStyle>,
    body: Length,
) -> Option<Span> {
    style.and_modify(|style| {
        style.size = reader.node("size").and_then(|node| size(reader, "size", node, Some(body))).unwrap_or(style.size);
        style.pitch = reader.node("pitch").and_then(|node| size(reader, "pitch", node, Some(body)));
        if let Some(node) = reader.node("tracking") {
            let tracking = percent(reader, "tracking", node, -20.0..=100.0).unwrap_or(0);
            style.tracking = Em::MILLI * i64::from(tracking);
        }
        if let Some(node) = reader.node("scale") {
            style.scale = percent(reader, "scale", node, 80.0..=125.0).map_or(style.scale, PerMille);
        }
        style.ink = ink(reader, "ink").unwrap_or(style.ink);
        style.align = reader.choice("align", &ALIGNS).unwrap_or(style.align);
        if let Some(faces) = reader.strings("face") {
            style.faces = faces.iter().map(|(face, _)| (*face).to_owned()).collect();
        }
    });
    let node = reader.node("face")?;
    if matches!(&node.value, Value::Array(items) if items.is_empty()) {
        reader.bad(&node.span, format!("{} names no face", reader.name()), "");
    }
    Some(node.span.clone())
}

/// The body is the cell of the grid: two different sizes cannot both be meant.
fn body_size(reader: &Reader<'_>, body: Length, grid: Option<&Span>) {
    let Some(node) = reader.node("size") else { return };
    let before = reader.problems.errors();
    let Some(found) = size(reader, "size", node, Some(body)) else { return };
    if found == body || reader.problems.errors() > before {
        return;
    }
    let message = format!("the body is {} pt here and {} pt in [grid]", found.to_pt(), body.to_pt());
    let mut found = Diagnostic::new(&rules::BAD_VALUE, node.span.clone(), message);
    if let Some(span) = grid {
        found = found.also(span.clone(), "the cell of the grid");
    }
    reader.problems.push(found.help("set the size once, as `type` in [grid]"));
}

#[cfg(test)]
mod tests {
    use super::BUILT_IN;
    use crate::style::Role;

    #[test]
    fn every_role_has_a_built_in_look_in_order() {
        assert_eq!(BUILT_IN.map(|row| row.0), Role::ALL);
    }
}
