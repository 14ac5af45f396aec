//! What the program was started with: a data folder, the practice profile, one deep link. Nothing else is looked at, and
//! nothing at all is handed to the web engine.
//!
//! The system starts a program with whatever address a web page names, so everything here may come from an attacker.

use linkdesk_core::{Secret, default_home, link::DEEP_LINK_SCHEME};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The longest deep link that is looked at, in bytes.
const MAX_ADDRESS: usize = 8 * 1024;

/// Begins without a window: for a start at login.
pub(crate) const BACKGROUND: &str = "--background";

/// What the arguments ask for.
#[derive(Debug)]
pub(crate) struct Launch {
    /// The data folder.
    pub(crate) home: PathBuf,
    /// Whether the practice profile is opened.
    pub(crate) practice: bool,
    /// Whether it begins without a window.
    pub(crate) background: bool,
    /// A callback that the system handed over.
    pub(crate) callback: Option<Secret>,
}

/// Reads arguments, the program's own name left out.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Launch {
    let mut home = None;
    let mut practice = false;
    let mut background = false;
    let mut links = Vec::new();
    let mut rest = arguments.into_iter().peekable();
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("--practice") => practice = true,
            Some(BACKGROUND) => background = true,
            Some("--home") => home = rest.next_if(|next| is_folder(next)).or(home),
            Some(text) if is_deep_link(text) => links.push(Secret::from(text)),
            _ => {}
        }
    }
    // Two links at once are no way a browser answers.
    let callback = if links.len() == 1 { links.pop() } else { None };
    let home = home.map_or_else(default_home, PathBuf::from);
    Launch { home: std::path::absolute(&home).unwrap_or(home), practice, background, callback }
}

fn is_folder(text: &OsStr) -> bool {
    !text.is_empty() && !text.as_encoded_bytes().starts_with(b"-")
}

fn is_deep_link(text: &str) -> bool {
    let after_scheme = text.strip_prefix(DEEP_LINK_SCHEME).and_then(|rest| rest.strip_prefix("://"));
    after_scheme.is_some() && text.len() <= MAX_ADDRESS && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn launch(arguments: &[&str]) -> Launch {
        read(arguments.iter().map(OsString::from))
    }

    fn callback(arguments: &[&str]) -> Option<String> {
        launch(arguments).callback.map(|link| link.expose().to_owned())
    }

    #[test]
    fn reads_the_folder_and_the_profile() {
        let launch = launch(&["--home", "/srv/sample", "--practice"]);
        assert_eq!(launch.home, PathBuf::from("/srv/sample"));
        assert!(launch.practice && !launch.background && launch.callback.is_none());
    }

    #[test]
    fn a_folder_is_never_taken_from_a_flag() {
        let launch = launch(&["--background", "--home", "--practice"]);
        assert_eq!(launch.home, std::path::absolute(default_home()).expect("a folder of this system"));
        assert!(launch.practice && launch.background);
    }

    #[test]
    fn takes_one_deep_link() {
        let link = "linkdesk://callback?code=sample&state=sample";
        assert_eq!(callback(&[link]).as_deref(), Some(link));
        assert_eq!(callback(&["--practice", link]).as_deref(), Some(link));
    }

    #[test]
    fn ignores_what_is_not_exactly_one_deep_link() {
        let long = format!("linkdesk://callback?code={}", "a".repeat(1024 * 1024));
        for arguments in [
            &["linkdesk://callback?a=1", "linkdesk://callback?a=2"][..],
            &[&long],
            &["https://example.com/callback?code=1"],
            &["LINKDESK://callback?code=1"],
            &["linkdesk:callback?code=1"],
            &["linkdesk://callback?code=a\nb"],
            &["linkdesk://callback?code=\"a\" b"],
            &["--", "--remote-debugging-port=1", "--inspect", "-flag"],
        ] {
            assert_eq!(callback(arguments), None, "{:?}", arguments.iter().map(|text| text.len()).collect::<Vec<_>>());
        }
    }

    #[cfg(unix)]
    #[test]
    fn ignores_arguments_that_are_not_text() {
        use std::os::unix::ffi::OsStringExt as _;
        let broken = OsString::from_vec(b"linkdesk://callback?\xff".to_vec());
        assert!(read([broken]).callback.is_none());
    }
}
