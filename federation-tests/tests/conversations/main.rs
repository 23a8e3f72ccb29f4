//! Conversations between real nodes: what one does, the others show. Every test starts its own processes on loopback,
//! and they end with it.

mod a_day;
mod absences;
mod another_database;
mod audiences;
mod clocks;
mod commands;
mod doors;
mod fedify;
mod full_disk;
mod power_cuts;
mod sharing;
mod strangers;
mod weather;
