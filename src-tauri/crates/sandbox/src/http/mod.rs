//! HTTP as the practice providers see it: a whole call in, a whole answer out.

mod answer;
mod call;
mod faulty;
mod server;
mod wire;

pub(crate) use answer::Answer;
pub(crate) use call::{Call, Form, parts_of};
pub(crate) use server::{Server, serve};

/// An API endpoint of a provider.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Endpoint {
    /// Its name in counters, such as `token.refresh`.
    pub(crate) name: &'static str,
    /// What it is for.
    pub(crate) kind: Kind,
}

/// What an endpoint is for; faults choose by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// It makes, replaces or ends a credential.
    Credential,
    /// It answers with a person's data.
    Data,
    /// Anything else.
    Other,
}

impl Endpoint {
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind }
    }
}
