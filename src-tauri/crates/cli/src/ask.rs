//! Standard input, line by line: answers at a terminal and pasted addresses.

use linkdesk_core::Secret;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use std::io::{BufRead, IsTerminal as _, Read as _, StdinLock};
use tokio::sync::mpsc::{Receiver, channel};

/// The longest line that is read. A callback is far shorter.
const LONGEST: u64 = 64 * 1024;

/// A line as it came.
pub(crate) enum Line {
    /// Without its line break.
    Text(Secret),
    /// Too long, or not text.
    Unreadable,
}

/// The lines of standard input. They are read ahead by a thread of their own, because a read cannot be given up.
pub(crate) struct Lines(Receiver<Line>);

impl Lines {
    /// Begins to read.
    pub(crate) fn start() -> Self {
        let (send, receive) = channel(1);
        // Without a thread there are no lines: the same as an input that is closed.
        drop(std::thread::Builder::new().name("input".to_owned()).spawn(move || {
            let mut input = std::io::stdin().lock();
            while let Some(line) = read_line(&mut input) {
                if send.blocking_send(line).is_err() {
                    return;
                }
            }
        }));
        Self(receive)
    }

    /// The next line; `None`: there is no more.
    pub(crate) async fn next(&mut self) -> Option<Line> {
        self.0.recv().await
    }
}

fn read_line(input: &mut StdinLock<'_>) -> Option<Line> {
    let mut bytes = Vec::new();
    let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes).ok()?;
    if read == 0 {
        return None;
    }
    let ended = bytes.last() == Some(&b'\n');
    if !ended && read as u64 == LONGEST {
        input.skip_until(b'\n').ok()?;
        return Some(Line::Unreadable);
    }
    Some(String::from_utf8(bytes).map_or(Line::Unreadable, |mut text| {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
        Line::Text(Secret::from(text))
    }))
}

/// While it lives, the terminal shows nothing of what is typed.
pub(crate) struct Hidden(Option<Termios>);

impl Hidden {
    /// Begins it. Where standard input is no terminal there is nothing to hide.
    pub(crate) fn begin() -> Self {
        let input = std::io::stdin();
        let before = tcgetattr(&input).ok();
        if let Some(before) = &before {
            let mut quiet = before.clone();
            quiet.local_modes.remove(LocalModes::ECHO);
            // If it cannot be hidden it is seen by the one who types it.
            let _ = tcsetattr(&input, OptionalActions::Now, &quiet);
        }
        Self(before)
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, before);
        }
    }
}

/// Whether somebody is there who can read a question and answer it.
pub(crate) fn has_a_person() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Whether an answer means yes. Anything that is not clearly yes means no.
pub(crate) fn means_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::means_yes;

    #[test]
    fn only_a_clear_yes_is_one() {
        assert!(means_yes(" Y ") && means_yes("yes"));
        assert!(!means_yes("") && !means_yes("n") && !means_yes("yesterday"));
    }
}
