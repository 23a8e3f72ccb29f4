//! Places, and how precisely they may be told. Precision is applied before anything leaves the node.

use super::refusal::Refusal;

super::word::words! {
    /// How exactly a place may be shown.
    Precision {
        Exact = "exact",
        /// The neighbourhood: about a kilometre, no street.
        District = "district",
        /// The town: about ten kilometres.
        City = "city",
        /// Nothing at all.
        Hidden = "hidden",
    }
}

/// A place in words and, perhaps, degrees.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    pub name: Option<String>,
    pub address: Option<String>,
    pub locality: Option<String>,
    pub country: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

impl Place {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Place::default()
    }

    /// Checks that coordinates come in pairs and lie on the globe.
    pub fn check(&self) -> Result<(), Refusal> {
        match (self.latitude, self.longitude) {
            (None, None) => Ok(()),
            (Some(lat), Some(lon)) if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) => {
                Ok(())
            }
            _ => Err(Refusal::PlaceInvalid),
        }
    }

    /// The place as it may be told at `precision`: a grid cell's corner instead of the point when coarse.
    pub fn at(&self, precision: Precision) -> Place {
        let cell = |size: f64| move |degrees: f64| (degrees / size).round() * size;
        match precision {
            Precision::Exact => self.clone(),
            Precision::District => Place {
                name: None,
                address: None,
                latitude: self.latitude.map(cell(0.01)),
                longitude: self.longitude.map(cell(0.01)),
                ..self.clone()
            },
            Precision::City => Place {
                name: None,
                address: None,
                latitude: self.latitude.map(cell(0.1)),
                longitude: self.longitude.map(cell(0.1)),
                ..self.clone()
            },
            Precision::Hidden => Place::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Place {
        Place {
            name: Some("Plaza de la Ribera".into()),
            address: Some("Plaza de la Ribera, 1".into()),
            locality: Some("Valmar".into()),
            country: Some("España".into()),
            latitude: Some(36.5312),
            longitude: Some(-6.2921),
        }
    }

    #[test]
    fn a_coarse_place_tells_the_town_and_a_cell_but_never_the_street_or_the_point() {
        let city = square().at(Precision::City);
        assert_eq!((city.name, city.address), (None, None));
        assert_eq!(city.locality.as_deref(), Some("Valmar"));
        assert!((city.latitude.unwrap() - 36.5).abs() < 1e-9 && (city.longitude.unwrap() + 6.3).abs() < 1e-9);
        assert_eq!(square().at(Precision::Hidden), Place::default());
    }

    #[test]
    fn coordinates_off_the_globe_or_alone_are_refused() {
        let alone = Place { longitude: None, ..square() };
        let off = Place { latitude: Some(1e308), ..square() };
        assert!(alone.check().is_err() && off.check().is_err() && square().check().is_ok());
    }
}
