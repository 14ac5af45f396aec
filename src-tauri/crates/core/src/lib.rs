//! Linkdesk without windows.

pub mod contract;
mod random;
mod secret;

pub use secret::Secret;
