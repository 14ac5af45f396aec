//! Whether this computer's clock is right, by the clocks of those who answer.
//!
//! Every reply says when it was written (RFC 9110 section 6.6.1). One host may be wrong about that; when all of them say
//! the same, this computer is.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use time::Duration;

/// Tokens and signatures are made with more patience than this; beyond it, providers refuse what is good.
const TOLERATED: Duration = Duration::minutes(5);
/// Hosts that agree differ by less.
const AGREEING: Duration = Duration::minutes(2);

/// What the clocks of the hosts said last, each as the difference from ours.
#[derive(Debug, Default)]
pub(super) struct Clocks(Mutex<HashMap<String, Duration>>);

impl Clocks {
    /// Notes how far a host's clock is ahead of ours.
    pub(super) fn note(&self, host: &str, ahead: Duration) {
        let mut clocks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        clocks.insert(host.to_owned(), ahead);
    }

    /// How far everybody else is ahead of this computer, if that is far and all agree; `None`: its clock is as right as
    /// can be told.
    pub(super) fn ahead(&self) -> Option<Duration> {
        let clocks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (least, most) = (clocks.values().min()?, clocks.values().max()?);
        let all_far = clocks.values().all(|ahead| ahead.abs() > TOLERATED);
        (all_far && *most - *least < AGREEING).then(|| (*least + *most) / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ahead(said: &[(&str, i64)]) -> Option<i64> {
        let clocks = Clocks::default();
        for (host, seconds) in said {
            clocks.note(host, Duration::seconds(*seconds));
        }
        clocks.ahead().map(Duration::whole_seconds)
    }

    #[test]
    fn a_clock_is_wrong_only_when_everybody_says_so() {
        assert_eq!(ahead(&[]), None, "nobody was asked");
        assert_eq!(ahead(&[("a", 86_400)]), Some(86_400));
        assert_eq!(ahead(&[("a", -3600), ("b", -3590)]), Some(-3595));
        assert_eq!(ahead(&[("a", 86_400), ("b", 1)]), None, "one host is wrong about the time");
        assert_eq!(ahead(&[("a", 86_400), ("b", -86_400)]), None, "they are all over the place");
        assert_eq!(ahead(&[("a", 240)]), None, "a few minutes are nobody's trouble");
        assert_eq!(ahead(&[("a", 86_400), ("a", 0)]), None, "what it said last counts");
    }
}
