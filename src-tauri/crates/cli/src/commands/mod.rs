//! The commands, one file for each group.

mod actions;
mod bulk;
mod connections;
mod customers;
mod doctor;
mod erase;
mod export;
mod hook;
mod import;
mod link;
mod on_desk;
mod open;
mod providers;
mod queue;
mod registration;
mod renewal;
mod sandbox;
mod set_aside;
mod shell;
mod support_bundle;
mod ticket;
mod token;
mod unlink;

use crate::workplace::Workplace;
use clap::Subcommand;
use linkdesk_core::contract::Problem;

/// The exit code of a command that did what it was asked to.
const DONE: u8 = 0;

/// How a command ended: its exit code, or the problem that decides it.
type Outcome = Result<u8, Problem>;

/// What can be done.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show the providers and their registrations.
    Providers,
    /// Set, show, test or remove a registration.
    #[command(subcommand)]
    Registration(registration::Registration),
    /// Link an account by signing in on the provider's page.
    Link(link::Link),
    /// List the linked accounts, the most urgent first.
    Connections,
    /// Show all that is stored about a connection.
    Show(connections::Named),
    /// Show a connection's accounts with their balances.
    Accounts(connections::Named),
    /// Show a connection's stored transactions, newest first.
    Transactions(connections::Transactions),
    /// Show what happened to a connection, newest first.
    Timeline(connections::Named),
    /// List what a connection's provider can do for it besides.
    Actions(connections::Named),
    /// Do one of these, and print what the provider answers. Nothing of it is kept.
    Action(actions::Action),
    /// Print a fresh access token, alone on stdout. Renews first when it must.
    Token(token::Token),
    /// Renew a connection now, or those that are due, or all.
    Refresh(renewal::Refresh),
    /// Read accounts, balances and transactions now.
    Sync(connections::Named),
    /// Sign in again for a connection, or for all that need it. Another account is refused.
    Reconnect(link::Reconnect),
    /// Open the provider's own page for a connection, where it has one. Asks for a fresh sign-in, and keeps nothing of it.
    Open(open::Open),
    /// Withdraw a connection at the provider where it can be, and forget it here.
    Unlink(unlink::Unlink),
    /// Give a connection another name or customer.
    Rename(connections::Rename),
    /// Hand on a message that a provider sent to its client. It is looked into by a call, and believed in nothing.
    Hook(hook::Hook),
    /// Print what needs a person and what waits to be linked, or take one of the latter away.
    Queue(on_desk::Queue),
    /// Print a repair ticket: an address that shows an account's owner, in their own Linkdesk, what to reconnect.
    Ticket(connections::Named),
    /// Print which connection a repair ticket means. Nothing begins by that.
    Repair(ticket::Repair),
    /// Print the customers, or give one another name.
    Customers(customers::Customers),
    /// Print the list of connections without any secret.
    Export(export::Export),
    /// Let the accounts of a file wait on the desk until they are linked here.
    #[command(subcommand)]
    Import(import::Import),
    /// Look at what links depend on, and say what is wrong and what to do. Changes nothing at any provider.
    Doctor(doctor::Doctor),
    /// Write one file for somebody who helps, without names and secrets. Read it before you send it.
    SupportBundle(support_bundle::SupportBundle),
    /// Run the practice providers until ended.
    Sandbox(sandbox::Sandbox),
    /// Print the completions of a shell.
    Completions(shell::Completions),
    /// Print the manual page, or that of a command.
    Man(shell::Man),
    /// Rename a store whose key is gone, so that a new one can begin. Nothing is deleted.
    SetAside(set_aside::SetAside),
    /// Remove everything of this profile: store, registrations, credentials, and the key in the keychain.
    Erase(erase::Erase),
}

impl Command {
    /// Whether being ended is how it ends well.
    pub(crate) const fn runs_until_ended(&self) -> bool {
        match self {
            Self::Sandbox(_) => true,
            Self::Hook(hook) => hook.listens(),
            _ => false,
        }
    }
}

/// Runs a command to its end.
pub(crate) async fn run(command: Command, workplace: &Workplace) -> Outcome {
    match command {
        Command::Providers => providers::run(workplace).await,
        Command::Registration(command) => registration::run(command, workplace).await,
        Command::Link(link) => link::link(link, workplace).await,
        Command::Connections => connections::list(workplace).await,
        Command::Show(named) => connections::show(&named, workplace).await,
        Command::Accounts(named) => connections::accounts(&named, workplace).await,
        Command::Transactions(asked) => connections::transactions(asked, workplace).await,
        Command::Timeline(named) => connections::timeline(&named, workplace).await,
        Command::Actions(named) => actions::list(&named, workplace).await,
        Command::Action(action) => actions::act(action, workplace).await,
        Command::Token(token) => token::run(&token, workplace).await,
        Command::Refresh(refresh) => renewal::refresh(&refresh, workplace).await,
        Command::Sync(named) => renewal::sync(&named, workplace).await,
        Command::Reconnect(reconnect) => link::reconnect(&reconnect, workplace).await,
        Command::Open(open) => open::run(open, workplace).await,
        Command::Unlink(unlink) => unlink::run(&unlink, workplace).await,
        Command::Rename(rename) => connections::rename(rename, workplace).await,
        Command::Hook(hook) => hook::run(&hook, workplace).await,
        Command::Queue(queue) => on_desk::run(&queue, workplace).await,
        Command::Ticket(named) => ticket::make(&named, workplace).await,
        Command::Repair(repair) => ticket::repair(&repair, workplace).await,
        Command::Customers(customers) => customers::run(&customers, workplace).await,
        Command::Export(export) => export::run(&export, workplace).await,
        Command::Import(import) => import::run(&import, workplace).await,
        Command::Doctor(doctor) => doctor::run(&doctor, workplace).await,
        Command::SupportBundle(asked) => support_bundle::run(&asked, workplace).await,
        Command::Sandbox(sandbox) => sandbox::run(sandbox, workplace).await,
        Command::Completions(completions) => shell::completions(&completions, workplace),
        Command::Man(man) => shell::man(&man, workplace),
        Command::SetAside(set_aside) => set_aside::run(&set_aside, workplace).await,
        Command::Erase(erase) => erase::run(&erase, workplace).await,
    }
}
