//! What two rooms share. What only one needs stays in its room.

pub(in crate::provider) mod json;
pub(in crate::provider) mod jwt;
pub(in crate::provider) mod oauth;
pub(in crate::provider) mod page;
pub(in crate::provider) mod picture;
pub(in crate::provider) mod token;
