//! Repair tickets: made on one computer, understood on another, believed on none.

use linkdesk_core::Secret;
use linkdesk_core::contract::{EntryId, ListForm, ProblemCode, ProviderId, QueueEntry, QueueSubject, RepairView};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::Workbench;

use ProviderId::{Bankhub, Flowaccount, Its};

const TWO_WEEKS: i64 = 14 * 24 * 60 * 60;
const DAY: i64 = 24 * 60 * 60;

async fn ticket(bench: &Workbench, entry: EntryId) -> Secret {
    Secret::from(bench.desk.make_ticket(entry).await.expect("it is made").address)
}

async fn means(bench: &Workbench, ticket: &Secret) -> RepairView {
    bench.desk.read_ticket(ticket).await.expect("it is sound")
}

#[tokio::test]
async fn the_owner_finds_the_account_that_support_means_by_its_number_alone() {
    let (support, owner) = (Workbench::new().await, Workbench::new().await);
    let there = support.link(Flowaccount, &Person::of_business("N9000001")).await;
    let other = owner.link(Flowaccount, &Person::of_business("N9000002")).await;
    let asked = ticket(&support, there.into()).await;
    for word in ["N9000001", &there.to_string()] {
        assert!(!asked.expose().contains(word), "neither the account nor our id is told");
    }
    assert_eq!(means(&owner, &asked).await.connection, None, "another account is not meant");

    let here = owner.link(Flowaccount, &Person::of_business("N9000001")).await;
    let begun = owner.desk.sessions().len();
    assert_eq!(means(&owner, &asked).await.connection, Some(here));
    assert_eq!(means(&owner, &ticket(&owner, other.into()).await).await.connection, Some(other));
    assert_eq!(owner.desk.sessions().len(), begun, "nothing begins by a ticket");
}

#[tokio::test]
async fn an_account_that_only_a_list_names_can_be_asked_for_as_well() {
    let (owner, support) = (Workbench::new().await, Workbench::new().await);
    let here = owner.link(Bankhub, &Person::at_the_bank()).await;
    let list = owner.desk.export_file(ListForm::Json).await.expect("it is written");
    let more = "customer,provider\nSample Trader,its\n";
    for file in [list.as_str(), more] {
        support.desk.import(file.as_bytes(), None, true).await.expect("it is sound");
    }
    let entries = support.desk.queue().await.expect("it opens").entries;
    let of = |wanted: ProviderId| {
        let waits = |entry: &&QueueEntry| matches!(&entry.subject, QueueSubject::Awaited { awaited } if awaited.provider == wanted);
        entries.iter().find(waits).expect("it waits").id
    };
    let asked = ticket(&support, of(Bankhub)).await;
    assert_eq!(means(&owner, &asked).await.connection, Some(here));

    let refused = support.desk.make_ticket(of(Its)).await.expect_err("nothing says which account");
    assert_eq!(refused.code, ProblemCode::InvalidInput);
    let unknown = support.desk.make_ticket(EntryId::new()).await.expect_err("there is none");
    assert_eq!(unknown.code, ProblemCode::UnknownId);
}

#[tokio::test]
async fn a_ticket_counts_two_weeks_and_an_unsound_one_never() {
    let bench = Workbench::new().await;
    let id = bench.link(Bankhub, &Person::at_the_bank()).await;
    let asked = ticket(&bench, id.into()).await;
    bench.clock.shift_to(TWO_WEEKS);
    assert_eq!(means(&bench, &asked).await.connection, Some(id), "the whole last day");
    bench.clock.shift_to(TWO_WEEKS + DAY);
    let late = means(&bench, &asked).await;
    assert_eq!((late.over, late.connection), (true, None));
    let unsound = bench.desk.read_ticket(&Secret::from("linkdesk://repair?provider=its")).await.expect_err("no ticket");
    assert_eq!((unsound.code, unsound.subject.as_deref()), (ProblemCode::InvalidInput, Some("ticket")));
}
