//! Pictures, decoded and written anew: turned upright, no wider than needed, without places, cameras and thumbnails.
//! Blocking: the caller runs it off the reactor.

use crate::domain::refusal::Refusal;
use crate::error::Result;
use anyhow::Context;
use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The longest side of a picture of a publication, in pixels.
pub const WIDEST: u32 = 2_048;
/// More than any camera makes; beyond it a picture is refused by its header, before it is decoded (DOS-22).
const MOST_PIXELS: u64 = 50_000_000;
const MOST_BYTES: u64 = 400 * 1024 * 1024;
const QUALITY: u8 = 85;

/// A picture that says nothing but what it shows.
pub struct Picture {
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
    pub extension: &'static str,
    pub size: (u32, u32),
    pub blurhash: Option<String>,
}

/// Writes a picture anew. Moving ones become their first frame.
pub fn prepare(bytes: &[u8], format: ImageFormat, widest: u32) -> Result<Picture> {
    let picture = shrunk(decode(bytes, format)?, widest)?;
    let size = (picture.width(), picture.height());
    let blurhash = blurhash_of(&picture);
    let photo = !picture.color().has_alpha() && format != ImageFormat::Png && format != ImageFormat::Gif;
    let mut out = Vec::new();
    let (media_type, extension) = if photo {
        let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
        let pixels = picture.to_rgb8();
        encoder.write_image(&pixels, size.0, size.1, ExtendedColorType::Rgb8).context("writing a JPEG")?;
        ("image/jpeg", "jpg")
    } else {
        let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive);
        if picture.color().has_alpha() {
            let pixels = picture.to_rgba8();
            encoder
                .write_image(&pixels, size.0, size.1, ExtendedColorType::Rgba8)
                .context("writing a PNG")?;
        } else {
            let pixels = picture.to_rgb8();
            encoder.write_image(&pixels, size.0, size.1, ExtendedColorType::Rgb8).context("writing a PNG")?;
        }
        ("image/png", "png")
    };
    Ok(Picture { bytes: out, media_type, extension, size, blurhash })
}

/// Decodes within limits and turns upright, as the camera noted: the note itself goes.
fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Refusal> {
    let refused = |_| Refusal::FileKindRefused;
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::FileKindRefused);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    decoder.set_limits(limits).map_err(refused)?;
    let orientation = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn shrunk(picture: DynamicImage, widest: u32) -> Result<DynamicImage> {
    let (width, height) = (picture.width(), picture.height());
    let longest = width.max(height);
    if longest <= widest {
        return Ok(picture);
    }
    let scaled = |side: u32| {
        let exact = u64::from(side) * u64::from(widest) / u64::from(longest);
        u32::try_from(exact).unwrap_or(widest).max(1)
    };
    let (to_width, to_height) = (scaled(width), scaled(height));
    let alpha = picture.color().has_alpha();
    let (pixel, pixels) = if alpha {
        (PixelType::U8x4, picture.into_rgba8().into_raw())
    } else {
        (PixelType::U8x3, picture.into_rgb8().into_raw())
    };
    let from = Image::from_vec_u8(width, height, pixels, pixel).context("a picture's pixels")?;
    let mut to = Image::new(to_width, to_height, pixel);
    Resizer::new().resize(&from, &mut to, None).context("shrinking a picture")?;
    let pixels = to.into_vec();
    let made = if alpha {
        image::RgbaImage::from_raw(to_width, to_height, pixels).map(DynamicImage::ImageRgba8)
    } else {
        image::RgbImage::from_raw(to_width, to_height, pixels).map(DynamicImage::ImageRgb8)
    };
    Ok(made.context("a shrunk picture's pixels")?)
}

/// A few colours that stand for the picture while it loads.
fn blurhash_of(picture: &DynamicImage) -> Option<String> {
    let small = picture.thumbnail(32, 32).into_rgba8();
    let (across, down) = if picture.width() >= picture.height() { (4, 3) } else { (3, 4) };
    blurhash::encode(across, down, small.width(), small.height(), small.as_raw()).ok()
}
