//! [`Flattener`]: Type 2 charstrings with their subroutines written out, so that a subset needs none.
//!
//! Source: Adobe Technical Note 5177, The Type 2 Charstring Format. Tokens are copied, never rewritten.

use super::cff::Index;

/// Subroutines may call each other so deep (5177, appendix B).
const DEPTH: usize = 10;
/// Operands of a charstring at most (5177, appendix B).
const OPERANDS: usize = 48;
/// A glyph whose outline takes more bytes than this is not one.
const LONGEST: usize = 1 << 16;
/// Nor one that calls more often than this.
const CALLS: usize = 1 << 12;

/// Writes out charstrings of one private dictionary.
pub(super) struct Flattener<'a> {
    global: Index<'a>,
    local: Index<'a>,
    out: Vec<u8>,
    /// Operands not used yet, and where in `out` each begins.
    stack: Vec<(i32, usize)>,
    stems: usize,
    calls: usize,
}

/// How a charstring ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Returned,
    Glyph,
}

impl<'a> Flattener<'a> {
    /// A flattener over the global subroutines and those of a private dictionary.
    pub(super) fn new(global: Index<'a>, local: Index<'a>) -> Self {
        Self { global, local, out: Vec::new(), stack: Vec::with_capacity(OPERANDS), stems: 0, calls: 0 }
    }

    /// The glyph's charstring without calls; `None` if it has what cannot be followed: arithmetic, an accent
    /// put together by `endchar`, or a fault.
    pub(super) fn flat(&mut self, code: &[u8]) -> Option<&[u8]> {
        self.out.clear();
        self.stack.clear();
        (self.stems, self.calls) = (0, 0);
        (self.run(code, 0)? == End::Glyph).then_some(self.out.as_slice())
    }

    fn run(&mut self, code: &[u8], depth: usize) -> Option<End> {
        self.calls += 1;
        if depth > DEPTH || self.calls > CALLS {
            return None;
        }
        // Tokens are copied in one go up to the next call.
        let (mut at, mut copied) = (0, 0);
        while let Some(&token) = code.get(at) {
            let place = self.out.len() + at - copied;
            match token {
                28 | 32..=255 => {
                    let (value, size) = number(code.get(at..)?)?;
                    if self.stack.len() == OPERANDS {
                        return None;
                    }
                    self.stack.push((value, place));
                    at += size;
                }
                10 | 29 => {
                    self.out.extend_from_slice(code.get(copied..at)?);
                    let (value, place) = self.stack.pop()?;
                    self.out.truncate(place);
                    let body = subroutine(if token == 10 { self.local } else { self.global }, value)?;
                    if self.run(body, depth + 1)? == End::Glyph {
                        return Some(End::Glyph);
                    }
                    at += 1;
                    copied = at;
                }
                11 => {
                    self.out.extend_from_slice(code.get(copied..at)?);
                    return Some(End::Returned);
                }
                14 => {
                    // With four operands it is an accented letter made of two others.
                    self.out.extend_from_slice(code.get(copied..=at)?);
                    return (self.stack.len() < 4).then_some(End::Glyph);
                }
                _ => at += self.operator(token, code.get(at + 1).copied())?,
            }
            if self.out.len() > LONGEST {
                return None;
            }
        }
        None
    }

    /// Takes an operator; gives its bytes.
    fn operator(&mut self, token: u8, next: Option<u8>) -> Option<usize> {
        let size = match token {
            // Stems, of two operands each; those before a mask may lack their operator.
            1 | 3 | 18 | 23 => {
                self.stems += self.stack.len() / 2;
                1
            }
            19 | 20 => {
                self.stems += self.stack.len() / 2;
                1 + self.stems.div_ceil(8)
            }
            // Moves, lines, curves.
            4..=8 | 21 | 22 | 24..=27 | 30 | 31 => 1,
            // Flexes.
            12 if matches!(next, Some(34..=37)) => 2,
            _ => return None,
        };
        self.stack.clear();
        Some(size)
    }
}

/// The first number of `code` and its size; of a fraction the whole part. Dictionaries have the same, but for
/// the token 255.
pub(super) fn number(code: &[u8]) -> Option<(i32, usize)> {
    Some(match *code {
        [28, a, b, ..] => (i16::from_be_bytes([a, b]).into(), 3),
        [a @ 32..=246, ..] => (i32::from(a) - 139, 1),
        [a @ 247..=250, b, ..] => ((i32::from(a) - 247) * 256 + i32::from(b) + 108, 2),
        [a @ 251..=254, b, ..] => (-(i32::from(a) - 251) * 256 - i32::from(b) - 108, 2),
        [255, a, b, _, _, ..] => (i16::from_be_bytes([a, b]).into(), 5),
        _ => return None,
    })
}

/// The subroutine that a biased number calls (5177, 4.7).
fn subroutine(of: Index<'_>, number: i32) -> Option<&[u8]> {
    let bias = match of.len() {
        0..1240 => 107,
        1240..33_900 => 1131,
        _ => 32_768,
    };
    of.get(usize::try_from(number + bias).ok()?)
}

#[cfg(test)]
mod tests {
    use super::Flattener;
    use crate::press::cff::Index;

    /// An INDEX of two subroutines, numbers −107 and −106.
    const SUBRS: &[u8] = &[0, 2, 1, 1, 4, 7, 140, 21, 11, 141, 5, 14];

    fn flat(code: &[u8]) -> Option<Vec<u8>> {
        let local = Index::read(SUBRS, 0).expect("an index").0;
        Flattener::new(Index::default(), local).flat(code).map(<[u8]>::to_vec)
    }

    #[test]
    fn calls_are_written_out_without_their_numbers() {
        assert_eq!(flat(&[139, 32, 10, 150, 5, 14]), Some(vec![139, 140, 21, 150, 5, 14]));
        assert_eq!(flat(&[139, 32, 10, 150, 33, 10]), Some(vec![139, 140, 21, 150, 141, 5, 14]), "endchar in it");
        assert_eq!(flat(&[139, 28, 255, 149, 10, 14]), Some(vec![139, 140, 21, 14]), "a number of three bytes");
    }

    #[test]
    fn masks_are_as_long_as_there_are_stems() {
        // Eight stems and an implied ninth take two bytes, which look like a call and an end.
        let stems: Vec<u8> = [[139; 16].as_slice(), &[18], &[139; 2], &[19, 10, 14], &[14]].concat();
        assert_eq!(flat(&stems), Some(stems.clone()));
    }

    #[test]
    fn what_cannot_be_followed_is_refused() {
        assert_eq!(flat(&[139, 139, 139, 139, 14]), None, "an accent");
        assert_eq!(flat(&[139, 139, 12, 10, 14]), None, "a sum");
        assert_eq!(flat(&[34, 10, 14]), None, "no such subroutine");
        assert_eq!(flat(&[10, 14]), None, "a call of nothing");
        assert_eq!(flat(&[139, 21]), None, "no end");
        assert_eq!(flat(&[139; 60]), None, "too many operands");
    }

    #[test]
    fn a_subroutine_that_calls_itself_ends() {
        // Number −107 calls itself a hundred times.
        let mut index = vec![0, 1, 1, 1, 201];
        index.extend([32, 10].repeat(100));
        let local = Index::read(&index, 0).expect("an index").0;
        assert_eq!(Flattener::new(Index::default(), local).flat(&[32, 10]), None);
    }
}
