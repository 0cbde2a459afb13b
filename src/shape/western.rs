//! Latin text inside Chinese: whose a quotation mark is, words, numbers, addresses.
//!
//! Source: standards A1 (QU by direction), A4 (digits, Latin words, addresses).

use super::CharClass;
use super::sign::{Char, Sign};

/// A stretch of Latin text that stays one unit.
pub(super) struct Token {
    /// Latin, number, sign before or after a number, slash.
    pub(super) class: CharClass,
    /// How many characters.
    pub(super) length: usize,
    /// A piece of an address: a line may begin at it if others stand before it (A4).
    pub(super) breaks: bool,
}

/// Gives every quotation mark to Chinese (as a bracket) or to Latin text (as a letter).
///
/// A mark is Latin when the nearest text on both of its sides is, and its partner agrees; an
/// apostrophe between two letters always is.
pub(super) fn settle_quotes(chars: &mut [Char]) {
    let mut open: Vec<(usize, bool)> = Vec::new();
    for at in 0..chars.len() {
        let Sign::Quote(opening) = chars[at].sign else { continue };
        if !opening && between_letters(chars, at) {
            chars[at].sign = Sign::Letter;
            continue;
        }
        let latin = amid_latin(chars, at);
        settle(&mut chars[at], opening, latin);
        if opening {
            open.push((at, latin));
        } else if let Some(partner) = open.iter().rposition(|&(place, _)| pairs(chars[place].ch, chars[at].ch)) {
            let (place, agrees) = open[partner];
            open.truncate(partner);
            if agrees != latin {
                settle(&mut chars[place], true, false);
                settle(&mut chars[at], false, false);
            }
        }
    }
}

fn settle(quote: &mut Char, opening: bool, latin: bool) {
    quote.sign = match (latin, opening) {
        (true, _) => Sign::Letter,
        (false, true) => Sign::One(CharClass::Open),
        (false, false) => Sign::One(CharClass::Close),
    };
}

fn pairs(open: char, close: char) -> bool {
    matches!((open, close), ('\u{201C}', '\u{201D}') | ('\u{2018}', '\u{2019}'))
}

fn between_letters(chars: &[Char], at: usize) -> bool {
    let letter = |char: &Char| char.ch.is_alphanumeric() && matches!(char.sign, Sign::Letter | Sign::Digit);
    at > 0 && letter(&chars[at - 1]) && chars.get(at + 1).is_some_and(letter)
}

/// Whether the nearest characters that are neither spaces nor quotes are Latin on both sides;
/// the edge of the paragraph agrees with either.
fn amid_latin(chars: &[Char], at: usize) -> bool {
    let before = nearest(chars[..at].iter().rev());
    let after = nearest(chars[at + 1..].iter());
    before != Some(false) && after != Some(false) && (before.is_some() || after.is_some())
}

/// Whether the nearest text is Latin; `None` at the edge of the paragraph. Looking stops after a
/// while, so that a page of quotes is not read again for each of them.
fn nearest<'c>(side: impl Iterator<Item = &'c Char>) -> Option<bool> {
    side.take(64)
        .find(|char| {
            !is_quote(char.ch)
                && !matches!(char.sign, Sign::Space | Sign::Tie | Sign::Fixed(_) | Sign::Mute | Sign::Soft)
        })
        .map(|char| is_western(char.sign))
}

fn is_quote(ch: char) -> bool {
    matches!(ch, '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}')
}

/// Whether a character can stand in a stretch of Latin text without spaces.
pub(super) fn is_western(sign: Sign) -> bool {
    matches!(sign, Sign::Digit | Sign::Letter | Sign::Prefix | Sign::Postfix(_) | Sign::Slash)
}

/// The next unit of `run`, a stretch of Latin text without spaces. `before` is the class of the
/// token before it, if they touch; `address` whether the stretch is a URL or e-mail address.
pub(super) fn next_token(run: &[Char], before: Option<CharClass>, address: bool) -> Token {
    if address {
        return Token { class: CharClass::Latin, length: address_piece(run), breaks: true };
    }
    let one = |class| Token { class, length: attached_from(run, 1), breaks: false };
    match run[0].sign {
        Sign::Prefix if is_digit(run.get(1)) || !is_narrow(run[0].ch) => one(CharClass::Prefix),
        Sign::Postfix(true) => one(CharClass::PostfixWide),
        Sign::Postfix(false) if before == Some(CharClass::Num) => one(CharClass::Postfix),
        Sign::Slash => one(CharClass::Sol),
        _ => {
            let length = word(run);
            let class = if is_number(&run[..length]) { CharClass::Num } else { CharClass::Latin };
            Token { class, length, breaks: false }
        }
    }
}

/// Length of the word or number that `run` begins with.
fn word(run: &[Char]) -> usize {
    for at in 1..run.len() {
        let ends = match run[at].sign {
            Sign::Attached | Sign::Soft => false,
            Sign::Slash | Sign::Postfix(true) => true,
            Sign::Prefix => is_digit(run.get(at + 1)) || !is_narrow(run[at].ch),
            Sign::Postfix(false) => is_number(&run[..at]),
            _ => run[at].breaks && run[at - 1].sign != Sign::Soft,
        };
        if ends {
            return at;
        }
    }
    run.len()
}

/// Digits with inner . , : - and a sign before them.
fn is_number(word: &[Char]) -> bool {
    let inner = |char: &Char| matches!(char.ch, '.' | ',' | ':' | '-' | '+');
    is_digit(word.last())
        && word.iter().all(|char| char.sign == Sign::Digit || inner(char))
        && matches!(word[0].ch, '0'..='9' | '-' | '+')
}

fn is_digit(char: Option<&Char>) -> bool {
    char.is_some_and(|char| char.sign == Sign::Digit)
}

fn is_narrow(ch: char) -> bool {
    ch < '\u{FF00}'
}

fn attached_from(run: &[Char], start: usize) -> usize {
    start + run[start..].iter().take_while(|char| char.sign == Sign::Attached).count()
}

/// Whether a stretch is a URL or an e-mail address.
pub(super) fn is_address(run: &[Char]) -> bool {
    let at = |place: usize, ch: char| run.get(place).is_some_and(|char| char.ch == ch);
    if at(0, 'w') && at(1, 'w') && at(2, 'w') && at(3, '.') {
        return true;
    }
    let last_dot = run.iter().rposition(|char| char.ch == '.').unwrap_or(0);
    run.iter().enumerate().any(|(place, char)| match char.ch {
        ':' => at(place + 1, '/') && at(place + 2, '/'),
        '@' => place > 0 && place < last_dot,
        _ => false,
    })
}

/// Length of the piece of an address up to and with its next run of / . - @.
fn address_piece(run: &[Char]) -> usize {
    let joint = |char: &Char| matches!(char.ch, '/' | '.' | '-' | '@');
    let body = run.iter().take_while(|char| !joint(char)).count();
    let length = body + run[body..].iter().take_while(|char| joint(char) || char.sign == Sign::Attached).count();
    length.max(1)
}
