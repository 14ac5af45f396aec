//! The command line from outside: the real program, real practice providers, a real keychain.
//!
//! It needs a session bus with an unlocked keychain; `npm test` gives it a private one.

mod asking;
mod failing;
mod forms;
mod headline;
mod hook;
mod input;
mod keychain;
mod linking;
mod lists;
mod practice;
mod schema;
mod secrecy;
mod serving;
mod shapes;
mod sign_on;
mod support;
