//! What nodes have in common with the rest of the fediverse, feature by feature: with one another, and with a peer
//! that speaks as other software does.

mod dialects;
mod groups;
mod neighbours;
mod passing;
mod polls;
mod quotes;
mod relays;
mod shelves;
