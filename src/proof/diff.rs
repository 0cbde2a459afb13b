//! [`diff`]: where two proofs differ, tile by tile.

use std::io::Cursor;

/// Side of a tile in pixels.
const TILE: usize = 64;
/// Samples that differ by no more than this are the same: rounding of anti-aliased edges.
const TOLERANCE: u8 = 16;

/// A 64 × 64 tile of a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Left edge in pixels.
    pub x: u32,
    /// Top edge in pixels.
    pub y: u32,
    /// Samples in it that differ by more than 16 of 255.
    pub samples: u32,
}

/// How two proofs differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// They are not of one size: width and height of each, in pixels.
    Size([u32; 2], [u32; 2]),
    /// Some tiles differ.
    Tiles {
        /// Samples that differ by more than 16 of 255, on the whole page.
        samples: u64,
        /// Number of tiles with such samples.
        tiles: u32,
        /// The tile with most of them; the first of equals.
        worst: Tile,
    },
}

/// Compares two PNG proofs; `None` if no sample differs by more than 16 of 255.
///
/// # Errors
/// A sentence if one of them is not a readable PNG.
pub fn diff(a: &[u8], b: &[u8]) -> Result<Option<Difference>, String> {
    let (a, b) = (pixels(a)?, pixels(b)?);
    let (size_a, size_b) = (<[u32; 2]>::from(a.dimensions()), <[u32; 2]>::from(b.dimensions()));
    if size_a != size_b {
        return Ok(Some(Difference::Size(size_a, size_b)));
    }
    let width = size_a[0] as usize;
    let across = width.div_ceil(TILE);
    let mut counts = vec![0_u32; across * (size_a[1] as usize).div_ceil(TILE)];
    let rows = a.as_raw().chunks_exact(width * 3).zip(b.as_raw().chunks_exact(width * 3));
    for (y, (row_a, row_b)) in rows.enumerate() {
        // Whole rows are mostly equal: compare them as bytes first.
        if row_a == row_b {
            continue;
        }
        for (tile, (part_a, part_b)) in row_a.chunks(TILE * 3).zip(row_b.chunks(TILE * 3)).enumerate() {
            let differing = part_a.iter().zip(part_b).filter(|(a, b)| a.abs_diff(**b) > TOLERANCE).count();
            counts[y / TILE * across + tile] += u32::try_from(differing).unwrap_or(u32::MAX);
        }
    }
    Ok(worst(&counts, across))
}

fn worst(counts: &[u32], across: usize) -> Option<Difference> {
    let (place, &samples) = counts.iter().enumerate().rev().max_by_key(|(_, samples)| **samples)?;
    if samples == 0 {
        return None;
    }
    let pixel = |tile: usize| u32::try_from(tile * TILE).unwrap_or(u32::MAX);
    Some(Difference::Tiles {
        samples: counts.iter().map(|&count| u64::from(count)).sum(),
        tiles: u32::try_from(counts.iter().filter(|&&count| count > 0).count()).unwrap_or(u32::MAX),
        worst: Tile { x: pixel(place % across), y: pixel(place / across), samples },
    })
}

fn pixels(png: &[u8]) -> Result<image::RgbImage, String> {
    let reader = image::ImageReader::with_format(Cursor::new(png), image::ImageFormat::Png);
    Ok(reader.decode().map_err(|error| format!("a proof cannot be read: {error}"))?.into_rgb8())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{Difference, Tile, diff};

    fn page(dots: &[(u32, u32, u8)], width: u32) -> Vec<u8> {
        let mut image = image::RgbImage::from_pixel(width, 200, image::Rgb([255; 3]));
        for &(x, y, value) in dots {
            image.put_pixel(x, y, image::Rgb([value; 3]));
        }
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, image::ImageFormat::Png).expect("coded");
        file.into_inner()
    }

    #[test]
    fn the_worst_tile_is_named() {
        let changed = page(&[(5, 5, 0), (130, 70, 0), (131, 70, 100), (190, 190, 240)], 200);
        let found = diff(&page(&[], 200), &changed).expect("readable");
        let worst = Tile { x: 128, y: 64, samples: 6 };
        assert_eq!(found, Some(Difference::Tiles { samples: 9, tiles: 2, worst }));
    }

    #[test]
    fn equal_and_nearly_equal_pages_do_not_differ() {
        assert_eq!(diff(&page(&[], 200), &page(&[(9, 9, 239)], 200)), Ok(None));
        assert_eq!(diff(&page(&[], 200), &page(&[], 201)), Ok(Some(Difference::Size([200, 200], [201, 200]))));
        assert!(diff(b"no", &page(&[], 9)).is_err());
    }
}
