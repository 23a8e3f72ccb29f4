//! E-mail: what the node writes to its own people, in their language, as text and as HTML made from the same parts. No
//! picture, no tracker, nothing loaded from anywhere. A letter waits as a job, sealed, until the mail server has it.

mod letter;
mod letters;
mod post;

pub use letter::{Letter, Part};
pub use letters::{
    Line, SAMPLES, adhesion, by_line, confirm, declined, digest, invitation, moved, notices, passkey, reset,
    sample, test, welcome,
};
pub use post::{MAIL, Outcome, deliver, greets, is_set_up, queue, send_now};
