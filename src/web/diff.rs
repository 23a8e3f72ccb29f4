//! What changed between two texts, word by word.

/// A stretch of words that stayed, came, or went.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub text: String,
    pub change: Change,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    Stayed,
    Came,
    Went,
}

impl Piece {
    pub fn came(&self) -> bool {
        self.change == Change::Came
    }

    pub fn went(&self) -> bool {
        self.change == Change::Went
    }
}

/// Beyond so many words on either side the middle is shown as replaced: comparing costs their product.
const MOST: usize = 3_000;

/// The words of both texts in order, joined into stretches.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (split(old), split(new));
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = (&old[before..], &new[before..]);
    let after = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    let (went, came) = (&rest.0[..rest.0.len() - after], &rest.1[..rest.1.len() - after]);
    let mut pieces = Vec::new();
    add(&mut pieces, &old[..before], Change::Stayed);
    if went.len() > MOST || came.len() > MOST {
        add(&mut pieces, went, Change::Went);
        add(&mut pieces, came, Change::Came);
    } else {
        compare(&mut pieces, went, came);
    }
    add(&mut pieces, &rest.0[went.len()..], Change::Stayed);
    pieces
}

/// Words with the space after them, so that joining gives the text back.
fn split(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// The longest common subsequence, by the table that every textbook has.
fn compare(pieces: &mut Vec<Piece>, old: &[&str], new: &[&str]) {
    let width = new.len() + 1;
    let mut common = vec![0u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            add(pieces, &old[i..=i], Change::Stayed);
            (i, j) = (i + 1, j + 1);
        } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
            add(pieces, &old[i..=i], Change::Went);
            i += 1;
        } else {
            add(pieces, &new[j..=j], Change::Came);
            j += 1;
        }
    }
    add(pieces, &old[i..], Change::Went);
    add(pieces, &new[j..], Change::Came);
}

fn add(pieces: &mut Vec<Piece>, words: &[&str], change: Change) {
    if words.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.change == change => words.iter().for_each(|word| last.text.push_str(word)),
        _ => pieces.push(Piece { text: words.concat(), change }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let mark = |piece: Piece| match piece.change {
            Change::Stayed => piece.text,
            Change::Came => format!("+{}+", piece.text.trim()),
            Change::Went => format!("-{}-", piece.text.trim()),
        };
        words(old, new).into_iter().map(mark).collect()
    }

    #[test]
    fn what_came_and_what_went_is_told_by_words() {
        assert_eq!(shown("el sábado a las seis", "el domingo a las seis"), "el -sábado-+domingo+a las seis");
        assert_eq!(shown("uno dos", "uno dos"), "uno dos");
        assert_eq!(shown("", "uno"), "+uno+");
        assert_eq!(shown("uno", ""), "-uno-");
    }

    #[test]
    fn giant_texts_are_compared_by_their_ends() {
        let (old, new) = ("a ".repeat(5_000), "b ".repeat(5_000));
        assert_eq!(words(&format!("x {old}y"), &format!("x {new}y")).len(), 4);
    }
}
