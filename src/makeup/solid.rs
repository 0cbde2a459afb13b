//! Lines of the strict grid that are not solid (standards A6, `snap`).

use super::copy::Piece;
use super::flow::Placed;
use super::report::UnsolidLine;
use crate::geom::PerMille;

/// Every line of the strict grid that is not solid, with the reasons (standards A6).
pub(super) fn unsolid(pieces: &[Piece], set: &[Placed]) -> Vec<UnsolidLine> {
    let line = |placed: &Placed| {
        let piece = &pieces[placed.piece];
        let why = reasons(piece, placed);
        let text = piece.text.text[piece.bytes(placed.line.units.clone())].to_owned();
        (!why.is_empty()).then_some(UnsolidLine { text, why })
    };
    set.iter().filter_map(line).collect()
}

/// Why a line is not solid; nothing where the grid is not asked for.
pub(super) fn reasons(piece: &Piece, placed: &Placed) -> Vec<&'static str> {
    let spaced = piece.snaps() && placed.tracking != PerMille::ZERO;
    let own = placed.line.record.unsolid.iter().map(|reason| reason.id());
    own.chain(spaced.then_some("letter-space")).collect()
}
