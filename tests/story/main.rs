//! Stories told to the core from outside: real HTTP to practice providers, a real keychain, a real encrypted file.

mod actions;
mod awaited;
mod bankhub_actions;
mod baokim_actions;
mod baokim_register;
mod callbacks;
mod doctor;
mod flowaccount_lists;
mod headline;
mod headline_kept;
mod headline_page;
mod headline_register;
mod hooks;
mod hostile;
mod linking;
mod renewing;
mod shops;
mod sign_on;
mod sign_on_calls;
mod social;
mod staying;
mod tending;
mod tickets;
mod unlinking;
mod wallets;
