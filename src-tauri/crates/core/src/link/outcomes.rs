//! What a session says when it ends without a link.

use crate::contract::{IdentityView, Problem, ProblemCode};

pub(super) fn cancelled() -> Problem {
    Problem::new(
        ProblemCode::Cancelled,
        "Linking was cancelled. Nothing was changed.",
        "Start again whenever you like.",
    )
}

pub(super) fn denied(provider: &str) -> Problem {
    Problem::new(
        ProblemCode::Denied,
        format!("Access was declined on {provider}'s page. Nothing was changed."),
        "Start again and allow access, if you want the account linked.",
    )
}

pub(super) fn no_answer_yet() -> Problem {
    Problem::new(
        ProblemCode::CallbackRefused,
        "The page's answer has not come yet.",
        "Finish the page until it closes by itself, open it in the browser instead, or paste the address you ended on.",
    )
}

pub(super) fn timed_out() -> Problem {
    Problem::new(
        ProblemCode::TimedOut,
        "The page was not finished in time. Nothing was changed.",
        "Start again; a new page will be opened.",
    )
}

/// Somebody else signed in for a page of a linked account.
pub(super) fn somebody_elses_page(answered: &IdentityView, expected: Option<&IdentityView>) -> Problem {
    let expected = expected.map(|view| format!("“{}” ({})", view.name, view.masked)).unwrap_or_default();
    Problem::new(
        ProblemCode::WrongAccount,
        format!("You signed in as {}, but the page of {expected} was asked for. It was not opened.", answered.masked),
        "Sign in as the customer of this account, or link the other one as well.",
    )
    .about(answered.masked.clone())
}

/// The code of a page of a linked account was somebody else's.
pub(super) fn somebody_else_signed_on(answered: &IdentityView, expected: Option<&IdentityView>) -> Problem {
    let name = |view: &IdentityView| format!("“{}” ({})", view.name, view.masked);
    let expected = expected.map(name).unwrap_or_default();
    let answered = name(answered);
    Problem::new(
        ProblemCode::WrongAccount,
        format!("The page was opened for {expected}, but {answered} signed on there. Nothing of it was kept."),
        "Sign out there, then open the page again as the customer of this account.",
    )
    .about(answered)
}

/// Somebody signed in to another account than the one that was expected.
pub(super) fn other_account(answered: &IdentityView, expected: Option<&IdentityView>, typed: Option<&str>) -> Problem {
    let name = |view: &IdentityView| format!("“{}” ({})", view.name, view.masked);
    let expected = expected.map_or_else(|| format!("“{}”", typed.unwrap_or_default()), name);
    let answered = name(answered);
    Problem::new(
        ProblemCode::WrongAccount,
        format!("You signed in to {answered}, but {expected} was expected. Nothing was changed."),
        "Sign in to the expected account, or add this one as a new connection.",
    )
    .about(answered)
}
