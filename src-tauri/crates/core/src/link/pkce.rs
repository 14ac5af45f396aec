//! Proof Key for Code Exchange, S256 only (RFC 7636).

use crate::{Secret, random};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// A verifier of 256 random bits as 43 characters. Used by one session, once; that is why it cannot be cloned.
pub(super) fn verifier() -> Secret {
    random::token()
}

/// The S256 challenge of a verifier (section 4.2).
pub(super) fn challenge(verifier: &Secret) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose())) // hashed, so it may travel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_rfc() {
        let verifier = Secret::from("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "RFC 7636 appendix B");
    }

    #[test]
    fn ten_thousand_verifiers_differ_and_have_the_full_length() {
        let all: std::collections::HashSet<String> = (0..10_000).map(|_| verifier().expose().to_owned()).collect();
        assert_eq!(all.len(), 10_000, "no verifier is ever given out twice");
        assert!(all.iter().all(|verifier| verifier.len() == 43), "43 base64url characters are 256 bits");
    }
}
