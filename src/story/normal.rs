//! [`composed`]: letters and their combining marks as one character, the normal form NFC (standards A1).

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::inline::Char;

/// The characters in normal form and the places (in the new list) of those that were put together.
///
/// Compatibility ideographs stay as typed: NFC would give a name the form of another character.
pub(super) fn composed(chars: Vec<Char>) -> (Vec<Char>, Vec<usize>) {
    if is_nfc_quick(chars.iter().map(|char| char.c)) == IsNormalized::Yes {
        return (chars, Vec::new());
    }
    let mut out: Vec<Char> = Vec::with_capacity(chars.len());
    let mut changed = Vec::new();
    let mut rest = chars.as_slice();
    while let Some(first) = rest.first() {
        let length = 1 + rest[1..].iter().take_while(|char| !begins(char.c)).count();
        let (cluster, after) = rest.split_at(length);
        rest = after;
        let normal: Vec<char> = cluster.iter().map(|char| char.c).nfc().collect();
        if is_ideograph(first.c) || normal.iter().eq(cluster.iter().map(|char| &char.c)) {
            out.extend_from_slice(cluster);
            continue;
        }
        changed.push(out.len());
        // What is put together stands where its letter stood; a mark that stays keeps a place of its own.
        let of = |at: usize| cluster.get(at).unwrap_or(first);
        out.extend(normal.iter().enumerate().map(|(at, &c)| Char { c, ..*of(at) }));
    }
    (out, changed)
}

/// Whether nothing before this character can change with it.
fn begins(c: char) -> bool {
    canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}
