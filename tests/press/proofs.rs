//! Proofs of the finished PDF.

use banxin::page::Item;
use banxin::proof::{Difference, diff, rasterise};

use crate::sheet::{page, pdf, run, text};

#[test]
fn one_lost_glyph_is_found_where_it_was() {
    let whole = run("song", "少一个字也看得出来");
    let mut lost = whole.clone();
    lost.glyphs.remove(4);
    let proof = |run| rasterise(&pdf(&[&page(vec![text("hei", "题"), Item::Glyphs(run)])]), 150).expect("a proof");
    let (a, b) = (proof(whole.clone()), proof(lost));
    assert_eq!(a, proof(whole), "a proof is the same each time");
    let Ok(Some(Difference::Tiles { samples, tiles, worst })) = diff(&a[0], &b[0]) else { panic!("a difference") };
    // The fifth character stands 36 pt into the line, and 20 mm below the trim; bleed is 3 mm.
    assert!(samples > 100 && tiles <= 2 && worst.x == 128 && worst.y == 128, "{samples} {tiles} {worst:?}");
}

#[test]
fn proofs_have_the_size_of_the_media_and_white_paper() {
    let pages = [page(Vec::new()), page(vec![text("song", "二")])];
    let proofs = rasterise(&pdf(&[&pages[0], &pages[1]]), 100).expect("proofs");
    assert_eq!(proofs.len(), 2);
    let image = image::load_from_memory(&proofs[0]).expect("a PNG").into_rgb8();
    // 106 × 126 mm at 100 ppi.
    assert_eq!(image.dimensions(), (417, 496));
    assert!(image.pixels().all(|pixel| pixel.0 == [255; 3]));
    assert!(rasterise(b"%PDF-1.6 no", 100).is_err());
    assert!(rasterise(&pdf(&[&pages[0]]), 100_000).is_err());
}
