//! Names out of contents: subset tags and document identifiers. No clock, no chance.

use siphasher::sip128::SipHasher24;

/// Sixteen bytes that stand for the content.
pub(super) fn digest(content: &[u8]) -> [u8; 16] {
    SipHasher24::new().hash(content).as_bytes()
}

/// The tag of a subset: six capitals that stand for its face and glyphs (PDF 1.6, 5.5.3).
pub(super) fn subset_tag(name: &str, glyphs: &[u16]) -> String {
    let mut content = name.as_bytes().to_vec();
    content.extend(glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()));
    let mut rest = u128::from_be_bytes(digest(&content));
    let mut letter = || {
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        rest /= 26;
        char::from(b'A' + letter)
    };
    (0..6).map(|_| letter()).collect()
}

#[cfg(test)]
mod tests {
    use super::subset_tag;

    #[test]
    fn tags_are_six_capitals_and_differ_with_the_glyphs() {
        let tag = subset_tag("Song", &[1, 2, 3]);
        assert!(tag.len() == 6 && tag.bytes().all(|letter| letter.is_ascii_uppercase()));
        assert_ne!(tag, subset_tag("Song", &[1, 2, 4]));
        assert_ne!(tag, subset_tag("Hei", &[1, 2, 3]));
    }
}
