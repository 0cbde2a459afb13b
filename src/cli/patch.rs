//! The lines of a file that were changed, as a patch shows them.

/// Lines around a change that are shown too.
const AROUND: usize = 1;

/// The changed lines of a file with one line around them: `-` was, `+` is.
pub(crate) fn lines(path: &str, old: &str, new: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let steps = steps(&old, &new);
    let changed = |at: usize| steps.get(at).is_some_and(|step| step.0 != ' ');
    let near = |at: usize| (at.saturating_sub(AROUND)..=at + AROUND).any(changed);
    let mut out = vec![format!("--- {path}")];
    let (mut line, mut shown) = (1, true);
    for (at, (mark, text)) in steps.iter().enumerate() {
        if near(at) {
            if !shown || out.len() == 1 {
                out.push(format!("@@ line {line}"));
            }
            out.push(format!("{mark}{text}"));
        }
        shown = near(at);
        line += usize::from(*mark != '+');
    }
    out
}

/// Every line of both files in turn: ` ` in both, `-` in the old one, `+` in the new one.
fn steps<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    // Lines that both have in the same order, as many as there can be.
    let mut common = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = if a[i] == b[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let mut steps: Vec<(char, &str)> = old[..head].iter().map(|line| (' ', *line)).collect();
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            steps.push((' ', a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || i < a.len() && common[i + 1][j] >= common[i][j + 1] {
            steps.push(('-', a[i]));
            i += 1;
        } else {
            steps.push(('+', b[j]));
            j += 1;
        }
    }
    steps.extend(old[old.len() - tail..].iter().map(|line| (' ', *line)));
    steps
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_patch_shows_what_was_and_what_is() {
        let (old, new) = ("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nC\nd\ne\nf\nx\ng\n");
        let expected = ["--- f", "@@ line 2", " b", "-c", "+C", " d", "@@ line 6", " f", "+x", " g"];
        assert_eq!(lines("f", old, new), expected);
        assert_eq!(lines("f", old, old), ["--- f"]);
        assert_eq!(lines("f", "", "a\n"), ["--- f", "@@ line 1", "+a"]);
    }
}
