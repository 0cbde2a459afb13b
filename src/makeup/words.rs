//! Word boundaries for heads without marks (standards B6): by the dictionary of ICU4X.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// Characters that begin no line of a head (B6).
const NOT_FIRST: &str = "的了着和与及等地得吗呢吧，、。；：！？”’》〉）」』】·…—";
/// Characters that end no line of a head.
const NOT_LAST: &str = "“‘《〈（「『【第";

/// Bytes of `text` at which a line may break: between words, outside numbers, Latin words, 《》 and “”.
pub(super) fn boundaries(text: &str) -> Vec<usize> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    segmenter.segment_str(text).filter(|&byte| may_break(text, byte)).collect()
}

fn may_break(text: &str, byte: usize) -> bool {
    let (before, after) = text.split_at(byte);
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let number = left.is_ascii_alphanumeric() && !right.is_whitespace();
    let open = |open, close| before.matches(open).count() > before.matches(close).count();
    !NOT_FIRST.contains(right) && !NOT_LAST.contains(left) && !number && !open('《', '》') && !open('“', '”')
}

#[cfg(test)]
mod tests {
    use super::boundaries;

    fn split(text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for at in boundaries(text).into_iter().chain([text.len()]) {
            out.push_str(&text[from..at]);
            out.push('/');
            from = at;
        }
        out
    }

    #[test]
    fn a_head_breaks_between_words_only() {
        let heads = split("区图书馆延时开放到晚上");
        assert!(!heads.contains("图/书") && !heads.contains("开/放"), "{heads}");
    }

    #[test]
    fn quotations_titles_and_numbers_stay_whole() {
        assert!(!split("读《一部村史》有感").contains("《一部/"));
        assert!(!split("别怕那张“红号单子”吧").contains("红号/"));
        assert!(!split("新增60亿元投资").contains("6/0"));
    }
}
