//! Sealing: bytes that open only with the key, unchanged, and for what they were sealed for.
//!
//! An envelope is one version byte, a random nonce of 24 bytes and the text sealed by XChaCha20-Poly1305
//! (draft-irtf-cfrg-xchacha). What it is for is not inside: it is the associated data, so that a credential moved to
//! another row, another generation or another origin does not open there.

use super::root::RootKey;
use crate::contract::{ConnectionId, ProviderId};
use crate::random;
use crate::registration::Binding;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// The first byte of an envelope.
const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;

/// It was not sealed by this key, or not for this, or it was changed since. Which of them cannot be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the sealed record is damaged or belongs elsewhere")]
pub struct Damaged;

/// Seals and opens.
pub struct Vault {
    cipher: XChaCha20Poly1305,
}

impl Vault {
    /// The vault of a store.
    pub(crate) fn new(root: &RootKey) -> Self {
        let key = root.sealing_key();
        Self { cipher: XChaCha20Poly1305::new(&(*key).into()) }
    }

    /// Seals bytes for a context.
    ///
    /// # Panics
    /// With more than 256 GiB: XChaCha20 ends there.
    pub fn seal(&self, context: &SealContext, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_BYTES] = random::bytes();
        let payload = Payload { msg: plain, aad: &context.0 };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.expect("a credential is shorter than the cipher's limit of 256 GiB");
        [&[VERSION], nonce.as_slice(), &sealed].concat()
    }

    /// Opens what was sealed for this context.
    pub fn open(&self, context: &SealContext, envelope: &[u8]) -> Result<Zeroizing<Vec<u8>>, Damaged> {
        let rest = envelope.strip_prefix(&[VERSION]).ok_or(Damaged)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(Damaged)?;
        let payload = Payload { msg: sealed, aad: &context.0 };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| Damaged)
    }
}

/// What something is sealed for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SealContext(Vec<u8>);

impl SealContext {
    /// A credential: of this connection and generation, and for these origins only.
    pub fn credential(connection: ConnectionId, provider: ProviderId, generation: i64, binding: &Binding) -> Self {
        let mut context = Self::about("credential")
            .and(connection.to_string().as_bytes())
            .and(provider.as_str().as_bytes())
            .and(&generation.to_be_bytes())
            .and(binding.environment.as_str().as_bytes())
            .and(binding.client_id.as_bytes());
        for origin in &binding.origins {
            context = context.and(origin.as_bytes());
        }
        context
    }

    /// A registration: of this name, with this binding.
    pub fn registration(provider: ProviderId, name: &str, binding: &str) -> Self {
        Self::about("registration").and(provider.as_str().as_bytes()).and(name.as_bytes()).and(binding.as_bytes())
    }

    fn about(kind: &str) -> Self {
        Self(Vec::new()).and(b"linkdesk seal").and(&[VERSION]).and(kind.as_bytes())
    }

    /// Each field after its length: no two lists of fields give the same bytes.
    fn and(mut self, field: &[u8]) -> Self {
        self.0.extend_from_slice(&(field.len() as u64).to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }
}
