//! Rules of heads on grounds.

use super::Rule;
use crate::diag::Severity::Warning;

rules! {
    HEAD_REVERSED "head-reversed" Warning
        "Type on a ground is told from it and large enough: reversed from 45 % of ink up, 黑体 from 10.5 pt, other faces from 14 pt (standards C3)."
        "Newsprint fills in thin strokes of reversed type, and on a light ground nobody reads it."
        "Take a darker `tint` for reversed type, `ink = \"K100\"` for a light one, or a larger size."
    HEAD_KNOCKOUT "head-knockout" Warning
        "A head on a picture has a contrast of 3 : 1 to what is under its lines, in paper or in black."
        "A head that runs over light and dark is lost in the picture."
        "Move it with `head_stand` to a calm part of the picture, choose another picture, or give it a `head_panel`."
}
