//! What a desktop has besides windows, for the driven app: a service that takes notices (Desktop Notifications
//! Specification 1.2), a logind that says when the computer sleeps, a systemd that starts timers, and, with the argument
//! `tray`, one that shows icons (`StatusNotifierItem`). All stand on the session bus of the test's own desktop, which it
//! takes for the system's as well; the real ones are never asked.
//!
//! What it is asked is printed, one line of JSON each. A line of input is told to whoever listens: `sleep`, `wake`,
//! `click` (the notice), `tray` (print the icon that is shown), `choose WORDS` (of its menu).
#![expect(
    clippy::too_many_arguments,
    clippy::used_underscore_binding,
    clippy::needless_pass_by_value,
    clippy::unused_self,
    reason = "the specifications name them all"
)]

use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::io::{BufRead as _, Write as _};
use std::sync::{Arc, Mutex};
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{ObjectPath, OwnedFd, OwnedObjectPath, OwnedValue, Value};

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

struct Systemd;

#[zbus::interface(name = "org.freedesktop.systemd1.Manager")]
impl Systemd {
    fn reload(&self) {
        tell(&json!({ "systemd": "reload" }));
    }

    fn enable_unit_files(&self, files: Vec<String>, _runtime: bool, _force: bool) -> (bool, Vec<Change>) {
        tell(&json!({ "systemd": "enable", "units": files }));
        (true, Vec::new())
    }

    fn disable_unit_files(&self, files: Vec<String>, _runtime: bool) -> Vec<Change> {
        tell(&json!({ "systemd": "disable", "units": files }));
        Vec::new()
    }

    fn restart_unit(&self, name: String, _mode: String) -> OwnedObjectPath {
        tell(&json!({ "systemd": "restart", "unit": name }));
        ObjectPath::from_static_str_unchecked("/job").into()
    }

    fn stop_unit(&self, name: String, _mode: String) -> OwnedObjectPath {
        tell(&json!({ "systemd": "stop", "unit": name }));
        ObjectPath::from_static_str_unchecked("/job").into()
    }
}

type Change = (String, String, String);

/// The icon that was registered last, by its name on the bus.
type Shown = Arc<Mutex<Option<String>>>;

struct Tray(Shown);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Tray {
    fn register_status_notifier_item(&mut self, service: String) {
        tell(&json!({ "registers": true }));
        *self.0.lock().expect("nobody panicked") = Some(service);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}

/// Each with its width, its height and its bytes.
type Pictures = Vec<(i32, i32, Vec<u8>)>;

#[zbus::proxy(interface = "org.kde.StatusNotifierItem", default_path = "/StatusNotifierItem")]
trait Item {
    #[zbus(property(emits_changed_signal = "false"))]
    fn title(&self) -> zbus::Result<String>;
    #[zbus(property(emits_changed_signal = "false"))]
    fn status(&self) -> zbus::Result<String>;
    #[zbus(property(emits_changed_signal = "false"))]
    fn icon_pixmap(&self) -> zbus::Result<Pictures>;
    #[zbus(property(emits_changed_signal = "false"))]
    fn tool_tip(&self) -> zbus::Result<(String, Pictures, String, String)>;
}

type Properties = HashMap<String, OwnedValue>;
type Layout = (i32, Properties, Vec<OwnedValue>);

#[zbus::proxy(interface = "com.canonical.dbusmenu", default_path = "/MenuBar")]
trait Menu {
    fn get_layout(&self, parent: i32, depth: i32, properties: &[&str]) -> zbus::Result<(u32, Layout)>;
    fn event(&self, id: i32, event: &str, data: &Value<'_>, time: u32) -> zbus::Result<()>;
}

/// The entries of a menu that are to be seen: their words, and the number by which they are chosen.
fn entries(menu: &MenuProxyBlocking<'_>) -> zbus::Result<Vec<(String, i32)>> {
    let (_, (_, _, children)) = menu.get_layout(0, -1, &[])?;
    let mut entries = Vec::new();
    for child in children {
        let (id, properties, _) = Layout::try_from(child)?;
        let hidden = properties.get("visible").is_some_and(|value| bool::try_from(value.clone()) == Ok(false));
        if let (Some(label), false) = (properties.get("label"), hidden) {
            entries.push((String::try_from(label.clone())?, id));
        }
    }
    Ok(entries)
}

/// Looks at the icon that is shown, or chooses from its menu.
fn at_the_tray(bus: &Connection, shown: &Shown, words: Option<&str>) -> zbus::Result<()> {
    let Some(service) = shown.lock().expect("nobody panicked").clone() else {
        tell(&json!({ "tray": null }));
        return Ok(());
    };
    let menu = MenuProxyBlocking::builder(bus).destination(service.clone())?.build()?;
    let entries = entries(&menu)?;
    if let Some(words) = words {
        let entry = entries.iter().find(|(label, _)| label == words);
        let (_, id) = entry.unwrap_or_else(|| panic!("“{words}” is not among {entries:?}"));
        return menu.event(*id, "clicked", &Value::U8(0), 0);
    }
    let item = ItemProxyBlocking::builder(bus).destination(service)?.build()?;
    let (width, height, pixels) = item.icon_pixmap()?.remove(0);
    let labels: Vec<String> = entries.into_iter().map(|(label, _)| label).collect();
    tell(&json!({
        "tray": item.title()?, "status": item.status()?, "says": item.tool_tip()?.3, "menu": labels,
        "width": width, "height": height, "pixels": pixels,
    }));
    Ok(())
}

fn main() -> zbus::Result<()> {
    let shown = Shown::default();
    let with_tray = std::env::args().any(|argument| argument == "tray");
    let mut builder = Builder::session()?
        .name("org.freedesktop.Notifications")?
        .name("org.freedesktop.login1")?
        .name("org.freedesktop.systemd1")?
        .serve_at("/org/freedesktop/Notifications", Notices { last: 0 })?
        .serve_at("/org/freedesktop/login1", Logind { asked: 0 })?
        .serve_at("/org/freedesktop/systemd1", Systemd)?;
    if with_tray {
        builder =
            builder.name("org.kde.StatusNotifierWatcher")?.serve_at("/StatusNotifierWatcher", Tray(shown.clone()))?;
    }
    let bus = builder.build()?;
    tell(&json!({ "ready": true }));
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        match line.trim() {
            "click" => bus.emit_signal(
                None::<&str>,
                "/org/freedesktop/Notifications",
                "org.freedesktop.Notifications",
                "ActionInvoked",
                &(1_u32, "default"),
            )?,
            "tray" => at_the_tray(&bus, &shown, None)?,
            line => match line.strip_prefix("choose ") {
                Some(words) => at_the_tray(&bus, &shown, Some(words))?,
                None => bus.emit_signal(
                    None::<&str>,
                    "/org/freedesktop/login1",
                    "org.freedesktop.login1.Manager",
                    "PrepareForSleep",
                    &(line == "sleep",),
                )?,
            },
        }
    }
    Ok(())
}
