//! Bảo Kim's envelope: `{code, msg | message, count, data}`, with another mix of them for each call.

use super::Scene;
use crate::http::Answer;
use serde_json::{Value, json};

/// How the documentation's sample of a call says that all went well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Said {
    /// `"code": 1, "msg": "thành công", "count": 1`.
    Once,
    /// `"code": 0, "msg": "thành công", "count": 1`.
    Words,
    /// `"code": 0, "msg": "", "count": 0`.
    Nothing,
    /// `"code": 0, "msg": [], "count": 0`.
    Msg,
    /// `"code": 0, "message": [], "count": 0`.
    Message,
    /// No envelope: what OAuth answers.
    Bare,
}

/// Wraps what a call answers.
pub(super) fn wrap(said: Said, data: &Value, scene: &Scene<'_>) -> Answer {
    const WORDS: &str = "thành công";
    let (code, name, message, count) = match said {
        Said::Once => (1, "msg", json!(WORDS), 1),
        Said::Words => (0, "msg", json!(WORDS), 1),
        Said::Nothing => (0, "msg", json!(""), 0),
        Said::Msg => (0, "msg", json!([]), 0),
        Said::Message => (0, "message", json!([]), 0),
        Said::Bare => return Answer::json(200, data),
    };
    let code = if scene.desk.flag("code_zero") { 0 } else { code };
    Answer::json(200, &json!({ "code": code, name: message, "count": count, "data": data }))
}
