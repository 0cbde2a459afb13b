//! The same pages give the same bytes, whatever was written before, elsewhere or at the same time.

use banxin::page::{Item, Page, PageNo};
use banxin::picture::Picture;

use crate::sheet::{FONTS, info, page, placed, press, run, text};

fn picture() -> Picture {
    let image = image::RgbImage::from_fn(300, 200, |x, y| image::Rgb([x as u8, y as u8, (x + y) as u8]));
    let mut file = std::io::Cursor::new(Vec::new());
    image.write_to(&mut file, image::ImageFormat::Jpeg).expect("coded");
    Picture::from_bytes("a.jpg", file.into_inner()).expect("a picture")
}

fn pages() -> Vec<Page> {
    let mut upright = run("song", "竖排文字");
    upright.writing = banxin::geom::WritingMode::Vertical;
    let one = page(vec![
        text("song", "第一版：要闻"),
        text("kai", "楷体文字"),
        Item::Picture(placed(0, 10.0, 40.0, 30.0, 20.0)),
    ]);
    let two = page(vec![text("song", "第二版：国际"), text("hei", "黑体题"), Item::Glyphs(upright)]);
    // The same picture far smaller on another page is another separation.
    let three = page(vec![text("kai", "第三版：楷"), Item::Picture(placed(0, 10.0, 40.0, 5.0, 3.0))]);
    let mut pages = vec![one, two, three];
    pages.iter_mut().zip(1..).for_each(|(page, number)| page.number = PageNo(number));
    pages
}

#[test]
fn order_and_history_do_not_matter() {
    let (pages, pictures) = (pages(), [picture()]);
    let all: Vec<&Page> = pages.iter().collect();
    let fresh = |pages: &[&Page]| press(&FONTS, &pictures).write(pages, &info()).expect("written");
    let alone: Vec<Vec<u8>> = all.iter().map(|page| fresh(&[page])).collect();
    let edition = fresh(&all);
    let used = press(&FONTS, &pictures);
    used.prepare(&all).expect("prepared");
    for (page, alone) in all.iter().zip(&alone).rev() {
        assert!(used.write(&[page], &info()).expect("written") == *alone, "page {}", page.number.0);
    }
    assert!(used.write(&all, &info()).expect("written") == edition);
    assert!(fresh(&all) == edition);
}

#[test]
fn threads_do_not_matter() {
    let (pages, pictures) = (pages(), [picture()]);
    let all: Vec<&Page> = pages.iter().collect();
    let shared = press(&FONTS, &pictures);
    let write = |pages: &[&Page]| shared.write(pages, &info()).expect("written");
    let together: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let jobs: Vec<_> = all.iter().map(|page| scope.spawn(move || write(&[*page]))).collect();
        jobs.into_iter().map(|job| job.join().expect("no panic")).collect()
    });
    for (page, together) in all.iter().zip(&together) {
        assert!(write(&[page]) == *together);
        assert!(press(&FONTS, &pictures).write(&[page], &info()).expect("written") == *together);
    }
}
