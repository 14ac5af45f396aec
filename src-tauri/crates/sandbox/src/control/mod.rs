//! The control calls and the control page, under a path that nobody can guess.
//!
//! Calls take JSON and answer the whole state; the forms of the page send the same fields and come back to the page.

mod orders;
mod page;

use crate::http::{Answer, Call};
use crate::world::Memory;
use crate::{Fault, Provider, bankhub, baokim};
use orders::Order;
use serde_json::{Map, Value, json};

/// Answers a control call; `rest` is what follows the random path. `None`: there is nothing there.
pub(crate) fn answer(call: &Call, rest: &str, path: &str, memory: &mut Memory) -> Option<Answer> {
    let (method, _) = call.target();
    Some(match (method, rest) {
        ("GET", "" | "/") => page::show(200, path, memory, None),
        ("GET", "/state") => Answer::json(200, &state(memory)),
        ("GET", "/phone") => Answer::json(200, &json!({ "messages": memory.phone().messages() })),
        ("POST", _) => {
            let order = Order::at(rest)?;
            let is_form = call.has_media_type("application/x-www-form-urlencoded");
            match (order.carry_out(call, is_form, memory), is_form) {
                (Ok(()), true) => Answer::see_other(&format!("/{path}/")),
                (Ok(()), false) => Answer::json(200, &state(memory)),
                (Err(refusal), true) => page::show(400, path, memory, Some(&refusal.message)),
                (Err(refusal), false) => {
                    Answer::json(400, &json!({ "error": { "code": refusal.code, "message": refusal.message } }))
                }
            }
        }
        _ => return None,
    })
}

/// Everything the control page shows, as JSON. It holds no token and no secret.
fn state(memory: &mut Memory) -> Value {
    let mut providers = Map::new();
    for provider in Provider::ALL {
        let grants = memory.grants(provider);
        let desk = memory.desk(provider);
        let faults: Vec<&str> =
            Fault::ALL.into_iter().filter(|fault| fault.applies_to(provider)).map(Fault::id).collect();
        let mut about = json!({
            "fault": desk.fault(),
            "faults": faults,
            "switches": desk.switches(),
            "counters": desk.counters(),
            "grants": grants,
        });
        if provider == Provider::Bankhub {
            about["hook"] = bankhub::State::of(memory).latest_hook().into();
        }
        if provider == Provider::Baokim {
            about["user_update"] = baokim::State::of(memory).latest_update().into();
        }
        providers.insert(provider.id().to_owned(), about);
    }
    json!({
        "now": memory.clock.now().iso(),
        "offset_seconds": memory.clock.offset_seconds(),
        "providers": providers,
        "messages": memory.phone().messages(),
    })
}
