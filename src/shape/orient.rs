//! Which characters stand upright in a vertical line.
//!
//! Source: UAX #50, Vertical_Orientation of `icu_properties` (Unicode 18.0 with ICU4X 2.4), tailored by standards
//! A10; the presentation forms are U+FE10–FE19 and U+FE30–FE48 with their compatibility mappings.

use icu_properties::CodePointMapData;
use icu_properties::props::VerticalOrientation;

use super::CharClass;

/// How a character wants to stand in a vertical line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Orientation {
    /// Upright (U, Tu): with the face's vertical form if it has one.
    Upright,
    /// Upright in its vertical form, turned without one (Tr).
    Transformed,
    /// Turned (R).
    Turned,
}

/// The orientation of a unit by its class and first character. Where A10 speaks of a class, it goes before UAX #50:
/// quotes, dashes and ellipses have vertical forms; ～ – / are turned; · is the same whichever way it is turned.
pub(super) fn orientation(class: CharClass, first: char) -> Orientation {
    match class {
        CharClass::Open | CharClass::Close | CharClass::Dash2 | CharClass::Ell2 => Orientation::Transformed,
        CharClass::Pause | CharClass::Stop | CharClass::Stop2 | CharClass::Mid | CharClass::IdSp => {
            Orientation::Upright
        }
        CharClass::Conn | CharClass::Sol | CharClass::Note | CharClass::Wsp => Orientation::Turned,
        _ => of_unicode(first),
    }
}

/// UAX #50.
fn of_unicode(character: char) -> Orientation {
    match character {
        // The bulk of every text, known without the table.
        '\u{4E00}'..='\u{9FFF}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => Orientation::Upright,
        _ => match CodePointMapData::<VerticalOrientation>::new().get(character) {
            VerticalOrientation::Upright | VerticalOrientation::TransformedUpright => Orientation::Upright,
            VerticalOrientation::TransformedRotated => Orientation::Transformed,
            _ => Orientation::Turned,
        },
    }
}

/// Characters with a presentation form for vertical lines, in order.
const FORMS: [(char, char); 39] = [
    ('\u{2013}', '\u{FE32}'),
    ('\u{2014}', '\u{FE31}'),
    ('‘', '\u{FE41}'),
    ('’', '\u{FE42}'),
    ('“', '\u{FE43}'),
    ('”', '\u{FE44}'),
    ('\u{2025}', '\u{FE30}'),
    ('\u{2026}', '\u{FE19}'),
    ('\u{22EF}', '\u{FE19}'),
    ('、', '\u{FE11}'),
    ('。', '\u{FE12}'),
    ('〈', '\u{FE3F}'),
    ('〉', '\u{FE40}'),
    ('《', '\u{FE3D}'),
    ('》', '\u{FE3E}'),
    ('「', '\u{FE41}'),
    ('」', '\u{FE42}'),
    ('『', '\u{FE43}'),
    ('』', '\u{FE44}'),
    ('【', '\u{FE3B}'),
    ('】', '\u{FE3C}'),
    ('〔', '\u{FE39}'),
    ('〕', '\u{FE3A}'),
    ('〖', '\u{FE17}'),
    ('〗', '\u{FE18}'),
    ('！', '\u{FE15}'),
    ('（', '\u{FE35}'),
    ('）', '\u{FE36}'),
    ('，', '\u{FE10}'),
    ('：', '\u{FE13}'),
    ('；', '\u{FE14}'),
    ('？', '\u{FE16}'),
    ('［', '\u{FE47}'),
    ('］', '\u{FE48}'),
    ('＿', '\u{FE33}'),
    ('｛', '\u{FE37}'),
    ('｝', '\u{FE38}'),
    ('｟', '\u{FE35}'),
    ('｠', '\u{FE36}'),
];

/// The character that shows another in a vertical line, for faces that have no `vert` glyph for it.
pub(super) fn presentation_form(character: char) -> Option<char> {
    FORMS.binary_search_by_key(&character, |form| form.0).ok().map(|at| FORMS[at].1)
}

#[cfg(test)]
mod tests {
    use super::{FORMS, Orientation, orientation, presentation_form};
    use crate::shape::CharClass;

    #[test]
    fn forms_are_in_order() {
        assert!(FORMS.windows(2).all(|pair| pair[0].0 < pair[1].0), "binary search needs it");
        assert_eq!(presentation_form('—'), Some('\u{FE31}'));
        assert_eq!(presentation_form('国'), None);
    }

    #[test]
    fn orientation_is_that_of_uax_50_where_a10_is_silent() {
        use Orientation::{Transformed, Turned, Upright};
        for (characters, expected) in [
            ("国あア한〇①㈱℃％￥※§©±×÷★♪㎏ㄅ", Upright),
            ("ぁっゃ々", Upright),
            ("ー〰゠〘", Transformed),
            ("→↑≠°π", Turned),
        ] {
            for character in characters.chars() {
                assert_eq!(orientation(CharClass::Han, character), expected, "{character}");
            }
        }
    }

    #[test]
    fn a10_goes_before_uax_50() {
        for (class, first, expected) in [
            (CharClass::Open, '“', Orientation::Transformed),
            (CharClass::Dash2, '—', Orientation::Transformed),
            (CharClass::Ell2, '…', Orientation::Transformed),
            (CharClass::Conn, '～', Orientation::Turned),
            (CharClass::Sol, '／', Orientation::Turned),
            (CharClass::Mid, '·', Orientation::Upright),
            (CharClass::Pause, '：', Orientation::Upright),
        ] {
            assert_eq!(orientation(class, first), expected, "{first}");
        }
    }
}
