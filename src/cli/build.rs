//! `banxin build`.

use banxin::page::Page;
use banxin::press::{Info, Press};
use banxin::remedy::Cure;
use rayon::prelude::*;

use super::args::{Build, Format, Only};
use super::night::{self, Set};
use super::progress::Progress;
use super::{End, files, report, sign};

/// Sets the edition and writes its PDFs, all or none.
pub(crate) fn run(args: &Build) -> End {
    if let Some(end) = report::refuse_rules(&args.common) {
        return end;
    }
    let set = match night::set(&args.common, Some(Cure::Errors)) {
        Ok(set) => set,
        Err(problems) => return report::unreadable(&problems, &args.common),
    };
    if set.failed() {
        return report::finish(&set, &[], &args.common);
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

/// Name, title and pages of every document that was asked for.
fn wanted<'a>(set: &'a Set, args: &Build) -> Vec<(String, Info, Vec<&'a Page>)> {
    let stem = set.stem(&night::folder(&args.common.edition));
    let date = set.edition.issue.date;
    let name = &set.edition.paper.name;
    let day = format!("{}-{:02}-{:02}", date.0, date.1, date.2);
    let mut wanted = Vec::new();
    if args.only != Only::Edition {
        wanted.extend(set.night.pages.iter().map(|page| {
            let info = Info { title: format!("{name} {day} {} {}", page.number.0, page.name), date };
            (format!("{stem}_{:02}.pdf", page.number.0), info, vec![page])
        }));
    }
    if args.only != Only::Pages {
        let info = Info { title: format!("{name} {day}"), date };
        wanted.push((format!("{stem}.pdf"), info, set.night.pages.iter().collect()));
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
            let bytes = press.write(&pages, &info).map_err(tell)?;
            if !quiet {
                progress.step();
            }
            Ok((name, bytes))
        })
        .collect()
}
