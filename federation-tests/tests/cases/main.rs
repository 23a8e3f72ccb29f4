//! The 206 cases of `CASES.md`, each through the real HTTP surface of a real node; a test carries the numbers of the
//! cases it covers in its name or in its doc. Cases that are proved inside the program keep their numbers there.

mod actors;
mod attacks;
mod browser;
mod catalogue;
mod cavage;
mod collections;
mod corpus;
mod creating;
mod discovery;
mod events;
mod extensions;
mod following;
mod letter;
mod message;
mod outgoing;
mod proofs;
mod queue;
mod reacting;
mod restricted;
mod safety;
mod stamps;
mod world;
