//! No reply: why, and whether the provider can have acted all the same.

/// Whether a request can have reached the provider.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sent {
    /// Certainly not: repeating it is harmless.
    No,
    /// Perhaps: what counts attempts or rotates tokens must not be repeated lightly.
    Perhaps,
}

/// Why there is no reply.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Failure {
    /// The host could not be reached.
    #[error("the host could not be reached")]
    Unreachable,
    /// The host's certificate was not accepted.
    #[error("the host's certificate was not accepted")]
    Tls,
    /// The deadline passed.
    #[error("no answer in time")]
    TimedOut(Sent),
    /// The connection broke after the request went out.
    #[error("the connection broke before the answer was complete")]
    Lost,
    /// The answer is larger than any answer should be.
    #[error("the answer is too large")]
    TooLarge,
    /// The address or a header cannot be sent: not https, or a line break in a value.
    #[error("this cannot be sent")]
    NotAllowed,
}

impl Failure {
    /// Whether the provider can have acted.
    pub const fn sent(self) -> Sent {
        match self {
            Self::Unreachable | Self::Tls | Self::NotAllowed => Sent::No,
            Self::TimedOut(sent) => sent,
            Self::Lost | Self::TooLarge => Sent::Perhaps,
        }
    }

    pub(super) fn from_client(error: &reqwest::Error) -> Self {
        if error.is_connect() {
            return if caused_by_tls(error) { Self::Tls } else { Self::Unreachable };
        }
        if error.is_timeout() {
            return Self::TimedOut(Sent::Perhaps);
        }
        Self::Lost
    }
}

fn caused_by_tls(error: &reqwest::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(current) = cause {
        if current.is::<rustls::Error>() {
            return true;
        }
        // What an io::Error wraps is not among its sources, only what that one stems from; and it may wrap another.
        cause = match current.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => current.source(),
        };
    }
    false
}
