//! What the system lets this process have.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raises the number of files and connections that may be open to what the system allows at most. Systems begin with
/// 1,024, which a rush of readers uses up.
pub fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    if limit.current == limit.maximum {
        return;
    }
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "The limit of open files stays as it is");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-X03.
    #[test]
    fn a_process_may_open_as_many_files_as_the_system_allows() {
        raise_open_files();
        let limit = getrlimit(Resource::Nofile);
        assert_eq!(limit.current, limit.maximum);
    }
}
