//! What `mutool trace` says a page draws: every glyph with its origin, size, face and colour.

use crate::tools::run;

/// One glyph as drawn.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    /// What it stands for.
    pub(crate) text: String,
    /// Name of the face without the tag of the subset.
    pub(crate) face: String,
    /// Type size in points.
    pub(crate) size: f64,
    /// Width of the em after scaling, in points.
    pub(crate) em: f64,
    /// Origin from the top left of the media, in points, y downward.
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// Advance in points.
    pub(crate) advance: f64,
    /// Colour space and colour.
    pub(crate) ink: String,
}

/// A page as drawn.
pub(crate) struct Trace {
    /// Glyphs in the order of drawing.
    pub(crate) glyphs: Vec<Drawn>,
    /// Names of all operations with their colour spaces and colours.
    pub(crate) inks: Vec<(String, String)>,
    /// The texts of all glyphs without blanks, with the glyph of each byte.
    pub(crate) text: String,
    at: Vec<usize>,
}

impl Trace {
    /// Traces the first page of a PDF.
    pub(crate) fn of(pdf: &str) -> Option<Self> {
        run("mutool", &["trace", pdf]).map(|said| Self::read(&said))
    }

    fn read(said: &str) -> Self {
        let mut trace = Self { glyphs: Vec::new(), inks: Vec::new(), text: String::new(), at: Vec::new() };
        let (mut matrix, mut ink, mut face, mut trm) =
            (vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0], String::new(), "", Vec::new());
        for line in said.lines().map(str::trim) {
            if line.starts_with("<g ") {
                let (x, y) = (number(line, "x"), number(line, "y"));
                let text = unescaped(value(line, "unicode").expect("what the glyph stands for"));
                trace.glyphs.push(Drawn {
                    text,
                    face: face.split_once('+').map_or(face, |(_, name)| name).to_owned(),
                    size: trm[3],
                    em: trm[0],
                    x: matrix[0] * x + matrix[2] * y + matrix[4],
                    y: matrix[1] * x + matrix[3] * y + matrix[5],
                    advance: number(line, "adv") * trm[0],
                    ink: ink.clone(),
                });
            } else if line.starts_with("<span") {
                face = value(line, "font").expect("a face");
                trm = numbers(line, "trm");
            } else if let Some(space) = value(line, "colorspace") {
                let name = line[1..].split_whitespace().next().unwrap_or_default().to_owned();
                ink = format!("{space} {}", value(line, "color").unwrap_or_default());
                trace.inks.push((name, ink.clone()));
                matrix = numbers(line, "transform");
            }
        }
        trace.index();
        trace
    }

    fn index(&mut self) {
        for (glyph, drawn) in self.glyphs.iter().enumerate() {
            let text: String = drawn.text.chars().filter(|c| !c.is_whitespace() && *c != '\u{FFFD}').collect();
            self.at.extend(std::iter::repeat_n(glyph, text.len()));
            self.text.push_str(&text);
        }
    }

    /// The glyphs of some bytes of the text.
    pub(crate) fn of_bytes(&self, range: std::ops::Range<usize>) -> &[Drawn] {
        if range.is_empty() {
            return &[];
        }
        &self.glyphs[self.at[range.start]..=self.at[range.end - 1]]
    }
}

fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {key}=\""))?;
    rest.split('"').next()
}

fn numbers(line: &str, key: &str) -> Vec<f64> {
    let written = value(line, key).unwrap_or_else(|| panic!("{key} in {line}"));
    written.split_whitespace().map(|word| word.parse().expect("a number")).collect()
}

fn number(line: &str, key: &str) -> f64 {
    numbers(line, key)[0]
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, tail) = after.split_once(';').expect("an entity");
        out.push_str(before);
        out.push(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            code => {
                let code = code.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
                char::from_u32(code.expect("a number").expect("hex")).expect("a character")
            }
        });
        rest = tail;
    }
    out + rest
}
