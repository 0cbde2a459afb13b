//! `banxin proof`.

use banxin::page::{Page, Spread};
use banxin::press::{Info, Press};
use banxin::remedy::Cure;
use rayon::prelude::*;

use super::args::Proof;
use super::night::{self, Set};
use super::{End, files, report, say};

/// Sets the edition and writes its pages as PNG, whatever is wrong with them.
pub(crate) fn run(args: &Proof) -> End {
    if let Some(end) = report::refuse_rules(&args.common) {
        return end;
    }
    let set = match night::set(&args.common, Some(Cure::Errors)) {
        Ok(set) => set,
        Err(problems) => return report::unreadable(&problems, &args.common),
    };
    if let Some(page) = args.page.filter(|&page| !set.night.pages.iter().any(|made| holds(made, page))) {
        say::error(&format!("the edition has no page {page}; it has {}", set.edition.page_count()));
        return End::Stuck;
    }
    let images = match draw(&set, args) {
        Ok(images) => images,
        Err(reasons) => return report::stopped(&reasons, &args.common, End::Problems),
    };
    match files::write_all(&args.output, &images, &[]) {
        Ok(paths) => report::finish(&set, &paths, &args.common),
        Err(reason) => report::stopped(&[reason], &args.common, End::Stuck),
    }
}

fn holds(page: &Page, number: u16) -> bool {
    (page.number.0..=page.last().0).contains(&number)
}

/// A spread is looked at whole, whether it is split for the plates or not.
fn whole(page: &Page) -> Page {
    page.shown(if page.form.spread == Spread::No { Spread::No } else { Spread::Whole })
}

fn draw(set: &Set, args: &Proof) -> Result<Vec<(String, Vec<u8>)>, Vec<String>> {
    let edition = &set.edition;
    let tell = |violations: Vec<_>| violations.iter().map(ToString::to_string).collect::<Vec<_>>();
    let press =
        Press::new(&edition.fonts, &edition.pictures, &edition.profile, &edition.picture_profile).map_err(tell)?;
    let stem = set.stem(&night::folder(&args.common.edition));
    let pages: Vec<&Page> =
        set.night.pages.iter().filter(|page| args.page.is_none_or(|only| holds(page, only))).collect();
    pages
        .into_par_iter()
        .map(|page| {
            let info = Info { title: page.name.clone(), date: edition.issue.date };
            let pdf = press.write(&[&whole(page)], &info).map_err(tell)?;
            let mut images = banxin::proof::rasterise(&pdf, args.ppi).map_err(|error| vec![error])?;
            let image = images.pop().ok_or_else(|| vec![format!("page {} came to no image", page.number.0)])?;
            Ok((format!("{stem}_{}.png", Set::numbered(page)), image))
        })
        .collect()
}
