//! How somebody links: on the provider's page, or by filling in forms of ours.

use crate::person::Person;
use crate::workbench::Workbench;
use linkdesk_core::Secret;
use linkdesk_core::contract::{FieldValue, LinkRequest, Problem, SessionId, SessionState, SessionView};

/// Stands for the newest code on the practice phone.
pub const CODE: &str = "<the code on the phone>";
/// The most forms that somebody puts up with.
const FORMS: usize = 6;

/// What is typed into the forms: form, then field and text.
pub type Answers = &'static [(&'static str, &'static [(&'static str, &'static str)])];

/// Somebody who links.
pub enum Linker {
    /// Signs in on the provider's page.
    AtThePage(Person),
    /// Fills in forms.
    AtForms(Answers),
}

/// What was typed, as a screen sends it.
pub fn fields(typed: &[(&str, &str)]) -> Vec<FieldValue> {
    typed.iter().map(|(name, value)| FieldValue { name: (*name).to_owned(), value: Secret::from(*value) }).collect()
}

/// The id of the form that a session waits with; empty: it waits with none.
pub fn form(view: &SessionView) -> &str {
    view.form.as_ref().map_or("", |form| form.id.as_str())
}

/// What a session says happened.
pub fn problem(view: &SessionView) -> &Problem {
    view.problem.as_ref().unwrap_or_else(|| panic!("it says what happened: {view:?}"))
}

impl Workbench {
    /// Begins a session that asks for a form, and waits until it is there.
    pub async fn begin_at_form(&self, request: LinkRequest) -> SessionView {
        let session = self.desk.link(request).await.expect("a session begins");
        let view = self.desk.finished(session.id).await.expect("remembered");
        assert_eq!(view.state, SessionState::AtForm, "{view:?}");
        view
    }

    /// The newest code on the practice phone.
    pub fn code(&self) -> String {
        self.dial.phone().first().expect("a message").code.clone()
    }

    /// A whole session, to its end or to a question.
    pub async fn link_by(&self, request: LinkRequest, linker: &Linker) -> SessionView {
        match linker {
            Linker::AtThePage(person) => self.go_through(request, person).await,
            Linker::AtForms(answers) => {
                let session = self.desk.link(request).await.expect("a session begins").id;
                self.answer(session, answers, FORMS).await
            }
        }
    }

    /// Fills in forms as they come, at most so many.
    pub async fn answer(&self, session: SessionId, answers: Answers, most: usize) -> SessionView {
        let mut view = self.desk.finished(session).await.expect("remembered");
        for _ in 0..most {
            let Some(form) = view.form.as_ref().filter(|_| view.state == SessionState::AtForm) else { break };
            let typed = answers.iter().find(|(id, _)| *id == form.id);
            let (_, typed) = typed.unwrap_or_else(|| panic!("nobody said what to type into “{}”", form.id));
            view = self.fill(session, typed).await;
        }
        view
    }

    /// Types into the form that a session waits with, and waits for what follows.
    pub async fn fill(&self, session: SessionId, typed: &[(&str, &str)]) -> SessionView {
        let code = self.dial.phone().into_iter().next().map(|message| message.code).unwrap_or_default();
        let typed: Vec<(&str, &str)> =
            typed.iter().map(|(name, text)| (*name, if *text == CODE { code.as_str() } else { text })).collect();
        self.desk.submit(session, fields(&typed)).await.expect("the form is sound");
        self.desk.finished(session).await.expect("remembered")
    }
}
