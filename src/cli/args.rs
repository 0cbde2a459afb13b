//! What may be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// banxin 版心 sets newspaper pages from text files.
#[derive(Debug, Parser)]
#[command(version, about, after_help = "Exit codes: 0 in order, 1 problems found, 2 could not work.")]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Set an edition and write its press PDFs: one a page and one of the whole.
    Build(Build),
    /// Set an edition and report every problem, with remedies where copy does not fit; write nothing, unless one is applied.
    Check(Check),
    /// Set an edition and write its pages as PNG, rasterised from the PDF; also pages that are not right yet.
    Proof(Proof),
    /// Compose single paragraphs: JSON Lines in, JSON Lines out (src/compose/README.md).
    Compose(Compose),
    /// Draw a layout without copy, as SVG and PNG, with what its areas hold.
    Layout(DrawLayout),
    /// Begin something new: a paper of two pages that builds at once.
    New(New),
    /// Explain a rule by the id that a message names.
    Explain(Explain),
}

/// What all commands that set an edition share.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The edition: its edition.toml, or the folder that holds it.
    pub edition: PathBuf,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Threads; 0 takes all cores. The bytes do not depend on it.
    #[arg(short = 'j', long, default_value_t = 0)]
    pub threads: usize,
    /// Rules whose errors are only warnings in this run: `--allow overset-area`.
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
    /// List every repair that was made to the copy, with its place.
    #[arg(long)]
    pub repairs: bool,
    /// Set the edition again under the record of its sign-off: as few lines as can be move.
    #[arg(long, value_name = "FILE")]
    pub hold: Option<PathBuf>,
    /// Rules whose warnings are errors in this run: `--deny underset-area`.
    #[arg(long, value_name = "RULE")]
    pub deny: Vec<String>,
}

/// `banxin build`.
#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    pub common: Common,
    /// Folder for the PDFs; made if it is not there.
    #[arg(short, long, default_value = "out")]
    pub output: PathBuf,
    /// Which PDFs to write.
    #[arg(long, value_enum, default_value_t = Only::All)]
    pub only: Only,
    /// Write all pages of a regional edition, also those that come out as its base's.
    #[arg(long)]
    pub all_pages: bool,
    /// Write the record of the sign-off too: every paragraph as it is set, line by line.
    #[arg(long, value_name = "FILE")]
    pub sign: Option<PathBuf>,
}

/// `banxin check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub common: Common,
    /// Say what each page costs and why: its terms, area by area, and what the search looked at.
    #[arg(long)]
    pub explain: bool,
    /// Write the remedy of this number into edition.toml, comments and order kept, and check again.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub apply: Option<u16>,
    /// The page whose remedy is applied, where several pages need one.
    #[arg(long, value_name = "PAGE", requires = "apply")]
    pub page: Option<u16>,
}

/// `banxin proof`.
#[derive(Debug, Args)]
pub(crate) struct Proof {
    #[command(flatten)]
    pub common: Common,
    /// Folder for the PNGs; made if it is not there.
    #[arg(short, long, default_value = "out")]
    pub output: PathBuf,
    /// Pixels an inch, 20 to 600.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(20..=600))]
    pub ppi: u32,
    /// Only this page.
    #[arg(long)]
    pub page: Option<u16>,
}

/// `banxin compose`.
#[derive(Debug, Args)]
pub(crate) struct Compose {
    /// Folder of faces, for requests that name one.
    #[arg(long, default_value = "fonts")]
    pub fonts: PathBuf,
}

/// `banxin layout`.
#[derive(Debug, Args)]
pub(crate) struct DrawLayout {
    /// The layout: a file such as layouts/front-lead.toml.
    pub layout: PathBuf,
    /// Folder for the drawings; made if it is not there.
    #[arg(short, long, default_value = "out")]
    pub output: PathBuf,
    /// Pixels an inch of the PNG, 20 to 600.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(20..=600))]
    pub ppi: u32,
    /// Folder of faces; without it the nearest `fonts` at or above the layout is taken, or that of the program.
    #[arg(long, value_name = "DIR")]
    pub fonts: Option<PathBuf>,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// `banxin new`.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// What to begin.
    #[command(subcommand)]
    pub thing: NewThing,
}

/// What can be begun.
#[derive(Debug, Subcommand)]
pub(crate) enum NewThing {
    /// A paper: edition.toml, layouts and stories, with faces and profile if it joins no project that has them.
    Paper(NewPaper),
}

/// `banxin new paper`.
#[derive(Debug, Args)]
pub(crate) struct NewPaper {
    /// The name of the paper, as it is printed: one to twelve letters, digits, - or _. Its folder has it too.
    pub name: String,
    /// Folder in which the folder of the paper is made; made itself if it is not there.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// Folder of faces to copy; without it those of the project are named, or the nearest `fonts`, or the program's.
    #[arg(long, value_name = "DIR")]
    pub fonts: Option<PathBuf>,
}

/// `banxin explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Id of a rule, as in `error[overset-area]`; without it, all rules are listed.
    pub rule: Option<String>,
}

/// How to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One JSON object, for machines.
    Json,
    /// One line a problem.
    Concise,
}

/// Which PDFs to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    /// One a page and one of the whole edition.
    All,
    /// One a page.
    Pages,
    /// One of the whole edition.
    Edition,
}

/// Parses the command line; clap ends the program with exit code 2 if it is wrong.
pub(crate) fn parse() -> Cli {
    Cli::parse()
}
