//! Forms of ours: what a person types here because the provider has no page for it.
//!
//! A form is data. Screens and the command line draw it from its fields and know no provider; the words stand in the
//! message files under the provider, the form and the field.

use super::Refusal;
use crate::Secret;
use crate::contract::{FieldKind, FieldValue, FieldView, FormView, Problem, ProblemCode, Timestamp};
use crate::registration::Registration;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::time::Duration;
use time::format_description::well_known::Iso8601;
use time::{Date, OffsetDateTime};
use zeroize::Zeroizing;

/// The longest text that a field takes, in bytes. Tokens that are pasted are the longest.
const MAX_TEXT: usize = 8 * 1024;
/// The largest picture that a field takes, in bytes. No provider says what it takes.
const MAX_PICTURE: u32 = 5 * 1024 * 1024;

/// What a tick says.
const YES: &str = "yes";

/// A form, always the same for its provider.
#[derive(PartialEq, Eq, Debug)]
pub struct Form {
    /// Its id in the message files and on the command line.
    pub id: &'static str,
    /// Its fields, in the order they are asked.
    pub fields: &'static [Field],
    /// The endpoint of the registration that receives what is typed, or several with spaces between; their hosts are
    /// shown beside the form.
    pub receiver: &'static str,
    /// From when on a code can be asked for again; `None`: there is no code.
    pub again_after: Option<Duration>,
}

/// A field of a form.
#[derive(PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name in the message files and on the command line.
    pub name: &'static str,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether the form can do without it.
    pub required: bool,
    /// What can be chosen, the usual one first; empty for other kinds.
    pub choices: &'static [&'static str],
    /// The most characters that the provider takes; of a picture the most bytes.
    pub at_most: Option<u32>,
    /// It is asked only when this other field has one of these values.
    pub only_if: Option<(&'static str, &'static [&'static str])>,
    /// Whether the screens leave it out: the command line and scripts may fill it in.
    pub scripts_only: bool,
}

impl Field {
    /// A field that is always asked and must be filled.
    pub const fn required(name: &'static str, kind: FieldKind) -> Self {
        Self { name, kind, required: true, choices: &[], at_most: None, only_if: None, scripts_only: false }
    }

    /// A field that may stay empty.
    pub const fn optional(name: &'static str, kind: FieldKind) -> Self {
        Self { required: false, ..Self::required(name, kind) }
    }

    /// A choice among a few words.
    pub const fn choice(name: &'static str, choices: &'static [&'static str]) -> Self {
        Self { choices, ..Self::required(name, FieldKind::Choice) }
    }

    /// A picture, JPEG or PNG.
    pub const fn picture(name: &'static str) -> Self {
        Self { at_most: Some(MAX_PICTURE), ..Self::required(name, FieldKind::Picture) }
    }

    /// The same field for at most this many characters.
    #[must_use]
    pub const fn at_most(self, characters: u32) -> Self {
        Self { at_most: Some(characters), ..self }
    }

    /// The same field, asked only when another one has one of these values.
    #[must_use]
    pub const fn only_if(self, other: &'static str, values: &'static [&'static str]) -> Self {
        Self { only_if: Some((other, values)), ..self }
    }

    /// The same field, left out by the screens.
    #[must_use]
    pub const fn for_scripts_only(self) -> Self {
        Self { scripts_only: true, ..self }
    }

    /// Whether it is asked, given what was said in the other fields; empty: nothing.
    pub fn is_asked<'a>(&self, said: impl FnOnce(&str) -> &'a str) -> bool {
        self.only_if.is_none_or(|(other, wanted)| wanted.contains(&said(other)))
    }

    /// What is wrong with a text for this field. Names the field and never repeats the text.
    fn objection(&self, text: &str) -> Option<String> {
        let fits =
            |length: usize| self.at_most.is_none_or(|most| length <= usize::try_from(most).unwrap_or(usize::MAX));
        if self.kind != FieldKind::Picture && !fits(text.chars().count()) {
            return Some(format!("“{}” is longer than {} characters.", self.name, self.at_most.unwrap_or_default()));
        }
        let sound = match self.kind {
            FieldKind::Text | FieldKind::Password => !text.chars().any(char::is_control),
            FieldKind::Phone => {
                let digits = text.chars().filter(char::is_ascii_digit).count();
                let only = text.chars().all(|one| one.is_ascii_digit() || matches!(one, '+' | ' ' | '-' | '(' | ')'));
                only && (4..=17).contains(&digits)
            }
            FieldKind::Email => {
                let plain = !text.chars().any(|one| one.is_whitespace() || one.is_control());
                plain && text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
            }
            FieldKind::Otp => (4..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()),
            FieldKind::Choice => self.choices.contains(&text),
            FieldKind::Amount => is_amount(text),
            FieldKind::Day => text.len() == 10 && Date::parse(text, &Iso8601::DATE).is_ok(),
            FieldKind::Picture => picture_in(text).is_some_and(|picture| fits(picture.len())),
            FieldKind::Tick => matches!(text, YES | "no"),
        };
        let wanted = match self.kind {
            FieldKind::Text | FieldKind::Password => "one line of text".to_owned(),
            FieldKind::Phone => "a phone number with its country code, in digits".to_owned(),
            FieldKind::Email => "an e-mail address".to_owned(),
            FieldKind::Otp => "the code's digits".to_owned(),
            FieldKind::Choice => format!("one of: {}", self.choices.join(", ")),
            FieldKind::Amount => "an amount above zero in digits, with a point before decimals".to_owned(),
            FieldKind::Day => "a day, written YYYY-MM-DD".to_owned(),
            FieldKind::Tick => format!("“{YES}” or “no”"),
            FieldKind::Picture => format!("a JPEG or PNG picture of at most {} MiB", MAX_PICTURE / 1024 / 1024),
        };
        (!sound).then(|| format!("“{}” must be {wanted}.", self.name))
    }

    /// As a screen shows it.
    pub fn view(&self) -> FieldView {
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        FieldView {
            name: self.name.to_owned(),
            kind: self.kind,
            required: self.required,
            secret: self.kind.is_secret(),
            choices: texts(self.choices),
            at_most: self.at_most,
            only_if: self.only_if.map(|(other, values)| (other.to_owned(), texts(values))),
            scripts_only: self.scripts_only,
        }
    }
}

/// An amount above zero: digits, and perhaps a point with decimals.
fn is_amount(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.len() <= 18 && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(decimals) && text.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

/// The picture in a field, if it is one: by what it begins with, not by its name.
fn picture_in(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = Zeroizing::new(STANDARD.decode(text).ok()?);
    let is_picture = bytes.starts_with(b"\xFF\xD8\xFF") || bytes.starts_with(b"\x89PNG\r\n\x1A\n");
    is_picture.then_some(bytes)
}

/// What was typed, by the field's name.
#[derive(Debug, Default)]
pub struct Values(BTreeMap<String, Secret>);

impl Values {
    /// What was typed into a field; empty: nothing.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", Secret::expose) // about to be sent to the provider
    }

    /// The picture that was chosen for a field; `None`: none.
    pub fn picture(&self, name: &str) -> Option<Zeroizing<Vec<u8>>> {
        picture_in(self.text(name))
    }

    /// Whether a box was ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        self.text(name) == YES
    }

    /// What was typed into a secret field.
    pub fn secret(&self, name: &str) -> Secret {
        self.0.get(name).map_or_else(|| Secret::from(""), Secret::copy)
    }
}

/// A form that waits for the person, with what the next call needs of the calls before.
#[derive(Debug)]
pub struct Asked {
    /// The form.
    pub form: &'static Form,
    /// Tickets and the like. They live with the session and are kept nowhere.
    pub carried: Carried,
    /// Why the person is asked, when something before it did not work.
    pub after: Option<Refusal>,
}

impl Asked {
    /// A form that needs nothing of the calls before.
    pub fn new(form: &'static Form) -> Self {
        Self { form, carried: Carried::new(), after: None }
    }

    /// The same with what the next call needs.
    #[must_use]
    pub fn carrying(self, carried: Carried) -> Self {
        Self { carried, ..self }
    }

    /// The same, asked because of this.
    #[must_use]
    pub fn after(self, refusal: Refusal) -> Self {
        Self { after: Some(refusal), ..self }
    }
}

/// What a session carries from one call to the next.
pub type Carried = BTreeMap<&'static str, Secret>;

/// A form that was filled in.
#[derive(Debug)]
pub struct Filled<'a> {
    /// Which form.
    pub form: &'static Form,
    /// What was typed. Empty when the code is asked for again.
    pub values: &'a Values,
    /// What the step that asked for the form carried.
    pub carried: &'a Carried,
    /// The person asks for another code instead of entering one.
    pub again: bool,
}

/// Why a form cannot be sent as it was filled in.
#[derive(PartialEq, Eq, Debug)]
pub struct Unfit {
    /// The field it is about.
    pub field: String,
    /// What is wrong, in English.
    pub message: String,
}

impl From<Unfit> for Problem {
    fn from(unfit: Unfit) -> Self {
        Self::new(ProblemCode::InvalidInput, unfit.message, "Correct it and send the form again.").about(unfit.field)
    }
}

impl Form {
    /// As a screen shows it.
    pub fn view(&self, registration: &Registration, now: OffsetDateTime) -> FormView {
        FormView {
            id: self.id.to_owned(),
            fields: self.fields.iter().map(Field::view).collect(),
            receiver: self.hosts(registration).join(", "),
            again_at: self.again_after.map(|pause| Timestamp::from(now + pause)),
        }
    }

    fn hosts<'a>(&self, registration: &'a Registration) -> Vec<&'a str> {
        let mut hosts = Vec::new();
        for host in self.receiver.split(' ').filter_map(|endpoint| registration.endpoint(endpoint).host_str()) {
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        hosts
    }

    /// Looks at what was typed: every field that is asked and required is there, and nothing that is not of this form.
    /// Nothing is changed but the spaces around it; digits stay the text they are.
    pub fn take(&self, typed: Vec<FieldValue>) -> Result<Values, Unfit> {
        let unfit = |field: &str, message: String| Err(Unfit { field: field.to_owned(), message });
        let mut values = Values::default();
        for FieldValue { name, value } in typed {
            let Some(field) = self.fields.iter().find(|field| field.name == name) else {
                return unfit(&name, format!("This form has no field “{name}”."));
            };
            let most = match field.kind {
                // Four characters carry three bytes.
                FieldKind::Picture => usize::try_from(MAX_PICTURE).unwrap_or(MAX_TEXT) / 3 * 4 + 4,
                _ => MAX_TEXT,
            };
            if value.expose().len() > most {
                return unfit(field.name, format!("“{name}” is longer than {most} bytes."));
            }
            // A password keeps its spaces: they may be part of it.
            let value = match field.kind {
                FieldKind::Password => value,
                _ => Secret::from(value.expose().trim()),
            };
            values.0.insert(name, value);
        }
        for field in self.fields {
            let text = values.text(field.name);
            let is_asked = field.is_asked(|other| values.text(other));
            if text.is_empty() {
                if is_asked && field.required {
                    return unfit(field.name, format!("“{}” is needed.", field.name));
                }
                continue;
            }
            if !is_asked {
                return unfit(field.name, format!("“{}” does not go with the other fields.", field.name));
            }
            if let Some(message) = field.objection(text) {
                return unfit(field.name, message);
            }
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: Form = Form {
        id: "sample",
        fields: &[
            Field::choice("way", &["email", "phone"]),
            Field::required("email", FieldKind::Email).only_if("way", &["email"]),
            Field::required("phone", FieldKind::Phone).only_if("way", &["phone"]),
            Field::required("password", FieldKind::Password),
            Field::optional("code", FieldKind::Otp),
            Field::optional("keep", FieldKind::Tick),
        ],
        receiver: "api",
        again_after: None,
    };

    fn take(typed: &[(&str, &str)]) -> Result<Values, Unfit> {
        let value = |(name, value): &(&str, &str)| FieldValue { name: (*name).to_owned(), value: Secret::from(*value) };
        FORM.take(typed.iter().map(value).collect())
    }

    #[test]
    fn a_sound_form_is_taken_with_its_zeros_and_its_spaces() {
        let values = take(&[("way", "phone"), ("phone", " +84 0900000001 "), ("password", " p "), ("code", "000123")])
            .expect("it is sound");
        assert_eq!(values.text("phone"), "+84 0900000001");
        assert_eq!(values.text("password"), " p ", "a space may be part of a password");
        assert_eq!(values.text("code"), "000123", "leading zeros stay");
        assert_eq!(values.text("email"), "");
        assert!(!values.is_ticked("keep"), "off unless somebody ticks it");
    }

    #[test]
    fn a_tick_is_yes_or_no() {
        let ticked = |said| take(&[("way", "phone"), ("phone", "84900"), ("password", "p"), ("keep", said)]);
        for (said, expected) in [("yes", true), (" yes ", true), ("no", false), ("", false)] {
            assert_eq!(ticked(said).expect("it is sound").is_ticked("keep"), expected, "{said:?}");
        }
        assert_eq!(ticked("on").expect_err("nobody knows what it means").field, "keep");
    }

    #[test]
    fn what_is_wrong_is_named_by_its_field() {
        let field = |typed: &[(&str, &str)]| take(typed).expect_err("it is unsound").field;
        assert_eq!(field(&[("password", "p")]), "way");
        assert_eq!(field(&[("way", "letter"), ("password", "p")]), "way");
        assert_eq!(field(&[("way", "email"), ("password", "p")]), "email");
        assert_eq!(field(&[("way", "email"), ("email", "nobody"), ("password", "p")]), "email");
        assert_eq!(field(&[("way", "email"), ("email", "a@b.test"), ("phone", "84"), ("password", "p")]), "phone");
        assert_eq!(field(&[("way", "phone"), ("phone", "call me"), ("password", "p")]), "phone");
        assert_eq!(field(&[("way", "phone"), ("phone", "84900"), ("password", "p"), ("code", "12a")]), "code");
        assert_eq!(field(&[("way", "phone"), ("phone", "84900"), ("password", "")]), "password");
        assert_eq!(field(&[("colour", "red")]), "colour");
        let long = "x".repeat(MAX_TEXT + 1);
        assert_eq!(field(&[("way", "phone"), ("phone", "84900"), ("password", &long)]), "password");
    }
}
