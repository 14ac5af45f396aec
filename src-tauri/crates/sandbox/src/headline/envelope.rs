//! Headline's envelope: `{msg, fail, trace, code, data, bizCode, tm, msgParams, ok}`, errors inside HTTP 200.

use super::Scene;
use crate::http::{Answer, Call};
use serde_json::{Value, json};

/// What an endpoint answers as `data`; or why it does not.
pub(super) type Outcome = Result<Value, HeadlineError>;

/// An error of the API. The documentation prints both codes joined; on the wire they are apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct HeadlineError {
    biz_code: String,
    code: String,
    message: String,
}

/// What the error codes mean: who says it (`G` the gateway, `US` the customer service), code, message.
const KNOWN: &[(&str, &str, &str)] = &[
    ("G", "500", "The system stumbled"),
    ("G", "GATEWAY_CODE_001", "The token is missing"),
    ("G", "GATEWAY_CODE_002", "This business type does not exist"),
    ("G", "GATEWAY_CODE_003", "The company id is missing"),
    ("G", "GATEWAY_CODE_004", "The trace is missing"),
    ("G", "GATEWAY_CODE_005", "The login is over, log in again"),
    ("G", "GATEWAY_CODE_006", "The parameters are missing"),
    ("G", "GATEWAY_CODE_008", "The business type is missing"),
    ("G", "GATEWAY_CODE_009", "A header is missing"),
    ("G", "GATEWAY_CODE_010", "There is no such interface behind the gateway"),
    ("G", "GATEWAY_CODE_011", "The service behind the gateway stumbled"),
    ("G", "GATEWAY_CODE_012", "The service behind the gateway is away"),
    ("G", "GATEWAY_CODE_013", "The service behind the gateway answered nothing"),
    ("G", "GATEWAY_CODE_014", "The request is too old"),
    ("G", "GATEWAY_CODE_015", "The parameters are not allowed"),
    ("G", "GATEWAY_CODE_016", "This kind of request is not supported here"),
    ("G", "GATEWAY_CODE_017", "The login is over, log in once more"),
    ("G", "GATEWAY_CODE_018", "Too many requests"),
    ("G", "GATEWAY_CODE_019", "No access"),
    ("G", "GATEWAY_CODE_101", "The account information is not valid"),
    ("G", "GATEWAY_CODE_102", "The data is damaged, try again later"),
    ("G", "GATEWAY_CODE_104", "The parameters of this interface are wrong"),
    ("G", "GATEWAY_CODE_201", "This interface is closed"),
    ("G", "GATEWAY_CODE_902", "The service took too long"),
    ("G", "F999999", "Illegal request parameters: the captcha is missing or wrong"),
    ("US", "CUSTOMER_API_0000101", "This customer exists already"),
    ("US", "CUSTOMER_API_0000102", "Account or password is wrong"),
    ("US", "CUSTOMER_API_0000103", "This customer may not log in"),
    ("US", "CUSTOMER_API_0000105", "A phone number or an e-mail address is needed"),
    ("US", "CUSTOMER_API_0000106", "This phone number exists already"),
    ("US", "CUSTOMER_API_0000107", "This e-mail address exists already"),
    ("US", "CUSTOMER_API_0000111", "This company does not exist"),
    ("US", "CUSTOMER_API_0000112", "Account or password is not right"),
    ("US", "CUSTOMER_API_0000113", "This account is locked"),
    ("US", "CUSTOMER_API_0000138", "A second factor is on for this customer"),
    ("US", "CUSTOMER_API_0000301", "This customer group does not exist"),
    ("US", "CUSTOMER_API_0000501", "A required parameter is missing"),
    ("US", "CUSTOMER_API_0000503", "The phone number is too long or too short"),
    ("US", "CUSTOMER_API_0000504", "The phone number is not well formed"),
    ("US", "CUSTOMER_API_0000505", "The area code of the phone number is missing"),
    ("US", "CUSTOMER_API_0000510", "The e-mail address is not well formed"),
    ("US", "CUSTOMER_API_0000511", "The verification code is wrong"),
    ("US", "CUSTOMER_API_0000512", "The verification code was wrong too often"),
    ("US", "CUSTOMER_API_0001029", "No permission"),
];

impl HeadlineError {
    /// An error by its code, alone or joined with its `bizCode` as the documentation prints it.
    pub(super) fn new(code: &str) -> Self {
        let known = KNOWN.iter().find(|(biz, own, _)| *own == code || code.strip_prefix(biz) == Some(own));
        let guess = if code.starts_with("CUSTOMER_") { "US" } else { "G" };
        let (biz_code, code, message) = known.copied().unwrap_or((guess, code, "Refused"));
        Self { biz_code: biz_code.to_owned(), code: code.to_owned(), message: message.to_owned() }
    }

    /// A login, a code or a token that is over. Which of the two codes says so is a switch.
    pub(super) fn expired(scene: &Scene<'_>) -> Self {
        Self::new(&scene.desk.word("expired_code"))
    }

    /// Whether it is this code.
    pub(super) fn is(&self, code: &str) -> bool {
        self.code == code
    }
}

/// Wraps an outcome. An error comes with the HTTP status that is given, 200 everywhere but in a throttled answer.
pub(super) fn wrap(outcome: Outcome, status: u16, trace: &str, scene: &Scene<'_>) -> Answer {
    // Called milliseconds of processing; the numbers in the samples would be days.
    let tm = if scene.desk.flag("absurd_tm") { 236_000_000 } else { 12 };
    let is_good = outcome.is_ok();
    let (data, HeadlineError { biz_code, code, message }) = match outcome {
        Ok(data) => {
            (data, HeadlineError { biz_code: String::new(), code: "0".to_owned(), message: "Success".to_owned() })
        }
        Err(error) => (Value::Null, error),
    };
    let body = json!({
        "msg": message,
        "fail": !is_good,
        "trace": trace,
        "code": code,
        "data": data,
        "bizCode": biz_code,
        "tm": tm,
        "msgParams": null,
        "ok": is_good,
    });
    Answer::json(if is_good { 200 } else { status }, &body)
}

/// The trace that an answer carries: the one of the call, or one of the server's own that begins with `t-`.
pub(super) fn trace_of(call: &Call, scene: &mut Scene<'_>) -> String {
    match call.header("trace").filter(|trace| !trace.is_empty()) {
        Some(trace) => trace.to_owned(),
        None => format!("t-{}", scene.ids.uuid()),
    }
}

/// The body of a call. Values that are numbers where a text is asked for, or the other way round, are taken.
pub(super) struct Body(Value);

impl Body {
    /// The body of a call that has to have one (`GATEWAY_CODE_006`).
    pub(super) fn of(call: &Call) -> Result<Self, HeadlineError> {
        let body = call.json().filter(Value::is_object);
        body.map(Self).ok_or_else(|| HeadlineError::new("GATEWAY_CODE_006"))
    }

    /// A text that is there and not empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let text = match &self.0[name] {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// A text that has to be there (`CUSTOMER_API_0000501`).
    pub(super) fn needed(&self, name: &str) -> Result<String, HeadlineError> {
        self.text(name).ok_or_else(|| HeadlineError::new("CUSTOMER_API_0000501"))
    }

    /// A whole number that has to be there and in this range (`GATEWAY_CODE_015`).
    pub(super) fn number(&self, name: &str, range: std::ops::RangeInclusive<i64>) -> Result<i64, HeadlineError> {
        let number = self.needed(name)?.parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| HeadlineError::new("GATEWAY_CODE_015"))
    }

    /// Whether a flag is set.
    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(&self.0[name], Value::Bool(true)) || self.0[name] == 1
    }
}
