//! Dots and waves as curves of degree three, in whole thousandths of a point.

use printpdf::LinePoint;

use super::units::{Milli, point};

/// Handles of a quarter circle from its ends, in 1/10,000 of the radius: 4/3·(√2 − 1).
const QUARTER: i64 = 5_523;
/// Handles of half a sine wave from its ends, in 1/10,000: along the line 4/(3π) of the half wave, across it
/// 4/3 of the height. The crest and the slopes where the line is crossed are then those of the sine; between
/// them the curve is off by less than a fiftieth of the height.
const ALONG: i64 = 4_244;
const ACROSS: i64 = 13_333;

/// A point that the curve goes through.
pub(super) fn on(at: [Milli; 2]) -> LinePoint {
    LinePoint { p: point(at), bezier: false }
}

/// A handle of the curve.
fn handle(at: [Milli; 2]) -> LinePoint {
    LinePoint { p: point(at), bezier: true }
}

/// The nearest whole number to `value` · `part` / `whole`, halves away from zero.
const fn share(value: i64, part: i64, whole: i64) -> i64 {
    let doubled = 2 * value * part;
    if doubled < 0 { -((-doubled + whole) / (2 * whole)) } else { (doubled + whole) / (2 * whole) }
}

/// A circle of four curves, from its right end round to it.
pub(super) fn circle([x, y]: [Milli; 2], diameter: Milli) -> Vec<LinePoint> {
    let radius = share(diameter, 1, 2).max(1);
    let reach = share(radius, QUARTER, 10_000);
    let mut points = vec![on([x + radius, y])];
    // Each quarter runs from the axis `(a, b)` to the axis a quarter round from it, `(-b, a)`.
    for (a, b) in [(1, 0), (0, 1), (-1, 0), (0, -1)] {
        let at = |along: i64, across: i64| [x + a * along - b * across, y + b * along + a * across];
        points.extend([handle(at(radius, reach)), handle(at(reach, radius)), on(at(0, radius))]);
    }
    points
}

/// Whole waves along the line between `ends`, as many of about `length` as fit it best and one at the least,
/// which leave it by `height` to both sides, first to the left of its way.
pub(super) fn waves([from, to]: [[Milli; 2]; 2], height: Milli, length: Milli) -> Vec<LinePoint> {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let whole = (dx * dx + dy * dy).isqrt();
    if whole == 0 {
        return vec![on(from), on(to)];
    }
    let halves = 2 * ((2 * whole + length) / (2 * length)).max(1);
    // A place is so many 1/10,000 of a half wave along the line, and so many thousandths of a point across it.
    let at = |along: i64, across: i64| {
        let along = |d: Milli| share(d, along, halves * 10_000);
        [from[0] + along(dx) + share(-dy, across, whole), from[1] + along(dy) + share(dx, across, whole)]
    };
    let mut points = vec![on(from)];
    for half in 0..halves {
        let crest = share(height, ACROSS, 10_000) * if half % 2 == 0 { 1 } else { -1 };
        let start = half * 10_000;
        points.extend([handle(at(start + ALONG, crest)), handle(at(start + 10_000 - ALONG, crest))]);
        points.push(on(at(start + 10_000, 0)));
    }
    points
}

#[cfg(test)]
mod tests {
    use printpdf::LinePoint;

    use super::{circle, share, waves};

    /// Places along the curves, 64 to a curve, in points.
    fn traced(points: &[LinePoint]) -> Vec<[f64; 2]> {
        let place = |point: &LinePoint| [f64::from(point.p.x.0), f64::from(point.p.y.0)];
        let mut out = Vec::new();
        let mut start = place(&points[0]);
        for curve in points[1..].chunks(3) {
            assert_eq!(curve.iter().map(|point| point.bezier).collect::<Vec<_>>(), [true, true, false]);
            let [one, two, end] = [place(&curve[0]), place(&curve[1]), place(&curve[2])];
            for step in 0..=64 {
                let t = f64::from(step) / 64.0;
                let s = 1.0 - t;
                let mix = |axis: usize| {
                    s * s * s * start[axis]
                        + 3.0 * s * s * t * one[axis]
                        + 3.0 * s * t * t * two[axis]
                        + t * t * t * end[axis]
                };
                out.push([mix(0), mix(1)]);
            }
            start = end;
        }
        out
    }

    #[test]
    fn a_circle_is_round() {
        for diameter in [900, 1_801, 22_000] {
            let radius = f64::from(diameter) / 2000.0;
            let ring = circle([50_000, 70_000], i64::from(diameter));
            assert_eq!(ring.len(), 13);
            for [x, y] in traced(&ring) {
                let off = (x - 50.0).hypot(y - 70.0) - radius;
                assert!(off.abs() < 0.0004 * radius + 0.0011, "{off} of {radius}");
            }
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "held against the sine itself, with room for any machine's")]
    fn waves_are_whole_and_as_high_as_was_asked() {
        // 47 pt in waves of about 4 pt: twelve of them; across, up and down the page.
        for to in [[47_000, 0], [0, -47_000], [-47_000, 0], [28_200, 37_600]] {
            let points = waves([[0, 0], to], 800, 4_000);
            assert_eq!(points.len(), 1 + 3 * 24);
            let [x, y] = to.map(|part: i64| f64::from(i32::try_from(part).expect("small")) / 47_000.0);
            let (mut high, mut low) = (0.0_f64, 0.0_f64);
            for [px, py] in traced(&points) {
                let (along, across) = (px * x + py * y, py * x - px * y);
                let sine = 0.8 * (along / 47.0 * 24.0 * std::f64::consts::PI).sin();
                assert!((across - sine).abs() < 0.8 / 50.0 + 0.002, "{across} for {sine} at {along}");
                (high, low) = (high.max(across), low.min(across));
            }
            assert!((high - 0.8).abs() < 0.002 && (low + 0.8).abs() < 0.002, "{high} {low}");
            let end = points.last().expect("an end");
            assert_eq!([end.p.x.0, end.p.y.0], to.map(crate::press::units::pt));
        }
        assert_eq!(waves([[0, 0], [3_000, 0]], 800, 10_000).len(), 7, "a short line has one wave");
        assert_eq!(waves([[5, 5], [5, 5]], 800, 10_000).len(), 2);
    }

    #[test]
    fn shares_are_rounded_alike_on_both_sides() {
        assert_eq!([share(1, 1, 2), share(-1, 1, 2), share(10, -1, 3), share(-10, 2, 3)], [1, -1, -3, -7]);
    }
}
