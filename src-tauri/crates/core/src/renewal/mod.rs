//! Keeping a rotating grant alive.
//!
//! The order is the whole point. Under the machine-wide lock of the connection: the journal says `refreshing` on disk,
//! then the token is sent, then the new pair is on disk sealed as the next generation, then somebody may see it. A
//! crash anywhere leaves either the old pair, or the old pair marked as perhaps used, or the new one; never a token
//! that was handed out and is not on disk.

mod attempt;
mod breaker;
mod flight;
mod kept;
mod lane;
pub(crate) mod pauses;
mod plan;
mod tending;

pub(crate) use attempt::{renew, rotate, save_unsaved};
pub(crate) use flight::Renewals;
pub(crate) use kept::{alone, forget_password, keep_password};
pub(crate) use lane::{Parts, once};
pub(crate) use tending::{due, tend};
