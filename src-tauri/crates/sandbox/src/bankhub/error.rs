//! Errors in bankHub's envelope: `{requestId, errorCode, errorMessage, errorType}`, the message in Vietnamese.

use crate::http::Answer;
use serde_json::{Value, json};

/// An error of the API.
#[derive(Debug)]
pub(super) struct BankhubError {
    code: String,
    status: u16,
    message: String,
}

/// What the error codes mean: code, HTTP status, message. A status that no document gives is 400.
const KNOWN: &[(&str, u16, &str)] = &[
    ("GRANT_NOT_FOUND", 400, "Không tìm thấy quyền truy cập này"),
    ("GRANT_LOGIN_REQUIRED", 400, "Thông tin đăng nhập ngân hàng đã thay đổi, cần đăng nhập lại"),
    ("OTP_REQUIRED", 400, "Ngân hàng yêu cầu xác thực thiết bị bằng mã OTP"),
    ("PREVENTED", 400, "Ngân hàng đang chặn đăng nhập trên web, hãy mở lại trong ứng dụng ngân hàng"),
    ("GRANT_TOKEN_EXPIRED", 400, "Mã phân quyền đã hết hạn hoặc đã được sử dụng"),
    ("GRANT_NOT_PERMISSION", 400, "Quyền truy cập không bao gồm thông tin này"),
    ("GRANT_NOT_PERMIT_UPDATE", 400, "Dịch vụ này không hỗ trợ cập nhật liên kết"),
    ("GRANT_PAUSED", 400, "Quyền truy cập đang tạm dừng"),
    ("FI_SERVICE_ACCOUNT_PAUSED", 400, "Tài khoản ngân hàng đang tạm dừng"),
    ("FI_SERVICE_ACCOUNT_CONNECTING", 400, "Tài khoản đang kết nối, không có gì cần cập nhật"),
    ("FI_NOT_FOUND", 400, "Không tìm thấy tổ chức tài chính"),
    ("FI_SERVICE_NOT_FOUND", 400, "Không tìm thấy dịch vụ tài chính"),
    ("APP_NOT_FOUND", 401, "Không tìm thấy ứng dụng, hãy kiểm tra mã và khóa"),
    ("INVALID_PARAM", 400, "Tham số không hợp lệ"),
    ("RATE_LIMIT", 429, "Gọi quá nhanh, hãy thử lại sau một phút"),
    ("IP_NOT_ALLOWED", 403, "Địa chỉ IP không được phép"),
];

impl BankhubError {
    /// An error by its code.
    pub(super) fn new(code: &str) -> Self {
        let known = KNOWN.iter().find(|(name, _, _)| *name == code);
        let (_, status, message) = known.copied().unwrap_or(("", 400, "Lỗi không xác định"));
        Self { code: code.to_owned(), status, message: message.to_owned() }
    }

    /// `INVALID_PARAM` with a message of its own.
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::new("INVALID_PARAM") }
    }

    /// The same error with another HTTP status.
    pub(super) fn at_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The envelope.
    pub(super) fn answer(&self, request_id: &str) -> Answer {
        let mut body = self.in_hook();
        body["requestId"] = request_id.into();
        Answer::json(self.status, &body)
    }

    /// As a webhook tells it: without a request.
    pub(super) fn in_hook(&self) -> Value {
        let error_type = match self.code.as_str() {
            "INVALID_PARAM" => "INVALID_REQUEST",
            "APP_NOT_FOUND" | "IP_NOT_ALLOWED" => "AUTH_ERROR",
            "RATE_LIMIT" => "RATE_LIMIT_ERROR",
            code if code.starts_with("FI_") => "FI_SERVICE_ERROR",
            _ => "GRANT_ERROR",
        };
        json!({ "errorCode": self.code, "errorMessage": self.message, "errorType": error_type })
    }
}
