//! `banxin compose`: the composer alone. A request a line in, a reply a line out, in order.

mod advances;
mod reply;
mod request;

use std::cell::OnceCell;
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

use banxin::font::FontBook;
use banxin::shape::Shaper;
use serde_json::{Value, json};

use self::request::{Metrics, Request};
use super::args::Compose;
use super::{End, say};

/// No line of a request is longer; what is longer is read over and answered with an error.
const LONGEST: usize = 64 << 20;

/// Answers requests until the input ends. A bad request has an error for an answer and the run goes on.
pub(crate) fn run(args: &Compose) -> End {
    let book = OnceCell::new();
    let fonts = Fonts { folder: &args.fonts, book: &book, shaper: OnceCell::new() };
    let mut input = std::io::stdin().lock();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        match read_line(&mut input, &mut line) {
            Ok(false) => return End::Good,
            Ok(true) if line.trim_ascii().is_empty() => continue,
            Ok(true) => {}
            Err(error) => {
                say::error(&format!("standard input cannot be read: {error}"));
                return End::Stuck;
            }
        }
        let answer = answer(&line, &fonts);
        // Flushed line by line, so that a program can ask and wait; a closed pipe is the reader's wish.
        if serde_json::to_writer(&mut out, &answer).is_err() || writeln!(out).and_then(|()| out.flush()).is_err() {
            return End::Good;
        }
    }
}

/// Reads a line, at most [`LONGEST`] bytes of it; `false` at the end of the input.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    let mut any = false;
    loop {
        let part = input.fill_buf()?;
        if part.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = part.iter().position(|&byte| byte == b'\n');
        let taken = end.map_or(part.len(), |end| end + 1);
        let room = (LONGEST + 1).saturating_sub(line.len());
        line.extend_from_slice(&part[..taken.min(room)]);
        input.consume(taken);
        if end.is_some() {
            return Ok(true);
        }
    }
}

fn answer(line: &[u8], fonts: &Fonts<'_>) -> Value {
    if line.len() > LONGEST {
        return json!({"id": null, "error": format!("a request is longer than {LONGEST} bytes")});
    }
    let value: Value = match serde_json::from_slice(line) {
        Ok(value) => value,
        Err(error) => return json!({"id": null, "error": format!("not JSON: {error}")}),
    };
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    let answer = Request::read(&value).and_then(|request| match &request.metrics {
        Metrics::Stub => Ok(reply::reply(&request, None)),
        Metrics::Face(face) => fonts.get().and_then(|(book, shaper)| {
            let faces = request::faces(book, face)?;
            Ok(reply::reply(&request, Some((shaper, &faces))))
        }),
    });
    match answer {
        Ok(mut reply) => {
            reply.insert("id".into(), id);
            Value::Object(reply)
        }
        Err(error) => json!({"id": id, "error": error}),
    }
}

/// The faces, opened when a request first names one.
struct Fonts<'b> {
    folder: &'b Path,
    book: &'b OnceCell<Result<FontBook, String>>,
    shaper: OnceCell<Shaper<'b>>,
}

impl<'b> Fonts<'b> {
    fn get(&self) -> Result<(&'b FontBook, &Shaper<'b>), String> {
        let open = || {
            FontBook::open(self.folder).map_err(|problems| {
                let said: Vec<_> = problems.iter().map(|problem| problem.message.clone()).collect();
                format!("the faces in {} cannot be used: {}", self.folder.display(), said.join("; "))
            })
        };
        let book = self.book.get_or_init(open).as_ref().map_err(Clone::clone)?;
        Ok((book, self.shaper.get_or_init(|| Shaper::new(book))))
    }
}
