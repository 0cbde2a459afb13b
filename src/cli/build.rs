//! `banxin build`.

use std::borrow::Cow;

use banxin::page::{Page, Spread};
use banxin::press::{Info, Press};
use banxin::remedy::Cure;
use rayon::prelude::*;

use super::args::{Build, Format, Only};
use super::night::{self, Set};
use super::progress::Progress;
use super::{End, files, regional, report, sign};

/// Sets the edition and writes its PDFs, all or none.
pub(crate) fn run(args: &Build) -> End {
    if let Some(end) = report::refuse_rules(&args.common) {
        return end;
    }
    let mut set = match night::set(&args.common, Some(Cure::Errors)) {
        Ok(set) => set,
        Err(problems) => return report::unreadable(&problems, &args.common),
    };
    if set.failed() {
        return report::finish(&set, &[], &args.common);
    }
    if !args.all_pages {
        set.shared = regional::shared(&set);
    }
    let documents = match write(&set, args) {
        Ok(documents) => documents,
        Err(reasons) => return report::stopped(&reasons, &args.common, End::Problems),
    };
    let sign_off: Vec<_> = args.sign.iter().map(|path| (path.clone(), sign::record(&set.night).into_bytes())).collect();
    match files::write_all(&args.output, &documents, &sign_off) {
        Ok(paths) => report::finish(&set, &paths, &args.common),
        Err(reason) => report::stopped(&[reason], &args.common, End::Stuck),
    }
}

/// What is written for one page: itself, or the two pages of a spread that is split.
fn apart(page: &Page) -> Vec<Cow<'_, Page>> {
    match page.form.spread {
        Spread::Split => [Spread::Left, Spread::Right].map(|half| Cow::Owned(page.shown(half))).into(),
        _ => vec![Cow::Borrowed(page)],
    }
}

/// Name, title and pages of every document that was asked for.
fn wanted<'a>(set: &'a Set, args: &Build) -> Vec<(String, Info, Vec<Cow<'a, Page>>)> {
    let stem = set.stem(&night::folder(&args.common.edition));
    let date = set.edition.issue.date;
    let name = [set.edition.paper.name.as_str(), &set.edition.name].join(" ");
    let day = format!("{}-{:02}-{:02}", date.0, date.1, date.2);
    let title = |page: &str| [name.trim_end(), &day, page].join(" ").trim_end().to_owned();
    let mut wanted = Vec::new();
    if args.only != Only::Edition {
        let pages = set.night.pages.iter().filter(|page| !set.shared.contains(&page.number));
        wanted.extend(pages.flat_map(apart).map(|page| {
            let numbers = Set::numbered(&page);
            let shown = numbers.split('-').map(|number| number.trim_start_matches('0')).collect::<Vec<_>>().join("-");
            let info = Info { title: title(&format!("{shown} {}", page.name)), date };
            (format!("{stem}_{numbers}.pdf"), info, vec![page])
        }));
    }
    if args.only != Only::Pages {
        let info = Info { title: title(""), date };
        wanted.push((format!("{stem}.pdf"), info, set.night.pages.iter().map(Cow::Borrowed).collect()));
    }
    wanted
}

fn write(set: &Set, args: &Build) -> Result<Vec<(String, Vec<u8>)>, Vec<String>> {
    let edition = &set.edition;
    let tell = |violations: Vec<_>| violations.iter().map(ToString::to_string).collect::<Vec<_>>();
    let press =
        Press::new(&edition.fonts, &edition.pictures, &edition.profile, &edition.picture_profile).map_err(tell)?;
    let wanted = wanted(set, args);
    if wanted.len() > 1 {
        press.prepare(&set.night.pages.iter().collect::<Vec<_>>()).map_err(tell)?;
    }
    let progress = Progress::new(set.began, wanted.len());
    let quiet = args.common.format != Format::Text;
    wanted
        .into_par_iter()
        .map(|(name, info, pages)| {
            let pages: Vec<&Page> = pages.iter().map(AsRef::as_ref).collect();
            let bytes = press.write(&pages, &info).map_err(tell)?;
            if !quiet {
                progress.step();
            }
            Ok((name, bytes))
        })
        .collect()
}
