//! What stands outside a provider's page, in the languages the app has.

use linkdesk_core::Figures;
use linkdesk_core::contract::Settings;
use std::time::Duration;

/// The words of one language. `{}` stands for the name or host in a sentence.
pub(crate) struct Words {
    pub(crate) open_in_browser: &'static str,
    pub(crate) check_now: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) open_again: &'static str,
    pub(crate) close: &'static str,
    opens_for: &'static str,
    pub(crate) opens_no_more: &'static str,
    pub(crate) no_frame: &'static str,
    pub(crate) opening: &'static str,
    pub(crate) this_computer: &'static str,
    practice_at: &'static str,
    page_at: &'static str,
    came_from: &'static str,
    not_opened: &'static str,
    not_among: &'static str,
    pub(crate) no_answer_yet: &'static str,
    certificate: &'static str,
    unreachable: &'static str,
    needs_title: &'static str,
    ends_title: &'static str,
    needs: &'static str,
    ends: &'static str,
    all_well: &'static str,
    pub(crate) tray_open: &'static str,
    pub(crate) tray_reconnect: &'static str,
    pub(crate) tray_quit: &'static str,
}

const ENGLISH: Words = Words {
    open_in_browser: "Open in browser",
    check_now: "I have finished, check now",
    cancel: "Cancel",
    open_again: "Open again",
    close: "Close",
    opens_for: "The one-time sign-in holds for another {time}",
    opens_no_more: "The one-time sign-in is over, and the page has not come. Open it again.",
    no_frame: "This page does not open inside another one. “Open again” opens it on its own.",
    opening: "Opening…",
    this_computer: "This computer",
    practice_at: "Practice {provider} at {host}, port {port}",
    page_at: "Page at {host}",
    came_from: "Page at {host} · came from {domain}",
    not_opened: "{host} was not opened.",
    not_among: "It is not among the hosts {provider} needs.",
    no_answer_yet: "No answer has come yet. Finish the page until it closes by itself.",
    certificate: "The certificate of {host} was not accepted. Nothing was sent.",
    unreachable: "{host} could not be reached. Check the network, then start again.",
    needs_title: "An account needs you",
    ends_title: "An account ends soon",
    needs: "Accounts that need a sign-in: {count}.",
    ends: "Accounts that end soon unless somebody signs in: {count}.",
    all_well: "Accounts kept linked: {count}.",
    tray_open: "Open Linkdesk",
    tray_reconnect: "Sign in again…",
    tray_quit: "Quit",
};

const VIETNAMESE: Words = Words {
    open_in_browser: "Mở trong trình duyệt",
    check_now: "Tôi đã xong, kiểm tra ngay",
    cancel: "Hủy",
    open_again: "Mở lại",
    close: "Đóng",
    opens_for: "Lượt đăng nhập một lần còn hiệu lực {time}",
    opens_no_more: "Lượt đăng nhập một lần đã hết hạn mà trang chưa mở. Hãy mở lại.",
    no_frame: "Trang này không mở được bên trong trang khác. “Mở lại” sẽ mở riêng trang này.",
    opening: "Đang mở…",
    this_computer: "Máy tính này",
    practice_at: "{provider} tập dượt tại {host}, cổng {port}",
    page_at: "Trang tại {host}",
    came_from: "Trang tại {host} · chuyển từ {domain}",
    not_opened: "Không mở {host}.",
    not_among: "Trang này không nằm trong danh sách {provider} cần.",
    no_answer_yet: "Chưa có câu trả lời. Hãy làm tiếp trên trang cho đến khi trang tự đóng.",
    certificate: "Chứng chỉ của {host} không được chấp nhận. Chưa gửi gì đi.",
    unreachable: "Không kết nối được với {host}. Hãy kiểm tra mạng rồi bắt đầu lại.",
    needs_title: "Có tài khoản cần bạn",
    ends_title: "Có tài khoản sắp hết hạn",
    needs: "{count} tài khoản cần đăng nhập lại.",
    ends: "{count} tài khoản sắp hết hạn, chỉ đăng nhập mới gia hạn được.",
    all_well: "{count} tài khoản đang được giữ liên kết.",
    tray_open: "Mở Linkdesk",
    tray_reconnect: "Đăng nhập lại…",
    tray_quit: "Thoát",
};

const THAI: Words = Words {
    open_in_browser: "เปิดในเบราว์เซอร์",
    check_now: "ทำเสร็จแล้ว ตรวจสอบเลย",
    cancel: "ยกเลิก",
    open_again: "เปิดอีกครั้ง",
    close: "ปิด",
    opens_for: "การเข้าสู่ระบบครั้งเดียวใช้ได้อีก {time}",
    opens_no_more: "การเข้าสู่ระบบครั้งเดียวหมดเวลาก่อนหน้าจะเปิด โปรดเปิดอีกครั้ง",
    no_frame: "หน้านี้เปิดซ้อนในหน้าอื่นไม่ได้ “เปิดอีกครั้ง” จะเปิดหน้านี้โดยตรง",
    opening: "กำลังเปิด…",
    this_computer: "เครื่องนี้",
    practice_at: "{provider} สำหรับฝึกใช้ที่ {host} พอร์ต {port}",
    page_at: "หน้าที่ {host}",
    came_from: "หน้าที่ {host} · มาจาก {domain}",
    not_opened: "ไม่ได้เปิด {host}",
    not_among: "เว็บไซต์นี้ไม่อยู่ในรายการที่ {provider} ต้องใช้",
    no_answer_yet: "ยังไม่มีคำตอบ โปรดทำตามหน้าให้เสร็จจนหน้าปิดเอง",
    certificate: "ใบรับรองของ {host} ไม่ได้รับการยอมรับ ยังไม่ได้ส่งข้อมูลใด",
    unreachable: "ติดต่อ {host} ไม่ได้ โปรดตรวจสอบเครือข่ายแล้วเริ่มใหม่",
    needs_title: "มีบัญชีที่ต้องให้คุณดำเนินการ",
    ends_title: "มีบัญชีใกล้หมดอายุ",
    needs: "{count} บัญชีต้องลงชื่อเข้าใช้ใหม่",
    ends: "{count} บัญชีใกล้หมดอายุ ต่ออายุได้ด้วยการลงชื่อเข้าใช้เท่านั้น",
    all_well: "คงการเชื่อมต่อไว้ {count} บัญชี",
    tray_open: "เปิด Linkdesk",
    tray_reconnect: "ลงชื่อเข้าใช้ใหม่…",
    tray_quit: "ออกจากโปรแกรม",
};

const CHINESE: Words = Words {
    open_in_browser: "在浏览器中打开",
    check_now: "我已完成，立即核对",
    cancel: "取消",
    open_again: "重新打开",
    close: "关闭",
    opens_for: "一次性登录还可使用 {time}",
    opens_no_more: "一次性登录已过期，页面仍未打开。请重新打开。",
    no_frame: "此页面不能嵌在其他页面中。点“重新打开”可单独打开它。",
    opening: "正在打开…",
    this_computer: "本机",
    practice_at: "练习用 {provider}，位于 {host}，端口 {port}",
    page_at: "位于 {host} 的页面",
    came_from: "位于 {host} 的页面 · 来自 {domain}",
    not_opened: "未打开 {host}。",
    not_among: "它不在 {provider} 所需的网站之列。",
    no_answer_yet: "尚未收到答复。请在页面上继续，直到它自行关闭。",
    certificate: "{host} 的证书未被接受。没有发送任何内容。",
    unreachable: "无法连接 {host}。请检查网络后重新开始。",
    needs_title: "有账户需要您处理",
    ends_title: "有账户即将到期",
    needs: "{count} 个账户需要重新登录。",
    ends: "{count} 个账户即将到期，只有重新登录才能延长。",
    all_well: "正在保持 {count} 个账户的连接。",
    tray_open: "打开 Linkdesk",
    tray_reconnect: "重新登录…",
    tray_quit: "退出",
};

/// What begins a tag of Chinese in traditional characters, which we do not write.
const TRADITIONAL: [&str; 3] = ["zh-hant", "zh-tw", "zh-hk"];

impl Words {
    /// The person's language, else the system's, else English.
    pub(crate) fn of(settings: &Settings) -> &'static Self {
        let system = || {
            ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| std::env::var(name).ok().filter(|text| !text.is_empty()))
        };
        let language = settings.language.clone().or_else(system).unwrap_or_default();
        let tag = language.to_lowercase().replace('_', "-");
        match tag.get(..2) {
            Some("vi") => &VIETNAMESE,
            Some("th") => &THAI,
            Some("zh") if !TRADITIONAL.iter().any(|start| tag.starts_with(start)) => &CHINESE,
            _ => &ENGLISH,
        }
    }

    /// Under "this computer": which provider is practised, and where.
    pub(crate) fn practice_at(&self, provider: &str, host: &str, port: u16) -> String {
        fill(self.practice_at, &[("{provider}", provider), ("{host}", host), ("{port}", &port.to_string())])
    }

    /// Under the domain: the full host, and where the page came from if that was another domain.
    pub(crate) fn page_at(&self, host: &str, came_from: Option<&str>) -> String {
        match came_from {
            Some(domain) => fill(self.came_from, &[("{host}", host), ("{domain}", domain)]),
            None => fill(self.page_at, &[("{host}", host)]),
        }
    }

    /// A host that was refused.
    pub(crate) fn refused(&self, host: &str, provider: &str) -> String {
        let not_opened = fill(self.not_opened, &[("{host}", host)]);
        format!("{not_opened} {}", fill(self.not_among, &[("{provider}", provider)]))
    }

    /// A certificate that was not accepted.
    pub(crate) fn certificate(&self, host: &str) -> String {
        fill(self.certificate, &[("{host}", host)])
    }

    /// How long a page's one-time token still opens it.
    pub(crate) fn opens_for(&self, left: Duration) -> String {
        let seconds = left.as_secs();
        fill(self.opens_for, &[("{time}", &format!("{}:{:02}", seconds / 60, seconds % 60))])
    }

    /// What stands above a notice of the desktop.
    pub(crate) const fn notice_title(&self, need: u32) -> &'static str {
        if need > 0 { self.needs_title } else { self.ends_title }
    }

    /// A notice of the desktop: how many need a sign-in, and how many end soon.
    pub(crate) fn notice(&self, need: u32, ending: u32) -> String {
        let said = [(need, self.needs), (ending, self.ends)];
        let said = said.into_iter().filter(|(count, _)| *count > 0);
        said.map(|(count, sentence)| fill(sentence, &[("{count}", &count.to_string())])).collect::<Vec<_>>().join(" ")
    }

    /// How all accounts stand, for the tray.
    pub(crate) fn tray(&self, figures: Figures) -> String {
        match figures {
            Figures { need: 0, ending: 0, linked } => fill(self.all_well, &[("{count}", &linked.to_string())]),
            Figures { need, ending, .. } => self.notice(need, ending),
        }
    }

    /// A host that does not answer.
    pub(crate) fn unreachable(&self, host: &str) -> String {
        fill(self.unreachable, &[("{host}", host)])
    }
}

/// Fills the gaps of a sentence in one pass: what is filled in is never read as a gap.
fn fill(sentence: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = sentence;
    while let Some((start, (gap, text))) =
        gaps.iter().filter_map(|one| rest.find(one.0).map(|start| (start, one))).min_by_key(|(start, _)| *start)
    {
        filled.push_str(&rest[..start]);
        filled.push_str(text);
        rest = &rest[start + gap.len()..];
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_the_chosen_language() {
        let settings = |language: &str| Settings { language: Some(language.to_owned()), ..Settings::default() };
        assert_eq!(Words::of(&settings("vi")).cancel, "Hủy");
        assert_eq!(Words::of(&settings("th_TH.UTF-8")).cancel, "ยกเลิก");
        assert_eq!(Words::of(&settings("zh-Hans")).cancel, "取消");
        for english in ["en-GB", "zh-Hant", "zh_TW.UTF-8", "C", "", "ภ"] {
            assert_eq!(Words::of(&settings(english)).cancel, "Cancel", "{english}");
        }
    }

    #[test]
    fn every_gap_is_filled() {
        for words in [&ENGLISH, &VIETNAMESE, &THAI, &CHINESE] {
            let sentences = [
                words.practice_at("bankHub", "127.0.0.1", 4101),
                words.page_at("link.bankhub.example", None),
                words.page_at("login.bank.example", Some("bankhub.example")),
                words.refused("ads.example", "bankHub"),
                words.certificate("bank.example"),
                words.unreachable("bank.example"),
                words.opens_for(Duration::from_secs(299)),
                words.notice(1, 2),
                words.tray(Figures { linked: 3, need: 0, ending: 0 }),
            ];
            for sentence in sentences {
                assert!(!sentence.contains('{'), "{sentence}");
            }
        }
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(
            ENGLISH.refused("{provider}", "bankHub"),
            "{provider} was not opened. It is not among the hosts bankHub needs."
        );
    }
}
