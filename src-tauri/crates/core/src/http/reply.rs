//! A reply, as bytes. Its `Debug` shows the status only.

use crate::Clock;
use reqwest::header::HeaderMap;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use zeroize::Zeroizing;

/// The longest pause a provider can ask for.
const LONGEST_PAUSE: time::Duration = time::Duration::HOUR;

/// What came back.
pub struct Reply {
    status: u16,
    headers: HeaderMap,
    body: Zeroizing<Vec<u8>>,
    at: OffsetDateTime,
    /// The same instant by the computer's own clock: a practice clock that was moved is time that has passed, not a
    /// computer that is wrong.
    by_the_system: OffsetDateTime,
}

impl Reply {
    pub(super) fn new(status: u16, headers: HeaderMap, body: Zeroizing<Vec<u8>>, at: OffsetDateTime) -> Self {
        Self { status, headers, body, at, by_the_system: Clock::of_the_system() }
    }

    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Whether the status is 2xx.
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// When it was complete.
    pub const fn at(&self) -> OffsetDateTime {
        self.at
    }

    /// The body as JSON, whatever its content type says; a byte-order mark is passed over.
    /// `None`: empty, HTML, cut short, or otherwise not JSON.
    pub fn json(&self) -> Option<Value> {
        let bytes = self.body.strip_prefix(b"\xEF\xBB\xBF".as_slice()).unwrap_or(&self.body);
        serde_json::from_slice(bytes).ok()
    }

    /// Whether the body is a web page: a captive portal's, or the provider's error page.
    pub fn is_page(&self) -> bool {
        let start = &self.body[..self.body.len().min(512)];
        let start = String::from_utf8_lossy(start).trim_start().to_ascii_lowercase();
        start.starts_with("<!doctype html") || start.starts_with("<html")
    }

    /// Whether the body is empty.
    pub fn is_empty(&self) -> bool {
        self.body.iter().all(u8::is_ascii_whitespace)
    }

    /// A header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// How far the clock of whoever wrote it is ahead of this computer's (RFC 9110 section 6.6.1); `None`: it does not say.
    pub fn ahead(&self) -> Option<time::Duration> {
        Some(date(self.header("date")?)? - self.by_the_system)
    }

    /// When the provider wants to be asked again (RFC 9110 section 10.2.3): seconds or a date.
    /// Never in the past, never more than an hour away.
    pub fn retry_at(&self) -> Option<OffsetDateTime> {
        let text = self.header("retry-after")?.trim();
        let wish = match text.parse::<u32>() {
            Ok(seconds) => self.at + time::Duration::seconds(i64::from(seconds)),
            Err(_) => date(text)?,
        };
        Some(wish.clamp(self.at, self.at + LONGEST_PAUSE))
    }
}

/// A date of HTTP (RFC 9110 section 5.6.7).
fn date(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(&text.trim().replace("GMT", "+0000"), &Rfc2822).ok()
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "HTTP {} ({} bytes)", self.status, self.body.len())
    }
}

#[cfg(test)]
impl Reply {
    /// A reply written by hand, received at the Unix epoch plus one day.
    pub(crate) fn of(status: u16, headers: &[(&'static str, &str)], body: &str) -> Self {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                (reqwest::header::HeaderName::from_static(name), value.parse().expect("a header value"))
            })
            .collect();
        Self::new(
            status,
            headers,
            Zeroizing::new(body.as_bytes().to_vec()),
            OffsetDateTime::UNIX_EPOCH + time::Duration::DAY,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_never_in_the_past_and_never_longer_than_an_hour() {
        let received = Reply::of(429, &[], "").at();
        let retry = |value| Reply::of(429, &[("retry-after", value)], "").retry_at();
        assert_eq!(retry("30"), Some(received + time::Duration::seconds(30)), "seconds");
        assert_eq!(retry("4000000000"), Some(received + LONGEST_PAUSE), "an absurd pause is cut");
        assert_eq!(retry("Fri, 02 Jan 1970 00:10:00 GMT"), Some(received + time::Duration::minutes(10)), "a date");
        assert_eq!(retry("Thu, 01 Jan 1970 00:00:00 GMT"), Some(received), "a date that is over means now");
        assert_eq!(retry("soon"), None, "anything else says nothing");
    }

    #[test]
    fn a_body_is_json_whatever_it_is_called() {
        assert!(
            Reply::of(200, &[("content-type", "text/plain")], "\u{FEFF}{\"a\":1}").json().is_some(),
            "byte-order mark"
        );
        assert!(Reply::of(200, &[], "{\"a\":").json().is_none(), "cut short");
        assert!(Reply::of(200, &[], "  <!DOCTYPE HTML><html>").is_page(), "a web page");
        assert!(Reply::of(200, &[], " \n").is_empty(), "nothing");
    }
}
