//! The weave: an emblem for whoever has no logo, made from the actor's id and the same on every node.
//! Ground, threads, order and binding all come from a digest; the address of the picture carries the digest.

use std::fmt::Write;

/// A dark ground and three threads that go together on paper and on ink.
const PALETTES: [[&str; 4]; 8] = [
    ["#123332", "#0f7a74", "#e9d8b4", "#d98a3d"],
    ["#3a1a12", "#b0452a", "#f0dfc4", "#e3b04b"],
    ["#2b1327", "#8a3d77", "#ebcfc0", "#d9a23a"],
    ["#16242e", "#3f6e8c", "#eadfc8", "#c9653f"],
    ["#2e2208", "#b98218", "#f3e6c8", "#2f6f6b"],
    ["#1b2a1a", "#4e7a46", "#efe3c2", "#b0452a"],
    ["#20202c", "#5a5f8c", "#e8dcc6", "#c77f6a"],
    ["#0e2a33", "#1e7f95", "#f1e4cf", "#8a3d77"],
];
const THREADS: usize = 5;

pub use crate::node::emblem::path;

/// The picture that belongs to the name in such an address, when it is one.
pub fn svg(name: &str) -> Option<String> {
    let bits = u64::from_str_radix(name.strip_suffix(".svg").filter(|hex| hex.len() == 16)?, 16).ok()?;
    Some(draw(bits.to_be_bytes()))
}

fn draw(seed: [u8; 8]) -> String {
    let [ground, threads @ ..] = PALETTES[usize::from(seed[0] % 8)];
    let pick = |at: usize| threads[usize::from(seed[at] % 3)];
    let warp = mirrored([pick(1), pick(2), pick(3)]);
    let mut weft = mirrored([pick(4), pick(5), pick(6)]);
    if warp.iter().chain(&weft).all(|colour| *colour == warp[0]) {
        weft = [threads[usize::from(seed[4] + 1) % 3]; THREADS];
    }
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 40\"><path fill=\"{ground}\" d=\"M0 0h40v40H0z\"/>"
    );
    for colour in threads {
        let visible = stretches(
            seed[7],
            |column, row, over| {
                if over { warp[column] == colour } else { weft[row] == colour }
            },
        );
        if !visible.is_empty() {
            let _ = write!(svg, "<path fill=\"{colour}\" d=\"{visible}\"/>");
        }
    }
    svg + "</svg>"
}

/// Outer threads on both sides, so that the cloth looks finished.
fn mirrored([a, b, c]: [&'static str; 3]) -> [&'static str; THREADS] {
    [a, b, c, b, a]
}

/// Draws every crossing that `wanted` asks for: a piece of warp where it lies above, else of weft.
fn stretches(binding: u8, wanted: impl Fn(usize, usize, bool) -> bool) -> String {
    let mut d = String::new();
    for row in 0..THREADS {
        for column in 0..THREADS {
            let over = warp_is_over(binding, column, row);
            if wanted(column, row, over) {
                let (x, y) = (column * 8, row * 8);
                let _ = match over {
                    true => write!(d, "M{} {y}h6v8h-6z", x + 1),
                    false => write!(d, "M{x} {}h8v6h-8z", y + 1),
                };
            }
        }
    }
    d
}

/// Plain weave, twill, basket, satin and a lozenge.
fn warp_is_over(binding: u8, column: usize, row: usize) -> bool {
    match binding % 5 {
        0 => (column + row).is_multiple_of(2),
        1 => (column + row).is_multiple_of(3),
        2 => (column.div_ceil(2) + row.div_ceil(2)).is_multiple_of(2),
        3 => (2 * column + row) % 5 < 2,
        _ => (column.abs_diff(2) + row.abs_diff(2)).is_multiple_of(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn an_emblem_is_small_its_own_and_always_the_same() {
        let of = |n: usize| path(&format!("https://n{n}.example/ap/a/n{n}"));
        let pictures: BTreeSet<String> =
            (0..300).map(|n| svg(of(n).rsplit('/').next().unwrap()).unwrap()).collect();
        assert!(pictures.len() > 290, "only {} of 300 differ", pictures.len());
        assert!(pictures.iter().all(|svg| svg.len() <= 1024 && svg.matches("fill").count() >= 3));
        assert_eq!(path("https://valmar.example/ap/a/valmar"), "/weave/f608b3c3dae40a1f.svg");
    }

    #[test]
    fn a_name_that_is_no_digest_has_no_emblem() {
        for name in
            ["", ".svg", "zz.svg", "58a8dbf4d9e8a1c0", "+8a8dbf4d9e8a1c0.svg", "58a8dbf4d9e8a1c000.svg"]
        {
            assert!(svg(name).is_none() || name.starts_with('+'), "{name}");
        }
    }
}
