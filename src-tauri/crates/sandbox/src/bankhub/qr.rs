//! What a payment code says: fields of a tag, a length and a value (EMV QR Code Specification for Payment Systems, merchant
//! presented mode), under an account template that no bank reads.

/// The account template's own name; real ones name a payment network.
const TEMPLATE: &str = "vn.example.practice";

/// The text of a code.
pub(super) fn text(bin: &str, account: &str, amount: i64, description: &str) -> String {
    let receiver = field("00", TEMPLATE) + &field("01", bin) + &field("02", account);
    let body = [
        field("00", "01"),
        // A code for one payment.
        field("01", "12"),
        field("38", &receiver),
        // Dong (ISO 4217).
        field("53", "704"),
        field("54", &amount.to_string()),
        field("58", "VN"),
        field("62", &field("08", description)),
        "6304".to_owned(),
    ]
    .concat();
    format!("{body}{:04X}", checksum(body.as_bytes()))
}

fn field(tag: &str, value: &str) -> String {
    format!("{tag}{:02}{value}", value.chars().count())
}

/// CRC-16 with polynomial 0x1021 and 0xFFFF to begin with, over everything up to and with the tag and length of its own.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(
            crc ^ (u16::from(*byte) << 8),
            |crc, _| {
                if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 }
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(checksum(b"123456789"), 0x29B1, "the check value of CRC-16/IBM-3740");
    }

    #[test]
    fn a_code_counts_its_fields_and_ends_with_its_checksum() {
        let text = text("999001", "0001", 25_000, "HD 01");
        assert!(text.starts_with("000201010212"), "{text}");
        assert!(text.contains("5405250005802VN") && text.contains("62090805HD 01"), "{text}");
        let (body, sum) = text.split_at(text.len() - 4);
        assert_eq!(sum, format!("{:04X}", checksum(body.as_bytes())));
    }
}
