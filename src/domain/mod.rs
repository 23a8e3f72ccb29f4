//! Pure types and rules: no async, no I/O.
