//! What an attacker would try beyond the 206 cases, through the real HTTP surface; a test carries the id of the attack
//! (`IDN-03`) in its doc.

mod accounts;
mod authority;
mod files;
mod floods;
mod identity;
mod inside;
mod origins;
mod privacy;
mod traces;
mod words;
