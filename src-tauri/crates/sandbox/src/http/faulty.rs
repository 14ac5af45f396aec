//! What each fault does to a call.

use super::wire::{Wire, WireHold};
use super::{Answer, Call, Endpoint};
use crate::clock::true_time;
use crate::world::Memory;
use crate::{Fault, Provider, baokim};
use axum::http::header;
use serde_json::json;
use std::time::Duration;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// More than any client should accept, in bytes.
const HUGE: usize = 2_200_000;
/// In how many pieces a slow body comes.
const PIECES: u32 = 20;
/// The date format of HTTP headers (RFC 9110 section 5.6.7).
const HTTP_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// Answers an API call, with the fault that strikes it.
pub(crate) fn answer(
    provider: Provider,
    endpoint: Endpoint,
    call: &Call,
    memory: &mut Memory,
    hold: &WireHold,
) -> Answer {
    let desk = memory.desk(provider);
    desk.count(endpoint.name);
    if let Some(refusal) = desk.take_refusal(endpoint) {
        return provider.refusal(&refusal.error_code, refusal.status, call, memory);
    }
    let Some(fault) = desk.take_striking(endpoint) else { return provider.answer_api(endpoint, call, memory) };
    if let Some(answer) = instead(fault, provider, call, memory) {
        return answer;
    }
    if fault == Fault::BankPasswordChanged {
        memory.change_bank_password(call);
    }
    let answer = provider.answer_api(endpoint, call, memory);
    afterwards(fault, provider, answer, memory, hold)
}

/// The answer of a fault that keeps the provider from acting.
fn instead(fault: Fault, provider: Provider, call: &Call, memory: &mut Memory) -> Option<Answer> {
    let desk = memory.desk(provider);
    Some(match fault {
        Fault::TooManyRequests => {
            let seconds = desk.number("retry_after_seconds").to_string();
            throttled(provider, call, memory).with(header::RETRY_AFTER, seconds)
        }
        Fault::TooManyRequestsBare => throttled(provider, call, memory),
        Fault::ServerError if provider == Provider::Baokim => baokim::debug_page(),
        Fault::ServerError => Answer::json(500, &json!({ "message": "Practice: the server stumbled" })),
        Fault::Outage => Answer::html(503, "<!doctype html><title>Practice</title><p>Service unavailable".to_owned()),
        Fault::HtmlInsteadOfJson => Answer::html(
            200,
            "<!doctype html><title>Practice network</title><h1>Sign in to this network</h1>".to_owned(),
        ),
        Fault::RedirectTokenEndpoint => Answer::empty(307).with(header::LOCATION, desk.word("redirect_target")),
        _ => return None,
    })
}

fn throttled(provider: Provider, call: &Call, memory: &mut Memory) -> Answer {
    provider.refusal(provider.throttled_code(), 429, call, memory)
}

/// What a fault does to an answer after the provider acted.
fn afterwards(fault: Fault, provider: Provider, answer: Answer, memory: &mut Memory, hold: &WireHold) -> Answer {
    let desk = memory.desk(provider);
    let length = answer.body.len();
    match fault {
        Fault::RotateThenDrop => hold.set(Some(Wire::Drop)),
        Fault::TruncatedBody => hold.set(Some(Wire::CutAfter(length / 2))),
        Fault::SlowBody => {
            let whole = Duration::from_secs(desk.number("slow_body_seconds").unsigned_abs().min(3600));
            let piece = length.div_ceil(PIECES as usize).max(1);
            hold.set(Some(Wire::Trickle { pause: whole / PIECES, piece, left: length }));
        }
        Fault::EmptyBody => return answer.with_body(Vec::new()),
        Fault::HugeBody => {
            let mut body = vec![b' '; HUGE];
            body.extend_from_slice(&answer.body);
            return answer.with_body(body);
        }
        Fault::SkewedDate => {
            let skew = time::Duration::seconds(desk.number("date_skew_seconds"));
            let date = true_time().saturating_add(skew);
            return answer.with(header::DATE, date.format(HTTP_DATE).unwrap_or_default());
        }
        _ => {}
    }
    answer
}
