//! Work that runs by itself: delivery, catch-up, retention.
