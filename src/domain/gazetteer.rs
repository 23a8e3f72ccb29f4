//! A small gazetteer that ships with the program: well-known cities by name, country and rounded coordinates. It only
//! helps to type; a place that is not in it is written as it is.

use super::text::fold;
use std::sync::LazyLock;

/// A city.
#[derive(Clone, Debug, PartialEq)]
pub struct City {
    pub name: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Degrees, rounded to about a kilometre.
    pub latitude: f64,
    pub longitude: f64,
}

static CITIES: LazyLock<Vec<City>> =
    LazyLock::new(|| include_str!("gazetteer.txt").lines().filter_map(read).collect());

/// Every city, by name.
pub fn cities() -> &'static [City] {
    &CITIES
}

/// The city that somebody typed: `málaga`, `Malaga`, or `Córdoba (AR)` where two have one name.
pub fn find(typed: &str) -> Option<&'static City> {
    let (name, country) = match typed.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((name, country)) => (fold(name), Some(country)),
        None => (fold(typed.trim()), None),
    };
    let named = |city: &&City| fold(city.name) == name;
    let there = |city: &&City| country.is_none_or(|country| city.country.eq_ignore_ascii_case(country));
    CITIES.iter().filter(named).find(there)
}

impl City {
    /// As it stands in a list to choose from: `Córdoba (AR)`.
    pub fn label(&self) -> String {
        format!("{} ({})", self.name, self.country)
    }
}

fn read(line: &'static str) -> Option<City> {
    let mut parts = line.split('|');
    let (name, country) = (parts.next()?, parts.next()?);
    Some(City {
        name,
        country,
        latitude: parts.next()?.parse().ok()?,
        longitude: parts.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_city_on_earth_and_stands_once() {
        assert_eq!(cities().len(), include_str!("gazetteer.txt").lines().count());
        let mut labels: Vec<String> = cities().iter().map(City::label).collect();
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), cities().len());
        assert!(cities().iter().all(|city| city.latitude.abs() < 72.0 && city.longitude.abs() < 180.0));
    }

    #[test]
    fn a_city_is_found_however_it_is_typed() {
        assert_eq!(find(" malaga ").map(|city| city.country), Some("ES"));
        assert_eq!(find("Córdoba (AR)").map(|city| city.latitude), Some(-31.42));
        assert_eq!(find("Macondo"), None);
    }
}
