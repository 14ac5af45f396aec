//! Pictures on their way to a provider: the picture, and nothing that a camera wrote beside it.

use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::{Bytes, ImageEXIF as _};
use zeroize::Zeroizing;

/// The tag of the orientation (Exif 2.32, section 4.6.4).
const ORIENTATION: u16 = 0x0112;
/// Chunks that change how a picture looks (PNG specification, section 11). Every other ancillary chunk is left out.
const SEEN: [&[u8; 4]; 11] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD"];

/// A picture without place, time, device, thumbnail or remark, and its media type; `None`: it is no picture.
///
/// A photograph keeps the one thing beside it that turns it upright.
pub(in crate::provider) fn bare(picture: &[u8]) -> Option<(Zeroizing<Vec<u8>>, &'static str)> {
    let bytes = Bytes::copy_from_slice(picture);
    if let Ok(mut jpeg) = Jpeg::from_bytes(bytes.clone()) {
        let orientation = jpeg.exif().and_then(|exif| orientation(&exif));
        jpeg.segments_mut().retain(is_seen);
        if let Some(orientation) = orientation {
            jpeg.set_exif(Some(Bytes::from(only(orientation))));
        }
        return Some((Zeroizing::new(jpeg.encoder().bytes().to_vec()), "image/jpeg"));
    }
    let mut png = Png::from_bytes(bytes).ok()?;
    png.chunks_mut().retain(|chunk| SEEN.iter().any(|kind| **kind == chunk.kind()));
    Some((Zeroizing::new(png.encoder().bytes().to_vec()), "image/png"))
}

/// Application segments hold what others wrote, but for the density, the colours and how they are transformed.
fn is_seen(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 | markers::APP2 | markers::APP14 => true,
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// Which way up, from TIFF data (Exif 2.32, section 4.6.2): 1 to 8.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
    };
    let first = long(4)?;
    let entries = usize::from(short(first)?);
    let at = (0..entries).map(|entry| first + 2 + 12 * entry).find(|at| short(*at) == Some(ORIENTATION))?;
    short(at + 8).filter(|orientation| (2..=8).contains(orientation))
}

/// TIFF data that says which way up, and nothing else.
fn only(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II\x2A\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend(ORIENTATION.to_le_bytes());
    tiff.extend([3, 0, 1, 0, 0, 0]); // one SHORT
    tiff.extend(orientation.to_le_bytes());
    tiff.extend([0; 6]); // the rest of the value, and no further directory
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;
    use img_parts::png::PngChunk;

    const PLACE: &[u8] = b"PLACE-10.0000-106.0000";

    /// A segment: its marker, its length, what it holds.
    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).expect("it is short").to_be_bytes();
        [&[0xFF, marker][..], &length, content].concat()
    }

    fn photograph(orientation: u16) -> Vec<u8> {
        let exif = [b"Exif\0\0", only(orientation).as_slice(), PLACE].concat();
        let mut bytes = vec![0xFF, 0xD8];
        bytes.extend(segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
        bytes.extend(segment(0xE1, &exif));
        bytes.extend(segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", PLACE].concat()));
        bytes.extend(segment(0xED, PLACE));
        bytes.extend(segment(0xFE, PLACE));
        bytes.extend(segment(0xDB, &[0; 65]));
        bytes.extend(segment(0xDA, &[1, 1, 0, 0, 0x3F, 0]));
        bytes.extend([0x12, 0x34, 0xFF, 0xD9]);
        bytes
    }

    fn holds(bytes: &[u8], text: &[u8]) -> bool {
        bytes.windows(text.len()).any(|window| window == text)
    }

    #[test]
    fn a_photograph_goes_without_its_place_and_stays_upright() {
        let (bare, media_type) = bare(&photograph(6)).expect("a picture");
        assert_eq!(media_type, "image/jpeg");
        assert!(!holds(&bare, PLACE), "in no segment of any kind");
        assert!(holds(&bare, &[0x12, 0x34]) && holds(&bare, b"JFIF"), "the picture itself is there");
        let again = Jpeg::from_bytes(Bytes::copy_from_slice(&bare)).expect("still a picture");
        assert_eq!(again.exif().and_then(|exif| orientation(&exif)), Some(6));
    }

    #[test]
    fn one_that_is_upright_says_nothing_at_all() {
        let (bare, _) = bare(&photograph(1)).expect("a picture");
        assert!(!holds(&bare, b"Exif"));
    }

    #[test]
    fn a_drawing_goes_without_its_remarks() {
        let chunk = |kind: &[u8; 4], content: &[u8]| {
            PngChunk::new(*kind, Bytes::copy_from_slice(content)).encoder().bytes().to_vec()
        };
        let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
        bytes.extend(chunk(b"IHDR", &[0; 13]));
        for kind in [b"tEXt", b"iTXt", b"eXIf", b"tIME", b"prVt"] {
            bytes.extend(chunk(kind, PLACE));
        }
        bytes.extend(chunk(b"IDAT", b"drawn"));
        bytes.extend(chunk(b"IEND", b""));
        let (bare, media_type) = bare(&bytes).expect("a picture");
        assert_eq!(media_type, "image/png");
        assert!(holds(&bare, b"drawn") && !holds(&bare, PLACE));
    }

    #[test]
    fn what_is_no_picture_is_none_and_nothing_panics() {
        for bytes in [&b""[..], b"text", &[0xFF, 0xD8], &photograph(6)[..40], b"\x89PNG\r\n\x1A\n\0\0"] {
            let _ = bare(bytes);
        }
        assert!(bare(b"text").is_none());
        assert_eq!(orientation(b"II\x2A\0\xFF\xFF\xFF\xFF"), None);
    }
}
