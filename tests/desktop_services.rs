//! What a desktop has besides windows, for the driven app: a service that takes notices (Desktop Notifications
//! Specification 1.2) and a logind that says when the computer sleeps. Both stand on the session bus of the test's own
//! desktop, which it takes for the system's as well; the real ones are never asked.
//!
//! What it is asked is printed, one line of JSON each. A line of input, `sleep` or `wake`, is told to whoever listens.
#![expect(clippy::too_many_arguments, clippy::used_underscore_binding, reason = "the specifications name them all")]

use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::io::{BufRead as _, Write as _};
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedFd, OwnedValue};

fn tell(what: &Json) {
    let mut out = std::io::stdout().lock();
    // Nobody reads any more: the test is over.
    drop(writeln!(out, "{what}").and_then(|()| out.flush()));
}

struct Notices {
    last: u32,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notices {
    fn notify(
        &mut self,
        app: &str,
        replaces: u32,
        _icon: &str,
        summary: &str,
        body: &str,
        _actions: Vec<&str>,
        _hints: HashMap<String, OwnedValue>,
        _expires: i32,
    ) -> u32 {
        self.last += u32::from(replaces == 0);
        let id = if replaces == 0 { self.last } else { replaces };
        tell(&json!({ "notice": id, "replaces": replaces, "app": app, "summary": summary, "body": body }));
        id
    }

    fn close_notification(&mut self, id: u32) {
        self.last = self.last.max(id);
        tell(&json!({ "closed": id }));
    }
}

struct Logind {
    asked: u32,
}

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Logind {
    fn inhibit(&mut self, what: String, _who: &str, _why: &str, mode: &str) -> zbus::fdo::Result<OwnedFd> {
        let failed = |error: std::io::Error| zbus::fdo::Error::Failed(error.to_string());
        let (theirs, ours) = std::os::unix::net::UnixStream::pair().map_err(failed)?;
        self.asked += 1;
        tell(&json!({ "inhibits": what, "mode": mode, "time": self.asked }));
        // The end of what was given is the end of holding up.
        std::thread::spawn(move || {
            let mut ours = ours;
            drop(std::io::Read::read(&mut ours, &mut [0]));
            tell(&json!({ "lets": what }));
        });
        Ok(std::os::fd::OwnedFd::from(theirs).into())
    }
}

fn main() -> zbus::Result<()> {
    let bus = Builder::session()?
        .name("org.freedesktop.Notifications")?
        .name("org.freedesktop.login1")?
        .serve_at("/org/freedesktop/Notifications", Notices { last: 0 })?
        .serve_at("/org/freedesktop/login1", Logind { asked: 0 })?
        .build()?;
    tell(&json!({ "ready": true }));
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let start = line.trim() == "sleep";
        bus.emit_signal(
            None::<&str>,
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager",
            "PrepareForSleep",
            &(start,),
        )?;
    }
    Ok(())
}
