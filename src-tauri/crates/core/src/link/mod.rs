//! One try at linking, from the first question to a grant that is kept or given back.
//!
//! * [`transition`] is the whole decision as one pure table; `docs/link-session.md` is drawn from it.
//! * [`driver`](self) performs its effects: asks the provider, opens pages, keeps grants.
//! * [`arrival`](self) is the one door for everything that calls itself a callback.

mod arrival;
mod driver;
mod effects;
mod hearing;
mod keep;
mod listener;
mod origin;
mod outcomes;
mod page;
mod pkce;
mod port_holder;
mod sessions;
mod sign_on;
pub mod transition;
mod visit;

pub(crate) use arrival::Address;
pub use arrival::{Arrival, DEEP_LINK_SCHEME, Received, Way, is_return};
pub(crate) use driver::{Begin, Existing, Expected, Happening, begin};
pub(crate) use listener::Listeners;
pub use origin::origin_view;
pub use page::{HostRule, KeptSignIn, PageAddress, PageToOpen, PageToVisit, Pages, single_use_path};
use port_holder::port_holder;
pub(crate) use sessions::{Sessions, needs_a_look};
