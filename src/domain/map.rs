//! Maps: where degrees fall on the drawing of the land that is shipped, the part of it that holds some places, and which
//! places lie so near that one pin stands for them.

/// Units of the drawing to a degree of longitude; `web/land/draw.js` has the same.
const UNIT: f64 = 20.0;
/// How wide a map is for its height.
const SHAPE: f64 = 1.6;
/// The least part of the earth a map shows, in degrees of longitude: a region, so that its coast can be recognised.
const LEAST: f64 = 14.0;
/// How near pins may be, as a share of the width: on the narrowest phone a finger still tells them apart.
const REACH: f64 = 0.085;
/// What is drawn: all longitudes, and latitudes from 60° south.
const SOUTH: f64 = -60.0;

/// A part of the drawing, in its units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// One pin and what it stands for, in the order it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot<T> {
    pub x: f64,
    pub y: f64,
    pub of: Vec<T>,
}

/// Where a place falls on the drawing: Miller's cylindrical projection.
pub fn point(latitude: f64, longitude: f64) -> (f64, f64) {
    let latitude = latitude.clamp(SOUTH, 85.0).to_radians();
    let y = -1.25 * (std::f64::consts::FRAC_PI_4 + 0.4 * latitude).tan().ln();
    (longitude * UNIT, y.to_degrees() * UNIT)
}

/// How far two places are apart over a round earth, in kilometres; each is its latitude and longitude in degrees.
pub fn distance((latitude, longitude): (f64, f64), (north, east): (f64, f64)) -> f64 {
    const DIAMETER: f64 = 12_742.0;
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let across = latitude.to_radians().cos() * north.to_radians().cos() * half(east - longitude);
    DIAMETER * (half(north - latitude) + across).sqrt().min(1.0).asin()
}

/// The pins of some places, given with latitude and longitude, and the part of the earth that holds them all with room
/// around. Without a place there is no map.
pub fn chart<T>(places: Vec<(f64, f64, T)>) -> Option<(Frame, Vec<Spot<T>>)> {
    let points: Vec<(f64, f64, T)> = places
        .into_iter()
        .map(|(latitude, longitude, of)| {
            let (x, y) = point(latitude, longitude);
            (x, y, of)
        })
        .collect();
    let frame = Frame::around(points.iter().map(|(x, y, _)| (*x, *y)))?;
    let mut spots: Vec<Spot<T>> = Vec::new();
    for (x, y, of) in points {
        let near = |spot: &&mut Spot<T>| (spot.x - x).hypot(spot.y - y) < frame.width * REACH;
        match spots.iter_mut().find(near) {
            Some(spot) => spot.of.push(of),
            None => spots.push(Spot { x, y, of: vec![of] }),
        }
    }
    Some((frame, spots))
}

impl Frame {
    fn around(mut points: impl Iterator<Item = (f64, f64)>) -> Option<Frame> {
        let (x, y) = points.next()?;
        let (mut low, mut high) = ((x, y), (x, y));
        for (x, y) in points {
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        }
        let (wide, tall) = (high.0 - low.0, high.1 - low.1);
        let width = (wide * 1.3).max(tall * 1.3 * SHAPE).clamp(LEAST * UNIT, 360.0 * UNIT);
        let height = width / SHAPE;
        let (top, bottom) = (point(85.0, 0.0).1, point(SOUTH, 0.0).1);
        let place = |middle: f64, size: f64, least: f64, most: f64| {
            if size >= most - least {
                (least + most - size) / 2.0
            } else {
                (middle - size / 2.0).clamp(least, most - size)
            }
        };
        Some(Frame {
            x: place((low.0 + high.0) / 2.0, width, -180.0 * UNIT, 180.0 * UNIT),
            y: place((low.1 + high.1) / 2.0, height, top, bottom),
            width,
            height,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_equator_and_greenwich_are_the_origin_and_north_is_up() {
        let (x, y) = point(0.0, 0.0);
        assert!(x.abs() < 1e-9 && y.abs() < 1e-9, "{x} {y}");
        let (x, y) = point(36.72, -4.42);
        assert!((x + 88.4).abs() < 1e-9 && (-769.0..-768.0).contains(&y), "{x} {y}");
    }

    #[test]
    fn distances_are_those_of_an_atlas() {
        let (malaga, rosario, zaragoza) = ((36.72, -4.42), (-32.95, -60.64), (41.65, -0.88));
        assert!(distance(malaga, malaga) < 0.001);
        assert!((distance(malaga, zaragoza) - 626.0).abs() < 5.0, "{}", distance(malaga, zaragoza));
        assert!((distance(malaga, rosario) - 9_660.0).abs() < 60.0, "{}", distance(malaga, rosario));
        assert!((distance((0.0, 179.5), (0.0, -179.5)) - 111.2).abs() < 0.5, "over the date line");
    }

    #[test]
    fn a_map_holds_every_place_and_shows_at_least_a_region() {
        let alone = chart(vec![(36.7, -4.4, "Málaga")]).unwrap().0;
        assert!((alone.width - 280.0).abs() < 1e-9 && (alone.width / alone.height - SHAPE).abs() < 1e-9);
        let far = vec![(36.7, -4.4, ()), (-32.9, -60.6, ()), (-58.0, 179.0, ()), (84.0, -179.0, ())];
        let (frame, spots) = chart(far).unwrap();
        assert!((frame.width - 7200.0).abs() < 1e-9 && spots.len() == 4, "{frame:?}");
        for spot in spots {
            assert!((frame.x..=frame.x + frame.width).contains(&spot.x), "{spot:?} in {frame:?}");
            assert!((frame.y..=frame.y + frame.height).contains(&spot.y), "{spot:?} in {frame:?}");
        }
        assert!(chart(Vec::<(f64, f64, ())>::new()).is_none());
    }

    #[test]
    fn what_a_finger_could_not_tell_apart_is_one_pin() {
        let places = vec![(36.53, -6.29, 1), (48.57, 7.75, 2), (36.52, -6.27, 3), (-23.55, -46.63, 4)];
        let (_, spots) = chart(places).unwrap();
        assert_eq!(
            spots.iter().map(|spot| spot.of.clone()).collect::<Vec<_>>(),
            [vec![1, 3], vec![2], vec![4]]
        );
    }
}
