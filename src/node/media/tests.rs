//! What uploads promise: pictures lose what they tell about their maker, and what is no picture or document is refused.

use super::kind::{self, Sort};
use super::picture;
use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};
use std::io::Cursor;

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn photo(width: u32, height: u32) -> DynamicImage {
    let shade = |n: u32| u8::try_from(n % 256).unwrap();
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| image::Rgb([shade(x), shade(y), 90])))
}

/// A JPEG with an EXIF block that says "rotate by 90°" and carries a canary in its description.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let canary = b"CANARY-41.3874N\0";
    let mut tiff = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend(b"\x0e\x01\x02\0"); // ImageDescription, text
    tiff.extend(u32::try_from(canary.len()).unwrap().to_le_bytes());
    tiff.extend(38u32.to_le_bytes());
    tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"); // Orientation: 6
    tiff.extend(b"\0\0\0\0");
    tiff.extend(canary);
    let mut app1 = b"Exif\0\0".to_vec();
    app1.extend(tiff);
    let mut out = jpeg[..2].to_vec();
    out.extend(b"\xff\xe1");
    out.extend(u16::try_from(app1.len() + 2).unwrap().to_be_bytes());
    out.extend(app1);
    out.extend(&jpeg[2..]);
    out
}

/// MED-05
#[test]
fn a_photo_is_turned_upright_and_says_nothing_about_its_maker() {
    let made = with_exif(&encoded(&photo(40, 20), ImageFormat::Jpeg));
    assert!(made.windows(6).any(|window| window == b"CANARY"));
    let kept = picture::prepare(&made, ImageFormat::Jpeg, picture::WIDEST).unwrap();
    assert_eq!(kept.size, (20, 40));
    assert_eq!(kept.media_type, "image/jpeg");
    assert!(!kept.bytes.windows(6).any(|window| window == b"CANARY" || window.starts_with(b"Exif")));
    assert!(kept.blurhash.is_some());
}

#[test]
fn a_large_picture_is_shrunk_and_keeps_its_shape_and_transparency() {
    let kept =
        picture::prepare(&encoded(&photo(300, 100), ImageFormat::WebP), ImageFormat::WebP, 150).unwrap();
    assert_eq!((kept.size, kept.media_type), ((150, 50), "image/jpeg"));
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(300, 30, image::Rgba([1, 2, 3, 0])));
    let kept = picture::prepare(&encoded(&clear, ImageFormat::Png), ImageFormat::Png, 100).unwrap();
    assert_eq!((kept.size, kept.media_type), ((100, 10), "image/png"));
    assert_eq!(image::load_from_memory(&kept.bytes).unwrap().to_rgba8().get_pixel(0, 0)[3], 0);
}

/// DOS-22
#[test]
fn a_picture_of_a_size_no_camera_makes_is_refused_by_its_header() {
    let mut bomb = encoded(&photo(1, 1), ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let crc = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    assert!(picture::prepare(&bomb, ImageFormat::Png, picture::WIDEST).is_err());
}

#[test]
fn a_broken_picture_is_refused_wherever_it_breaks() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = encoded(&photo(30, 30), format);
        for cut in (0..whole.len()).step_by(7) {
            // Some formats show what came so far; none may panic.
            let _ = picture::prepare(&whole[..cut], format, 100);
        }
    }
}

/// MED-04, MED-07: no decoder but our own for pictures, and nothing that refers to something else.
#[test]
fn a_file_is_what_its_bytes_say_and_nothing_that_a_browser_would_run_is_kept() {
    let png = encoded(&photo(2, 2), ImageFormat::Png);
    assert_eq!(kind::of(&png, Some("text/html")), Some(Sort::Picture(ImageFormat::Png)));
    let sort = |bytes: &[u8], declared| match kind::of(bytes, declared) {
        Some(Sort::Document { extension, .. }) => Some(extension),
        _ => None,
    };
    assert_eq!(sort(b"%PDF-1.7\n", None), Some("pdf"));
    assert_eq!(sort(b"a,b\n1,2\n", Some("text/csv; charset=utf-8")), Some("csv"));
    assert_eq!(sort("Acta de la reunión".as_bytes(), None), Some("txt"));
    for refused in [
        &b"<html><script>alert(1)</script>"[..],
        b"\xef\xbb\xbf <svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        b"{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"Note\"}",
        b"\x7fELF\x02\x01",
        b"MZ\x90\0",
        b"PK\x03\x04word/document.xml vbaProject.bin",
        b"PK\x03\x04nothing known",
        b"BM\x3a\0\0\0",
        b"",
        b"\0\0\0",
    ] {
        assert_eq!(kind::of(refused, Some("image/png")), None, "{refused:?}");
    }
}

/// The checksum of a PNG chunk.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
