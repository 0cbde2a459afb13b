//! "Did you mean": the nearest of the words that would have been right.

/// The candidate nearest to `word`, if it is near enough to be what was meant: the same but for case, or
/// within one slip in three letters (two letters swapped count as one slip).
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    let distance = |candidate: &str| {
        if candidate.eq_ignore_ascii_case(word) { 0 } else { strsim::damerau_levenshtein(word, candidate) }
    };
    let nearest = candidates.into_iter().map(|candidate| (distance(candidate), candidate)).min_by_key(|found| found.0);
    // A slip that leaves nothing of the word is not a slip.
    nearest.filter(|(slips, word)| *slips <= allowed && *slips < word.chars().count()).map(|found| found.1)
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_does_not() {
        let words = ["gutter", "columns", "lines", "pitch"];
        assert_eq!(suggest("guter", words), Some("gutter"));
        assert_eq!(suggest("Lines", words), Some("lines"));
        assert_eq!(suggest("linse", words), Some("lines"));
        assert_eq!(suggest("margin", words), None);
        assert_eq!(suggest("楷", ["宋体", "楷体"]), Some("楷体"));
        assert_eq!(suggest("x", ["y"]), None);
    }
}
