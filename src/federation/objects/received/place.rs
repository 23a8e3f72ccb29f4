//! Where something happens, in the forms that Mobilizon, Gancio, Friendica and our own nodes write it.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{domain::place::Place, federation::wire};

/// A place, and the address of a meeting that happens online.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Where {
    pub place: Place,
    pub online_url: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Location {
    #[serde(deserialize_with = "wire::line")]
    name: Option<String>,
    address: Value,
    #[serde(deserialize_with = "wire::number")]
    latitude: Option<f64>,
    #[serde(deserialize_with = "wire::number")]
    longitude: Option<f64>,
    #[serde(deserialize_with = "wire::link")]
    url: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct PostalAddress {
    #[serde(deserialize_with = "wire::line")]
    street_address: Option<String>,
    #[serde(deserialize_with = "wire::line")]
    postal_code: Option<String>,
    #[serde(deserialize_with = "wire::line")]
    address_locality: Option<String>,
    #[serde(deserialize_with = "wire::line")]
    address_country: Option<String>,
}

/// Reads `location`: a text, an object, or a list of which the first of each sort counts.
pub fn read(location: &Value) -> Where {
    let mut found = Where::default();
    for value in wire::items(location).iter().take(wire::MAX_LIST) {
        match value {
            Value::String(_) if found.place.is_empty() => found.place.name = wire::as_line(value),
            Value::Object(object) if is_virtual(object) => {
                found.online_url = found.online_url.or_else(|| url_of(object));
            }
            Value::Object(object) if found.place.is_empty() => found.place = physical(object),
            _ => {}
        }
    }
    found
}

fn is_virtual(object: &Map<String, Value>) -> bool {
    wire::types(object).any(|name| name == "VirtualLocation")
}

fn url_of(object: &Map<String, Value>) -> Option<String> {
    Location::deserialize(object).ok()?.url
}

fn physical(object: &Map<String, Value>) -> Place {
    let Ok(location) = Location::deserialize(object) else { return Place::default() };
    let (address, locality, country) = match &location.address {
        Value::Object(address) => postal(address),
        text => (wire::as_line(text), None, None),
    };
    let place = Place {
        name: location.name,
        address,
        locality,
        country,
        latitude: location.latitude,
        longitude: location.longitude,
    };
    match place.check() {
        Ok(()) => place,
        Err(_) => Place { latitude: None, longitude: None, ..place },
    }
}

fn postal(address: &Map<String, Value>) -> (Option<String>, Option<String>, Option<String>) {
    let Ok(address) = PostalAddress::deserialize(address) else { return (None, None, None) };
    let street = [address.street_address, address.postal_code].into_iter().flatten().collect::<Vec<_>>();
    ((!street.is_empty()).then(|| street.join(", ")), address.address_locality, address.address_country)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_place_is_read_in_every_form() {
        // INTEROP 163
        let full = json!({"type": "Place", "name": "Plaza", "latitude": 36.5, "longitude": "-6.29",
            "address": {"type": "PostalAddress", "streetAddress": "Plaza, 1", "postalCode": "11999",
                        "addressLocality": "Valmar", "addressCountry": "España"}});
        let expected = Place {
            name: Some("Plaza".into()),
            address: Some("Plaza, 1, 11999".into()),
            locality: Some("Valmar".into()),
            country: Some("España".into()),
            latitude: Some(36.5),
            longitude: Some(-6.29),
        };
        assert_eq!(read(&full).place, expected);
        let online = json!([{"type": "VirtualLocation", "url": "https://meet.example/1"}, full]);
        assert_eq!(
            read(&online),
            Where { place: expected, online_url: Some("https://meet.example/1".into()) }
        );
        assert_eq!(read(&json!("Valmar")).place.name.as_deref(), Some("Valmar"));
        assert_eq!(read(&json!({"address": "C/ Mayor 1"})).place.address.as_deref(), Some("C/ Mayor 1"));
    }

    #[test]
    fn coordinates_that_are_off_the_globe_are_left_out_and_nonsense_is_no_place() {
        let off = read(&json!({"name": "X", "latitude": 1e308, "longitude": 2}));
        assert_eq!((off.place.name.as_deref(), off.place.latitude), (Some("X"), None));
        for nonsense in [json!(null), json!(4), json!([]), json!([[]]), json!({"name": {}, "address": [1]})] {
            assert_eq!(read(&nonsense), Where::default(), "{nonsense}");
        }
    }
}
