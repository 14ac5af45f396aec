//! The picture in the tray: the program's mark, and the count of accounts that need a person.

use ksni::Icon;
use tauri::image::Image;

/// The mark, 32 pixels wide.
static MARK: Image<'static> = tauri::include_image!("../icons/32x32.png");
/// The colour of what needs a person, as the screens have it (`--need`); alpha first.
const BADGE: [u8; 4] = [0xff, 0xa6, 0x2f, 0x1f];
const INK: [u8; 4] = [0xff, 0xff, 0xff, 0xff];
/// The colour of practice (`--practice`), as a line under the mark.
const PRACTICE: [u8; 4] = [0xff, 0x7b, 0x2a, 0x63];

/// Digits, and a plus at the end, three pixels wide and five high; a row is three bits.
const GLYPHS: [[u8; 5]; 11] = [
    [7, 5, 5, 5, 7],
    [2, 6, 2, 2, 7],
    [7, 1, 7, 4, 7],
    [7, 1, 3, 1, 7],
    [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7],
    [7, 4, 7, 5, 7],
    [7, 1, 1, 2, 2],
    [7, 5, 7, 5, 7],
    [7, 5, 7, 1, 7],
    [0, 2, 7, 2, 0],
];
const PLUS: usize = 10;

/// The mark with this count in its lower right corner; without one if it is nought. More than nine is `9+`.
pub(super) fn counting(count: u32, practice: bool) -> Icon {
    let mut picture = Picture::of_the_mark();
    if practice {
        picture.underline(PRACTICE);
    }
    match usize::try_from(count) {
        Ok(0) => {}
        Ok(digit @ 1..=9) => picture.badge(&[digit]),
        _ => picture.badge(&[9, PLUS]),
    }
    picture.into_icon()
}

/// Pixels as a tray wants them: alpha, red, green, blue.
struct Picture {
    width: usize,
    pixels: Vec<[u8; 4]>,
}

impl Picture {
    fn of_the_mark() -> Self {
        let (pixels, _) = MARK.rgba().as_chunks::<4>();
        let pixels = pixels.iter().map(|[red, green, blue, alpha]| [*alpha, *red, *green, *blue]).collect();
        Self { width: usize::try_from(MARK.width()).unwrap_or_default(), pixels }
    }

    fn set(&mut self, x: usize, y: usize, colour: [u8; 4]) {
        if let Some(pixel) = self.pixels.get_mut(y * self.width + x).filter(|_| x < self.width) {
            *pixel = colour;
        }
    }

    fn underline(&mut self, colour: [u8; 4]) {
        let height = self.pixels.len() / self.width.max(1);
        for y in height.saturating_sub(3)..height {
            for x in 0..self.width {
                self.set(x, y, colour);
            }
        }
    }

    /// A rounded field in the corner, with glyphs of twice their size.
    fn badge(&mut self, glyphs: &[usize]) {
        let (high, wide) = (16, glyphs.len() * 8 + 6);
        let (left, top) = (self.width.saturating_sub(wide), self.width.saturating_sub(high));
        for y in 0..high {
            // The corners are round.
            let cut = match y.min(high - 1 - y) {
                0 => 3,
                1 => 2,
                2 => 1,
                _ => 0,
            };
            for x in cut..wide - cut {
                self.set(left + x, top + y, BADGE);
            }
        }
        for (place, glyph) in glyphs.iter().enumerate() {
            for (row, bits) in GLYPHS[*glyph].iter().enumerate() {
                for column in (0..3).filter(|column| bits & (4 >> column) != 0) {
                    for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                        self.set(left + 4 + place * 8 + column * 2 + x, top + 3 + row * 2 + y, INK);
                    }
                }
            }
        }
    }

    fn into_icon(self) -> Icon {
        let side = |pixels: usize| i32::try_from(pixels).unwrap_or_default();
        let height = self.pixels.len() / self.width.max(1);
        Icon { width: side(self.width), height: side(height), data: self.pixels.concat() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_seen_and_nought_is_the_bare_mark() {
        let bare = counting(0, false);
        assert_eq!((bare.width, bare.height, bare.data.len()), (32, 32, 32 * 32 * 4));
        let pictures: Vec<_> = (0..=10).map(|count| counting(count, false).data).collect();
        for (count, picture) in pictures.iter().enumerate() {
            assert!(pictures[..count].iter().all(|other| other != picture), "{count} looks like another");
        }
        assert_eq!(counting(10, false).data, counting(1000, false).data, "more than nine is one picture");
        assert_ne!(counting(0, true).data, bare.data, "practice is seen");
    }
}
