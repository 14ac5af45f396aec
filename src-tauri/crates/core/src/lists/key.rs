//! Keys of an account under salt and hash: whoever knows the account recognises it, and nothing else is told.

use crate::contract::ExportedKey;
use crate::provider::{IdentityKey, Match};
use crate::random;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// A key under a salt of its own.
pub(crate) fn hidden(key: &IdentityKey) -> ExportedKey {
    let salt: [u8; 16] = random::bytes();
    ExportedKey { kind: key.kind.clone(), salt: hex::encode(salt), sha256: hash(&salt, &key.value) }
}

fn hash(salt: &[u8], value: &str) -> String {
    hex::encode(Sha256::new().chain_update(salt).chain_update(value).finalize())
}

/// Whether an account is the one that was hidden. The same rule as for keys in the open ([`Match::between`]): every kind
/// that both have agrees, and there is one.
pub(crate) fn recognise(hidden: &[ExportedKey], keys: &[IdentityKey]) -> Match {
    let kinds: BTreeSet<&str> = hidden.iter().map(|key| key.kind.as_str()).collect();
    let mut verdict = Match::Unsure;
    for kind in kinds {
        let mut values = keys.iter().filter(|key| key.kind == kind).map(|key| key.value.as_str()).peekable();
        if values.peek().is_none() {
            continue;
        }
        let theirs = || hidden.iter().filter(|key| key.kind == kind);
        if !values.any(|value| theirs().any(|key| hides(&key.salt, &key.sha256, value))) {
            return Match::Different;
        }
        verdict = Match::Same;
    }
    verdict
}

/// Whether this hash under this salt is that of a key.
pub(crate) fn hides(salt: &str, sha256: &str, value: &str) -> bool {
    hex::decode(salt).is_ok_and(|salt| hash(&salt, value) == sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(kind: &str, value: &str) -> IdentityKey {
        IdentityKey::new(kind, value).expect("a key")
    }

    #[test]
    fn the_hash_is_over_the_bytes_of_the_salt_and_the_value() {
        // Computed with another program.
        let salt = hex::decode("000102030405060708090a0b0c0d0e0f").expect("digits");
        assert_eq!(hash(&salt, "sample"), "89477c1705bf16e84b64de85f70048c3615210668583ac7cc7cd39b693d9ef08");
    }

    #[test]
    fn an_account_is_recognised_and_not_told() {
        let ours = [key("account", "970000:1000001"), key("account", "970000:1000002"), key("owner", "9")];
        let told: Vec<ExportedKey> = ours.iter().map(hidden).collect();
        assert!(!format!("{told:?}").contains("1000001"));
        assert_ne!(hidden(&ours[0]).sha256, told[0].sha256, "every list has salts of its own");
        assert_eq!(recognise(&told, &ours[1..]), Match::Same, "one of several accounts is enough");
        assert_eq!(recognise(&told, &[key("account", "970000:1000001"), key("owner", "8")]), Match::Different);
        assert_eq!(recognise(&told, &[key("account", "970000:1000003")]), Match::Different);
        assert_eq!(recognise(&told, &[key("shop_id", "9")]), Match::Unsure);
        assert_eq!(recognise(&[], &ours), Match::Unsure);
    }
}
