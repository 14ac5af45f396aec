//! Errors in the envelope of ITS: `{code, msg, meta?}`, the code in lower case, the message in Vietnamese.

use crate::http::Answer;
use serde_json::{Value, json};

/// An error of the API.
#[derive(Debug)]
pub(super) struct ItsError {
    code: String,
    status: u16,
    message: String,
    meta: Option<Value>,
}

/// What the error codes mean: code, HTTP status, message.
const KNOWN: &[(&str, u16, &str)] = &[
    ("invalid_argument", 400, "Giá trị không hợp lệ"),
    ("unauthenticated", 401, "Vui lòng kiểm tra lại khóa truy cập"),
    ("permission_denied", 403, "Không có quyền truy cập"),
    ("bad_route", 404, "Không tìm thấy đường dẫn"),
    ("already_exists", 409, "Đã tồn tại"),
    ("failed_precondition", 412, "Tài khoản đã bị khóa"),
    ("resource_exhausted", 429, "Gọi quá nhanh, vui lòng thử lại sau"),
    ("internal", 500, "Lỗi hệ thống"),
];

impl ItsError {
    /// An error by its code.
    pub(super) fn new(code: &str) -> Self {
        let known = KNOWN.iter().find(|(name, _, _)| *name == code);
        let (_, status, message) = known.copied().unwrap_or(("", 400, "Lỗi không xác định"));
        Self { code: code.to_owned(), status, message: message.to_owned(), meta: None }
    }

    /// `invalid_argument` with a message of its own.
    pub(super) fn invalid(message: &str) -> Self {
        Self { message: message.to_owned(), ..Self::new("invalid_argument") }
    }

    /// `permission_denied`, with its reason in `meta`.
    pub(super) fn denied(reason: &str) -> Self {
        Self { meta: Some(json!({ "reason": reason })), ..Self::new("permission_denied") }
    }

    /// `already_exists`, with the field that is there twice in `meta`.
    pub(super) fn duplicated(field: &str) -> Self {
        Self { meta: Some(json!({ "duplicated": field })), ..Self::new("already_exists") }
    }

    /// The same error with another HTTP status.
    pub(super) fn at_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The envelope.
    pub(super) fn answer(&self) -> Answer {
        let mut body = json!({ "code": self.code, "msg": self.message });
        if let Some(meta) = &self.meta {
            body["meta"] = meta.clone();
        }
        Answer::json(self.status, &body)
    }
}
