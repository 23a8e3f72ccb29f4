//! The verbs of the house: what a node does on purpose.
