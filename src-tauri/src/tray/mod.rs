//! The icon in the tray: how many accounts need a person, and the way back to the window. (`StatusNotifierItem`, over D-Bus.)
//!
//! Not every desktop shows one, and it may begin to or stop at any time. Whether it is shown decides what closing the
//! window does.

mod icon;

use crate::background;
use crate::events::Moments;
use crate::profile::Profile;
use crate::windows::{self, Words};
use ksni::menu::StandardItem;
use ksni::{Category, Handle, Icon, MenuItem, OfflineReason, Status, ToolTip, Tray, TrayMethods as _};
use linkdesk_core::{Desk, Figures};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::{AppHandle, Manager as _};
use tokio::sync::OnceCell;

/// The icon of this program, and whether anybody shows it.
#[derive(Default)]
pub(crate) struct InTray {
    shown: Arc<AtomicBool>,
    item: OnceCell<Handle<Item>>,
}

impl InTray {
    /// Whether the desktop has a place for it.
    pub(crate) fn is_shown(&self) -> bool {
        self.shown.load(Ordering::Acquire)
    }
}

/// Puts the icon into the tray, now or when the desktop gets one.
pub(crate) async fn begin(app: &AppHandle) {
    let tray = app.state::<InTray>();
    let shown = tray.shown.clone();
    shown.store(true, Ordering::Release);
    let item = Item { app: app.clone(), shown: shown.clone(), practice: false, figures: Figures::default() };
    // It says of itself when nobody shows it.
    let begun = tray.item.get_or_try_init(|| item.assume_sni_available(true).spawn()).await;
    if let Err(error) = begun {
        shown.store(false, Ordering::Release);
        tracing::info!(%error, "there is no tray");
    }
}

/// Keeps the icon true for as long as this is waited for.
pub(crate) async fn follow(app: &AppHandle, desk: &Desk) {
    let practice = desk.profile().practice;
    let mut moments = Moments::of(desk);
    loop {
        if let (Some(item), Ok(figures)) = (app.state::<InTray>().item.get(), desk.figures().await) {
            // One that is shut down has nothing to show.
            let _ = item.update(|item| (item.practice, item.figures) = (practice, figures)).await;
        }
        moments.next().await;
    }
}

struct Item {
    app: AppHandle,
    shown: Arc<AtomicBool>,
    practice: bool,
    figures: Figures,
}

impl Item {
    fn words(&self) -> &'static Words {
        Words::of(&self.app.state::<Profile>().settings())
    }
}

impl Tray for Item {
    fn id(&self) -> String {
        "com.linkdesk.desktop".to_owned()
    }

    fn category(&self) -> Category {
        Category::ApplicationStatus
    }

    fn title(&self) -> String {
        windows::title_of(self.practice).to_owned()
    }

    fn status(&self) -> Status {
        if self.figures.need > 0 { Status::NeedsAttention } else { Status::Active }
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        vec![icon::counting(self.figures.need, self.practice)]
    }

    fn attention_icon_pixmap(&self) -> Vec<Icon> {
        self.icon_pixmap()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.title(), description: self.words().tray(self.figures), ..ToolTip::default() }
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let words = self.words();
        let said = StandardItem { label: words.tray(self.figures), enabled: false, ..StandardItem::default() };
        let open = StandardItem {
            label: words.tray_open.to_owned(),
            activate: Box::new(|item: &mut Self| windows::raise_main(&item.app)),
            ..StandardItem::default()
        };
        let reconnect = StandardItem {
            label: words.tray_reconnect.to_owned(),
            visible: self.figures.need + self.figures.ending > 0,
            activate: Box::new(|item: &mut Self| windows::show_desk(&item.app)),
            ..StandardItem::default()
        };
        let quit = StandardItem {
            label: words.tray_quit.to_owned(),
            activate: Box::new(|item: &mut Self| background::leave(&item.app)),
            ..StandardItem::default()
        };
        vec![said.into(), MenuItem::Separator, reconnect.into(), open.into(), MenuItem::Separator, quit.into()]
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        windows::raise_main(&self.app);
    }

    fn watcher_online(&self) {
        self.shown.store(true, Ordering::Release);
    }

    fn watcher_offline(&self, reason: OfflineReason) -> bool {
        tracing::info!(?reason, "nobody shows the tray's icon");
        self.shown.store(false, Ordering::Release);
        // It may come back.
        true
    }
}
