//! `comarca demo`: an alliance of three nodes on this machine, with the joint programme as content.

pub mod programme;
