use super::*;
use crate::contract::{ExportedConnection, ExportedList, GrantStatus};
use crate::provider::IdentityKey;
use time::macros::datetime;

fn list() -> ExportedList {
    let at = datetime!(2026-01-02 03:04:05 UTC).into();
    let one = ExportedConnection {
        provider: ProviderId::Flowaccount,
        registration: "default".to_owned(),
        environment: Environment::Custom,
        label: "ร้านตัวอย่าง; \"quoted\"".to_owned(),
        customer: Some("=Khách Mẫu, 示例".to_owned()),
        identity: IdentityView { name: "Sample\tTrading".to_owned(), masked: "•••• 0001".to_owned() },
        grant: GrantStatus::NeedsPerson,
        ends_at: Some(at),
        linked_at: at,
        account_keys: vec![hidden(&IdentityKey::new("company_id", "1001").expect("a key"))],
    };
    let bare = ExportedConnection { customer: None, ends_at: None, account_keys: Vec::new(), ..one.clone() };
    ExportedList { format: FORMAT, version: VERSION, written_at: at, connections: vec![one, bare] }
}

/// What is read of a list, whatever its form; line numbers differ.
fn named(bytes: &[u8]) -> Vec<Named> {
    let file = read(bytes, None).expect("it is sound");
    assert_eq!(file.kind, ImportKind::List);
    file.lines.into_iter().map(|line| line.named).collect()
}

/// What is said of a file that is refused.
fn said(text: &str, kind: ImportKind) -> String {
    read(text.as_bytes(), Some(kind)).expect_err("it is refused").message
}

#[test]
fn both_forms_say_the_same() {
    let list = list();
    let json = named(json(&list).expect("it is written").as_bytes());
    let csv = csv(&list).expect("it is written");
    assert_eq!(json, named(csv.as_bytes()));
    assert_eq!(json[0].label.as_deref(), Some("ร้านตัวอย่าง; \"quoted\""));
    assert_eq!(json[0].customer.as_deref(), Some("=Khách Mẫu, 示例"), "it is text again");
    assert_eq!(json[0].identity.as_ref().expect("shown").name, "Sample Trading", "one line");
    assert!(csv.contains("'=Khách Mẫu") && csv.starts_with('\u{feff}'), "{csv}");
}

#[test]
fn what_spreadsheets_make_of_it_is_read() {
    let table =
        "\u{feff}Customer;Provider;Note\r\n\r\nSample Bakery;Bảo Kim;\"till; left\"\r\n;;\r\n\"A\r\nB\";its;x\r\n";
    let file = read(table.as_bytes(), None).expect("it is sound");
    assert_eq!(file.kind, ImportKind::Customers);
    let [bakery, torn] = &file.lines[..] else { panic!("{:?}", file.lines) };
    assert_eq!((bakery.number, bakery.named.provider), (3, Some(ProviderId::Baokim)));
    assert_eq!(bakery.named.label.as_deref(), Some("till; left"));
    assert_eq!((torn.number, &torn.refused), (5, &Some(("Customer".to_owned(), LineFault::NotAName))));
    let tabs = read(b"name\tprovider\nSample\tits\n", None).expect("it is sound");
    assert_eq!(tabs.lines[0].named.customer.as_deref(), Some("Sample"));
}

#[test]
fn a_line_that_is_wrong_is_refused_by_its_column() {
    let table = "customer,provider\n,its\nSample,\nSample,nobody\nSample,BANKHUB\n";
    let lines = read(table.as_bytes(), None).expect("it is sound").lines;
    let faults: Vec<_> =
        lines.iter().map(|line| (line.number, line.refused.as_ref().map(|(_, fault)| *fault))).collect();
    let expected = [(2, Some(LineFault::Empty)), (3, Some(LineFault::Empty)), (4, Some(LineFault::UnknownProvider))];
    assert_eq!(faults[..3], expected);
    assert_eq!(faults[3], (5, None));
}

#[test]
fn a_list_that_was_changed_is_refused_by_line_and_column() {
    let csv = csv(&list()).expect("it is written");
    for (was, is, words) in [
        ("flowaccount", "nobody", "Line 2, column “provider”: there is no such provider."),
        ("custom,", "elsewhere,", "Line 2, column “environment”"),
        ("company_id:", "company_id", "Line 2, column “account_keys”: it was changed, or cut off."),
        (",grant", ",permission", "Line 1 has no column “grant”."),
        (",needs_person,", ",", "Line 2 has 10 cells, and the head has 11."),
    ] {
        let message = said(&csv.replacen(was, is, 1), ImportKind::List);
        assert!(message.starts_with(words), "{message}");
    }
    let json = json(&list()).expect("it is written").replace("needs_person", "nonsense");
    assert!(said(&json, ImportKind::List).contains("line 1 column"), "the reader names the place");
    let newer = json.replace("\"version\":1", "\"version\":2");
    assert_eq!(said(&newer, ImportKind::List), "A newer version of this program has written it.");
    assert_eq!(said("{}", ImportKind::Customers), "A table of customers is a CSV file, and this is JSON.");
    assert_eq!(said("", ImportKind::Customers), "It is empty.");
}

#[test]
fn what_is_not_utf_8_is_said() {
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain("customer".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let message = read(&wide, None).expect_err("it is refused").message;
    assert_eq!(message, "It is in UTF-16, and has to be in UTF-8.");
    let latin = b"customer,provider\nSample,its\nCaf\xe9,its\n";
    assert_eq!(read(latin, None).expect_err("it is refused").message, "Line 3 is not in UTF-8.");
}
