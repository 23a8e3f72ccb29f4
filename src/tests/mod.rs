//! What the tree promises about itself: who may use whom, and which dependencies it is built on.
//! Tests of behaviour sit beside what they test; conversations between nodes are in `federation-tests`.

mod arrows;
mod lock_file;
pub mod source;
