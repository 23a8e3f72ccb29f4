//! Services of a city: what somebody with a card of another city is given where that card is recognised.

use super::refusal::Refusal;

super::word::words! {
    /// A service that a recognition names. On the wire: its word, in `comarca:service`.
    Service {
        Registration = "registration",
        Health = "health",
        Education = "education",
        Language = "language",
        Library = "library",
        Transport = "transport",
        Sport = "sport",
        Culture = "culture",
        Social = "social",
        Housing = "housing",
    }
}

/// Services as one column and one line: their words with spaces between, in the order of the vocabulary.
pub fn joined(services: &[Service]) -> String {
    let words: Vec<&str> =
        Service::ALL.iter().filter(|one| services.contains(one)).map(|one| one.as_str()).collect();
    words.join(" ")
}

/// The services in such a line; words of other vocabularies are passed over.
pub fn listed(line: &str) -> Vec<Service> {
    line.split_whitespace().filter_map(Service::parse).collect()
}

/// Refuses to recognise nothing.
pub fn check(services: &[Service]) -> Result<(), Refusal> {
    if services.is_empty() { Err(Refusal::ServicesMissing) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_written_in_one_order_and_read_back() {
        let line = joined(&[Service::Transport, Service::Health]);
        assert_eq!(line, "health transport");
        assert_eq!(listed(&format!("{line} teleport")), [Service::Health, Service::Transport]);
        assert_eq!(check(&[]), Err(Refusal::ServicesMissing));
    }
}
