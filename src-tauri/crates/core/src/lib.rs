//! Linkdesk without windows: linking accounts, keeping the links alive, handing out fresh tokens.
//!
//! The life of a link:
//!
//! * An operator sets a [`registration`]: what a provider gave them. It says where credentials may be sent.
//! * [`Desk::link`] begins a link session: a room in [`provider`] gives the page, a [`link::Pages`] opens it, and every
//!   callback comes back through one door, [`Desk::resume`]. What happens next stands in one table,
//!   [`link::transition`].
//! * Identity before keeping: the provider is asked whose account it is, and only then the grant goes on disk, sealed by
//!   the [`vault`] in the encrypted [`store`].
//! * `renewal` rotates it in time, one at a time on this machine, with a journal around every token that is sent.
//! * [`Desk::token`] hands a fresh access token to whoever holds this desk. Nothing else leaves.
//!
//! The core knows no window. The shell and the command line are two ports ([`link::Pages`]) and two ways to show what
//! [`contract`] says.

mod clock;
pub mod contract;
mod core;
mod desk;
mod hook_endpoint;
pub mod http;
mod leaving;
pub mod link;
mod lists;
pub mod provider;
mod random;
pub mod registration;
mod renewal;
mod secret;
pub mod store;
mod ticket;
pub mod unattended;
pub mod vault;

pub use clock::Clock;
pub use desk::{
    Desk, DeskOptions, Figures, Found, HandedToken, Notice, default_home, examine, profile, set_aside, support_bundle,
};
pub use hook_endpoint::{HookEndpoint, LARGEST_HOOK};
pub use leaving::leave;
pub use secret::Secret;
pub use ticket::is_ticket;
