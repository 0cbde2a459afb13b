//! A reply of `banxin compose`.

use banxin::compose::{Galley, Line, Measure, Trouble, chances, compose_in_detail, hold};
use banxin::geom::{Em, WritingMode};
use banxin::shape::{CharClass, FaceSet, Passage, ShapedText, Shaper, Stand, Unit, stub};
use serde_json::{Map, Value, json};

use super::advances::{advances, bytes};
use super::request::Request;

/// Composes what was asked for.
pub(super) fn reply(request: &Request, faces: Option<(&Shaper<'_>, &FaceSet)>) -> Map<String, Value> {
    let passage = Passage { manner: request.manner, ..Passage::plain(&request.text) };
    let mut warnings: Vec<String> = Vec::new();
    let text = match faces {
        None => stub(&passage),
        Some((shaper, faces)) => {
            let (text, missing) = shaper.shape(&passage, faces);
            warnings.extend(missing.iter().map(|lost| format!("missing-glyph U+{:04X}", u32::from(lost.character))));
            text
        }
    };
    let measure = Measure { width: request.measure, indent: request.indent };
    let mut reply = Map::new();
    reply.insert("text".into(), json!(request.text));
    let (galley, starts) = match &request.hold {
        None => compose_in_detail(&text, 0, measure, &request.rules),
        Some(old) => {
            let old: Vec<&str> = old.iter().map(String::as_str).collect();
            let held = hold(&text, 0, measure, &request.rules, &old);
            reply.insert("moved".into(), json!(held.moved));
            (held.galley, held.starts)
        }
    };
    warnings.extend(galley.lines.iter().flat_map(|line| &line.record.troubles).map(|it| it.id().to_owned()));
    reply.insert("lines".into(), lines(&text, &galley, &starts, request.indent));
    let open = || chances(&text, &request.rules);
    let breaks = open().into_iter().filter(|chance| chance.open);
    let breaks = breaks.map(|chance| json!([text.units[chance.unit as usize].text.start, chance.allowed]));
    reply.insert("breaks".into(), breaks.collect());
    reply.insert("gaps".into(), gaps(&text, open().into_iter()));
    if request.manner.writing == WritingMode::Vertical {
        reply.insert("vo".into(), orientation(&text));
    }
    reply.insert("warnings".into(), json!(warnings));
    reply
}

/// An em count as it is written: exact in 1/24,000.
fn em(em: Em) -> Value {
    json!(em.to_f64())
}

fn ems(all: &[Em]) -> Value {
    all.iter().copied().map(em).collect()
}

fn lines(text: &ShapedText, galley: &Galley, starts: &[Vec<Em>], indent: Em) -> Value {
    let of_line = |(at, (line, starts)): (usize, (&Line, &Vec<Em>))| {
        let indent = if at == 0 { indent } else { Em::ZERO };
        let hyphen = line.hyphen.and_then(|(_, index)| text.hyphens.get(index as usize));
        let mut object = json!({
            "text": &text.text[bytes(text, line)],
            "width_em": em(line.width - indent),
            "natural_em": em(line.record.natural - indent),
            "adv": ems(&advances(text, line, starts)),
            "hang": em(line.hang),
            "record": record(line, indent),
        });
        if let Some(hyphen) = hyphen {
            object["hyphen_em"] = em(hyphen.width);
        }
        object
    };
    galley.lines.iter().zip(starts).enumerate().map(of_line).collect()
}

fn record(line: &Line, indent: Em) -> Value {
    let record = &line.record;
    let mut object = json!({
        "natural_em": em(record.natural - indent),
        "indent_em": em(indent),
        "shrunk_em": ems(&record.shrunk),
        "stretched_em": ems(&record.stretched),
        "why": record.why.id(),
        "warnings": record.troubles.iter().copied().map(Trouble::id).collect::<Vec<_>>(),
    });
    if !record.unsolid.is_empty() {
        object["unsolid"] = record.unsolid.iter().map(|reason| json!(reason.id())).collect();
    }
    object
}

/// Places of gaps, as the number of the character that stands after each, and its width before any line is set.
fn gaps(text: &ShapedText, open: impl Iterator<Item = banxin::compose::Chance>) -> Value {
    let (mut chars, mut byte) = (0, 0);
    let gaps = open.filter_map(|chance| Some((chance.unit, chance.gap?)));
    gaps.map(|(unit, gap)| {
        let start = text.units[unit as usize].text.start as usize;
        chars += text.text[byte..start].chars().count();
        byte = start;
        json!([chars, em(gap)])
    })
    .collect()
}

/// How each character stands in a vertical line: upright, or turned.
fn orientation(text: &ShapedText) -> Value {
    let mut of = Vec::new();
    let mut at = 0;
    for unit in &text.units {
        of.extend(text.text[at..unit.text.start as usize].chars().map(|_| "R"));
        of.extend(text.text[unit.text.start as usize..unit.text.end as usize].chars().map(|_| stands(unit)));
        at = unit.text.end as usize;
    }
    of.extend(text.text[at..].chars().map(|_| "R"));
    json!(of)
}

/// UAX #50: dashes, dots and · are turned, by a glyph of the face where it has one; other marks of Chinese are upright, with
/// the forms of `vert`.
fn stands(unit: &Unit) -> &'static str {
    match (unit.stand, unit.class) {
        (Stand::Turned, _) | (_, CharClass::Dash2 | CharClass::Ell2 | CharClass::Conn | CharClass::Mid) => "R",
        (Stand::Upright | Stand::Combined, _) => "U",
    }
}
