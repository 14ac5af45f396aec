//! The practice providers: the documented APIs and pages of bankHub, `FlowAccount`, ITS, Bảo Kim and Headline, on
//! loopback.
//!
//! They exist so that linking, renewing and repairing can be tried and tested without anybody's account. Each provider
//! listens on an origin of its own, answers as its documents say, and shows plain pages with sample logins. A clock
//! can be moved, and a fault dial makes a provider misbehave in the ways a client must survive.
//!
//! Refused: listening anywhere but on loopback, tokens that could be taken for real ones, and secrets in a log.

mod bankhub;
mod baokim;
mod client;
mod clock;
mod control;
mod desk;
mod dial;
mod fault;
mod flowaccount;
mod folder;
mod guests;
mod headline;
mod html;
mod http;
mod ids;
mod its;
mod people;
mod phone;
mod ports;
mod provider;
mod ready;
mod sandbox;
mod switch;
mod turn;
mod world;

pub use bankhub::BankhubHook;
pub use desk::{ActiveFault, Refusal};
pub use dial::{Dial, DialError, GrantAction, GrantSummary};
pub use fault::{Fault, Repeat};
pub use guests::Guest;
pub use phone::PhoneMessage;
pub use provider::Provider;
pub use ready::{ProviderReady, Ready, SampleLogin};
pub use sandbox::{Options, Sandbox, StartError, clock_offset_elsewhere, hosted_elsewhere};
pub use switch::{Choices, Switch};
