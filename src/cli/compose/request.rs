//! A request of `banxin compose`, read from JSON with every mistake named.

use std::collections::BTreeMap;

use banxin::compose::{self, Rules};
use banxin::diag::suggest;
use banxin::font::FontBook;
use banxin::geom::{Em, WritingMode};
use banxin::shape::{FaceSet, Manner};
use banxin::style::{Lang, Role};
use serde_json::{Map, Value};

/// Widest measure, and the one of `null`: no line of a paragraph is as long.
const UNLIMITED: Em = Em::whole(100_000_000);
/// Widest measure that may be asked for, in em.
const WIDEST: f64 = 1_000_000.0;

/// Keys of a request; those of the last row may stand here as well as among the options.
const KEYS: [&str; 12] = [
    "id",
    "text",
    "measure_em",
    "profile",
    "options",
    "writing",
    "lang",
    "indent_em",
    "metrics",
    "repair",
    "hold",
    "remainder",
];

/// Options that are no parameters of the rules.
const OWN_OPTIONS: [&str; 6] = ["repair", "hold", "remainder", "indent", "widows", "orphans"];

/// Where widths come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Metrics {
    /// Standards E.
    Stub,
    /// A face of the catalogue, by id or alias.
    Face(String),
}

/// A request.
pub(super) struct Request {
    /// The text, repaired if that was asked for.
    pub(super) text: String,
    /// Width of a line.
    pub(super) measure: Em,
    /// Indent of the first line.
    pub(super) indent: Em,
    /// The rules.
    pub(super) rules: Rules,
    /// How the text is set.
    pub(super) manner: Manner,
    /// Where widths come from.
    pub(super) metrics: Metrics,
    /// The lines before a correction, if they are to be held.
    pub(super) hold: Option<Vec<String>>,
}

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    /// All that is wrong with it, in one sentence each.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        let object = value.as_object().ok_or("a request is an object, such as {\"id\": 1, \"text\": \"中文\"}")?;
        let mut wrong = Vec::new();
        for key in object.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            wrong.push(unknown(key, "key of a request", KEYS.into_iter()));
        }
        let mut noted = |found: Result<(), String>| wrong.extend(found.err());
        let mut rules = Rules::default();
        let mut own = Own::default();
        let profile = word(object, "profile", "news-cn").and_then(|name| {
            let names = || Rules::profiles().collect::<Vec<_>>().join(", ");
            Rules::profile(name).ok_or_else(|| format!("there is no profile `{name}`; there are {}", names()))
        });
        noted(profile.map(|profile| rules = profile));
        noted(options(object, &mut rules, &mut own));
        let text = match object.get("text") {
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                noted(Err("`text` is a string".into()));
                String::new()
            }
            None => {
                noted(Err("`text` is missing".into()));
                String::new()
            }
        };
        let mut manner = Manner { hyphenate: rules.hyphenate, ..Manner::default() };
        noted(word(object, "writing", "horizontal").and_then(writing).map(|found| manner.writing = found));
        noted(word(object, "lang", "zh-Hans").and_then(lang).map(|found| manner.lang = found));
        let mut measure = UNLIMITED;
        noted(ems(object, "measure_em").map(|found| measure = found.unwrap_or(UNLIMITED)));
        if measure <= Em::ZERO {
            noted(Err("`measure_em` is above 0, or null for no limit".into()));
        }
        let mut indent = Em::ZERO;
        noted(ems(object, "indent_em").map(|found| indent = found.unwrap_or(Em::ZERO)));
        if indent < Em::ZERO || measure > Em::ZERO && indent >= measure {
            noted(Err("`indent_em` is from 0 to below the measure".into()));
        }
        noted(on_the_grid(&rules, own.remainder, &mut measure, indent));
        let metrics = match word(object, "metrics", "stub") {
            Ok("stub") => Metrics::Stub,
            Ok(face) => Metrics::Face(face.to_owned()),
            Err(error) => {
                noted(Err(error));
                Metrics::Stub
            }
        };
        if !wrong.is_empty() {
            return Err(wrong.join("; "));
        }
        let text = if own.repair { banxin::story::repaired(&text) } else { text };
        Ok(Self { text, measure, indent, rules, manner, metrics, hold: own.hold })
    }
}

/// Options beside the parameters of the rules.
#[derive(Default)]
struct Own {
    repair: bool,
    hold: Option<Vec<String>>,
    remainder: Remainder,
}

/// What becomes of a measure that is not a whole number of characters on the strict grid.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Remainder {
    /// It is refused.
    #[default]
    Refuse,
    /// Lines are whole characters wide; the rest is white.
    Gutter,
    /// Lines fill the measure all the same, and say that they are not solid.
    Free,
}

fn options(object: &Map<String, Value>, rules: &mut Rules, own: &mut Own) -> Result<(), String> {
    let mut wrong = Vec::new();
    for key in ["repair", "hold", "remainder"] {
        let value = object.get(key).filter(|value| !value.is_null());
        wrong.extend(value.and_then(|value| option(key, value, rules, own).err()));
    }
    let none = Map::new();
    let options = match object.get("options") {
        None | Some(Value::Null) => &none,
        Some(Value::Object(options)) => options,
        Some(_) => {
            wrong.push("`options` is an object".into());
            &none
        }
    };
    // `level` may set the line end with it (news-cn), which an own `line_end` then overrides, whatever their order.
    let (first, rest): (Vec<_>, Vec<_>) = options.iter().partition(|(key, _)| *key == "level");
    for (key, value) in first.into_iter().chain(rest) {
        wrong.extend(option(key, value, rules, own).err());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
}

fn option(key: &str, value: &Value, rules: &mut Rules, own: &mut Own) -> Result<(), String> {
    match (key, value) {
        ("repair", Value::Bool(repair)) => own.repair = *repair,
        ("repair", _) => return Err("`repair` is true or false".into()),
        ("hold", Value::Array(lines)) => {
            let lines: Option<Vec<String>> = lines.iter().map(|line| line.as_str().map(str::to_owned)).collect();
            own.hold = Some(lines.ok_or("`hold` is a list of the lines as they were")?);
        }
        ("hold", _) => return Err("`hold` is a list of the lines as they were".into()),
        ("remainder", Value::String(policy)) => {
            own.remainder = match policy.as_str() {
                "refuse" => Remainder::Refuse,
                "gutter" => Remainder::Gutter,
                "free" => Remainder::Free,
                _ => return Err("`remainder` is `refuse`, `gutter` or `free`".into()),
            };
        }
        ("remainder", _) => return Err("`remainder` is `refuse`, `gutter` or `free`".into()),
        // Parameters of paragraphs and columns (A9): they are kept where columns are made.
        ("indent" | "widows" | "orphans", Value::Number(_)) => {}
        ("indent" | "widows" | "orphans", _) => return Err(format!("`{key}` is a number")),
        (key, _) if !Rules::KEYS.contains(&key) => {
            return Err(unknown(key, "option", Rules::KEYS.into_iter().chain(OWN_OPTIONS)));
        }
        (key, Value::String(word)) => rules.set(key, compose::Value::Word(word))?,
        (key, Value::Bool(switch)) => rules.set(key, *switch)?,
        (key, Value::Number(number)) => rules.set(key, number.as_f64().unwrap_or(f64::INFINITY))?,
        (key, _) => return Err(format!("`{key}` takes a word, a number, true or false")),
    }
    Ok(())
}

/// On the strict grid a line is a whole number of characters (A6, B3).
fn on_the_grid(rules: &Rules, remainder: Remainder, measure: &mut Em, indent: Em) -> Result<(), String> {
    let part = |em: Em| Em::from_units(em.units() % Em::ONE.units());
    if !rules.snap {
        return Ok(());
    }
    if part(indent) != Em::ZERO {
        return Err("with `snap` the indent is a whole number of characters".into());
    }
    match remainder {
        Remainder::Refuse if part(*measure) != Em::ZERO => Err(format!(
            "with `snap` a measure of {} is refused: it is no whole number of characters; take {}, or set `remainder`",
            measure.to_f64(),
            measure.units() / Em::ONE.units()
        )),
        Remainder::Gutter if *measure > Em::ONE => {
            *measure -= part(*measure);
            Ok(())
        }
        Remainder::Refuse | Remainder::Gutter | Remainder::Free => Ok(()),
    }
}

fn unknown<'a>(key: &str, what: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let near = suggest(key, known.clone()).map(|near| format!(", did you mean `{near}`?"));
    let list = || format!("; there are {}", known.clone().collect::<Vec<_>>().join(", "));
    format!("`{key}` is no {what}{}", near.unwrap_or_else(list))
}

fn word<'v>(object: &'v Map<String, Value>, key: &str, default: &'static str) -> Result<&'v str, String> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(default),
        Some(Value::String(word)) => Ok(word),
        Some(_) => Err(format!("`{key}` is a string")),
    }
}

fn ems(object: &Map<String, Value>, key: &str) -> Result<Option<Em>, String> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_f64().filter(|ems| ems.abs() <= WIDEST) {
            Some(ems) => Ok(Some(Em::from_f64(ems))),
            None => Err(format!("`{key}` is a number of ems up to {WIDEST}, or null")),
        },
    }
}

fn writing(word: &str) -> Result<WritingMode, String> {
    match word {
        "horizontal" => Ok(WritingMode::Horizontal),
        "vertical" => Ok(WritingMode::Vertical),
        _ => Err("`writing` is `horizontal` or `vertical`".into()),
    }
}

fn lang(word: &str) -> Result<Lang, String> {
    match word.to_ascii_lowercase().as_str() {
        "zh-hans" | "zh-cn" | "zh" | "zh-sg" | "zh-hans-cn" => Ok(Lang::Simplified),
        "zh-hant" | "zh-tw" | "zh-hk" | "zh-mo" | "zh-hant-tw" | "zh-hant-hk" => Ok(Lang::Traditional),
        "ja" | "ja-jp" => Ok(Lang::Japanese),
        _ => Err("`lang` is `zh-Hans`, `zh-Hant` or `ja`".into()),
    }
}

/// The chain of a face, for plain text.
pub(super) fn faces(book: &FontBook, face: &str) -> Result<FaceSet, String> {
    if book.find(face).is_none() {
        return Err(unknown(face, "face, nor `stub`", book.names().collect::<Vec<_>>().into_iter()));
    }
    let chain = book.chain(&[face.to_owned()]);
    Ok(FaceSet { base: Role::Body, chains: BTreeMap::from([(Role::Body, chain)]) })
}
