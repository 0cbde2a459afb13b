//! [`shrink`]: fewer pixels by the average of the area that each new one covers, in whole numbers.

use crate::picture::Pixels;

/// The pixels at a size that is nowhere larger than theirs.
pub(super) fn shrink(pixels: Pixels, width: u32, height: u32) -> Pixels {
    let (width, height) = (width.clamp(1, pixels.width), height.clamp(1, pixels.height));
    if (width, height) == (pixels.width, pixels.height) {
        return pixels;
    }
    let channels = pixels.channels;
    let (from, to) = ([pixels.width, pixels.height].map(wide), [width, height].map(wide));
    let columns = spans(from[0], to[0]);
    // Each row is narrowed once, to 16 bits, and added to the one or two new rows that it covers.
    let mut out = vec![0; to[0] * to[1] * channels];
    let mut sums = vec![0_u64; to[0] * channels];
    let mut narrow = vec![0_u64; to[0] * channels];
    let mut narrowed = usize::MAX;
    for (y, span) in spans(from[1], to[1]).iter().enumerate() {
        sums.fill(0);
        for &(row, weight) in span {
            if row != narrowed {
                let line = &pixels.samples[row * from[0] * channels..(row + 1) * from[0] * channels];
                narrow_row(line, &columns, channels, from[0], &mut narrow);
                narrowed = row;
            }
            sums.iter_mut().zip(&narrow).for_each(|(sum, value)| *sum += value * weight);
        }
        let whole = from[1] as u64 * 256;
        for (sample, sum) in out[y * to[0] * channels..].iter_mut().zip(&sums) {
            *sample = u8::try_from((sum + whole / 2) / whole).unwrap_or(u8::MAX);
        }
    }
    Pixels { width, height, channels, samples: out, profile: pixels.profile }
}

const fn wide(pixels: u32) -> usize {
    pixels as usize
}

/// For each of `to` new pixels the old ones that it covers, with weights that sum to `from`.
fn spans(from: usize, to: usize) -> Vec<Vec<(usize, u64)>> {
    let span = |new: usize| {
        let (start, end) = (new * from, (new + 1) * from);
        let covered = start / to..end.div_ceil(to);
        covered.map(|old| (old, (end.min((old + 1) * to) - start.max(old * to)) as u64)).collect()
    };
    (0..to).map(span).collect()
}

/// One row, narrowed, in 1/256 of a sample.
fn narrow_row(line: &[u8], columns: &[Vec<(usize, u64)>], channels: usize, from: usize, out: &mut [u64]) {
    let whole = from as u64;
    for (column, pixel) in columns.iter().zip(out.chunks_exact_mut(channels)) {
        for (channel, value) in pixel.iter_mut().enumerate() {
            let sum: u64 = column.iter().map(|&(x, weight)| u64::from(line[x * channels + channel]) * weight).sum();
            *value = (sum * 256 + whole / 2) / whole;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shrink;
    use crate::picture::Pixels;

    fn gray(width: u32, height: u32, samples: Vec<u8>) -> Pixels {
        Pixels { width, height, channels: 1, samples, profile: None }
    }

    #[test]
    fn new_pixels_are_averages_of_what_they_cover() {
        let small = shrink(gray(3, 2, vec![0, 90, 240, 0, 90, 240]), 2, 1);
        // 2/3 of a new pixel is the first old one, 1/3 half of the second.
        assert_eq!((small.width, small.height, small.samples), (2, 1, vec![30, 190]));
    }

    #[test]
    fn flat_colour_stays_as_it_is() {
        for value in [0, 1, 127, 254, 255] {
            let small = shrink(gray(97, 61, vec![value; 97 * 61]), 13, 60);
            assert!(small.samples.iter().all(|&sample| sample == value));
        }
    }
}
