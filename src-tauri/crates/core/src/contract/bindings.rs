//! The UI's types, written from ours. `npm run bindings` writes the file; without it the test compares.

use super::*;
use std::path::Path;
use ts_rs::{Config, TS};

fn declaration<T: TS>(config: &Config) -> String {
    let docs = T::docs().map(|docs| format!("{}\n", docs.trim_end())).unwrap_or_default();
    format!("{docs}export {}\n", T::decl(config))
}

fn everything() -> String {
    let config = Config::default();
    let head = "// Written from the Rust types by `npm run bindings`. Do not edit.\n".to_owned();
    let declarations = [
        declaration::<ProviderId>(&config),
        declaration::<ConnectionId>(&config),
        declaration::<SessionId>(&config),
        declaration::<EntryId>(&config),
        declaration::<Timestamp>(&config),
        declaration::<Environment>(&config),
        declaration::<Route>(&config),
        declaration::<Purpose>(&config),
        declaration::<ProblemCode>(&config),
        declaration::<ProblemClass>(&config),
        declaration::<Problem>(&config),
        declaration::<GrantStatus>(&config),
        declaration::<PathStatus>(&config),
        declaration::<Reason>(&config),
        declaration::<NextAction>(&config),
        declaration::<Survival>(&config),
        declaration::<IdentityView>(&config),
        declaration::<Money>(&config),
        declaration::<ConnectionView>(&config),
        declaration::<AccountView>(&config),
        declaration::<BalancePoint>(&config),
        declaration::<TransactionView>(&config),
        declaration::<EventKind>(&config),
        declaration::<TimelineEntry>(&config),
        declaration::<SharedItem>(&config),
        declaration::<ConnectionDetail>(&config),
        declaration::<RegistrationReach>(&config),
        declaration::<RegistrationView>(&config),
        declaration::<VisitView>(&config),
        declaration::<ProviderView>(&config),
        declaration::<FieldKind>(&config),
        declaration::<FieldView>(&config),
        declaration::<FormView>(&config),
        declaration::<ActionEffect>(&config),
        declaration::<ActionView>(&config),
        declaration::<FactValue>(&config),
        declaration::<TableView>(&config),
        declaration::<CodeView>(&config),
        declaration::<ActionAnswer>(&config),
        declaration::<OriginView>(&config),
        declaration::<SessionState>(&config),
        declaration::<SessionView>(&config),
        declaration::<UnlinkReport>(&config),
        declaration::<RepairTicket>(&config),
        declaration::<RepairView>(&config),
        declaration::<RunResult>(&config),
        declaration::<RunNote>(&config),
        declaration::<AwaitedReason>(&config),
        declaration::<AwaitedView>(&config),
        declaration::<QueueSubject>(&config),
        declaration::<QueueEntry>(&config),
        declaration::<QueueView>(&config),
        declaration::<ImportKind>(&config),
        declaration::<LineFault>(&config),
        declaration::<LineOutcome>(&config),
        declaration::<ImportedLine>(&config),
        declaration::<ImportReport>(&config),
        declaration::<CustomerView>(&config),
        declaration::<Appearance>(&config),
        declaration::<Closing>(&config),
        declaration::<QuietHours>(&config),
        declaration::<Settings>(&config),
        declaration::<Started>(&config),
        declaration::<UnattendedView>(&config),
        declaration::<ProfileView>(&config),
        declaration::<CheckCode>(&config),
        declaration::<CheckOutcome>(&config),
        declaration::<CheckStep>(&config),
        declaration::<Check>(&config),
        declaration::<DoctorReport>(&config),
        declaration::<VisitRequest>(&config),
        declaration::<LinkRequest>(&config),
        declaration::<FieldValue>(&config),
        declaration::<ListForm>(&config),
        declaration::<ImportRequest>(&config),
        declaration::<ActionRequest>(&config),
        declaration::<SaveRegistration>(&config),
        declaration::<TransactionRange>(&config),
        declaration::<UnlinkMode>(&config),
        declaration::<PracticeFault>(&config),
        declaration::<PracticeProvider>(&config),
        declaration::<PracticeMessage>(&config),
        declaration::<PracticeView>(&config),
        declaration::<DeskEvent>(&config),
        declaration::<ShellEvent>(&config),
    ];
    head + "\n" + &declarations.join("\n")
}

#[test]
fn bindings_are_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/host/bindings.ts");
    let now = everything();
    if std::env::var_os("LINKDESK_WRITE_BINDINGS").is_some() {
        std::fs::create_dir_all(file.parent().expect("the file has a folder")).expect("the folder can be made");
        std::fs::write(&file, &now).expect("the bindings can be written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == now, "ui/src/host/bindings.ts is older than the Rust types: run `npm run bindings`");
}
