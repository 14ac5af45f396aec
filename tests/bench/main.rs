//! Measures what a person pays for going through Linkdesk: each figure beside what it cannot go below, in turns, in one
//! run. Started by `npm run bench`, which writes the table; prints one line of JSON.
//!
//! It needs the release builds of `linkdesk`, the app and the bare window, `secret-tool`, a display, and a session bus
//! with an unlocked keychain.

mod alone;
mod exchange;
mod handing_out;
mod many;
mod provider;
mod renewing;
mod samples;
mod starting;

use linkdesk_core::contract::ProviderId;
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::Workbench;
use serde_json::json;

#[tokio::main]
async fn main() {
    if let Some(home) = alone::home() {
        return alone::run(home).await;
    }
    let many = many::measure().await;
    let bench = Workbench::new().await;
    let id = bench.link(ProviderId::Flowaccount, &Person::of_business("N9000001")).await;
    bench.settled(id).await;
    let refresh = renewing::measure(&bench, id).await;
    // From here on the program is alone with the store, as it is when a script asks for a token.
    bench.desk.close().await;
    let token = handing_out::measure(&bench, id);
    let start = starting::measure(&bench);
    println!("\nbench {}", json!({ "token": token, "refresh": refresh, "start": start, "many": many }));
}
