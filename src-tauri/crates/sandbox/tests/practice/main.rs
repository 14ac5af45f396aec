//! The practice providers over real HTTP, as a client meets them.
#![expect(clippy::unwrap_used, reason = "in a test a missing value is the failure")]

mod bankhub;
mod bankhub_data;
mod bankhub_hook;
mod bankhub_payments;
mod bankhub_update;
mod baokim;
mod baokim_caller;
mod baokim_sso;
mod baokim_wallet;
mod control;
mod faults;
mod flowaccount;
mod flowaccount_pages;
mod headline;
mod headline_auth2;
mod headline_home;
mod headline_register;
mod hosting;
mod its;
mod its_pages;
mod samples;
mod support;
