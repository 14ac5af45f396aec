//! The bar above a provider's page: the true origin, always, and the person's ways out. Drawn by us, outside the page.
//!
//! All of it happens on the main thread, where the widgets live.

mod look;
mod mark;

use super::provider::title;
use super::visit::{Visit, Wish};
use gtk::glib::{Cast as _, ControlFlow};
use gtk::pango::{EllipsizeMode, WrapMode};
use gtk::prelude::*;
use linkdesk_core::contract::{OriginView, SessionId};
use linkdesk_core::link::origin_view;
use mark::{Mark, Sign};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;
use tauri::Url;
use webkit2gtk::{LoadEvent, WebView, WebViewExt as _};

thread_local! {
    static BARS: RefCell<HashMap<SessionId, Rc<Bar>>> = RefCell::default();
}

/// The widgets that change.
struct Bar {
    row: gtk::Box,
    mark: Mark,
    domain: gtk::Label,
    detail: gtk::Label,
    /// How long the page's one-time token still opens it; empty once the page has come.
    left: gtk::Label,
    notice: gtk::Box,
    notice_text: gtk::Label,
    /// The first domain the page stood at.
    first: RefCell<Option<String>>,
    /// Whether an own page has come.
    has_arrived: Cell<bool>,
}

/// Puts a bar above a page and keeps it true.
pub(super) fn attach(view: &WebView, visit: &Visit) {
    let Some(container) = view.parent().and_then(|parent| parent.downcast::<gtk::Box>().ok()) else {
        tracing::error!("a provider window has no place for its bar");
        visit.wish(Wish::Cancel);
        return;
    };
    let (root, bar) = Bar::new(visit);
    container.pack_start(&root, false, false, 0);
    container.reorder_child(&root, 0);
    root.show_all();
    bar.notice.hide();
    bar.left.hide();
    BARS.with_borrow_mut(|bars| bars.insert(visit.session, bar.clone()));

    let showing = visit.clone();
    view.connect_load_changed(move |view, event| {
        if event == LoadEvent::Committed {
            bar.committed(view, &showing);
        }
    });
    if let Some(own) = &visit.own {
        count_down(visit, own.opens_until);
    }
    let leaving = visit.clone();
    view.connect_destroy(move |view| {
        BARS.with_borrow_mut(|bars| bars.remove(&leaving.session));
        leaving.closed();
        // A page that closes itself takes its window along.
        if let Some(window) = view.toplevel().and_then(|top| top.downcast::<gtk::Window>().ok()) {
            window.close();
        }
    });
}

/// Shows a sentence under the origin, until the page moves on.
pub(super) fn note(session: SessionId, text: &str) {
    if let Some(bar) = bar_of(session) {
        bar.notice_text.set_text(text);
        bar.notice.show();
    }
}

/// The page has come, so its one-time token has done its part.
pub(super) fn arrived(session: SessionId) {
    if let Some(bar) = bar_of(session) {
        bar.left.set_text("");
        bar.left.hide();
        bar.has_arrived.set(true);
    }
}

/// Shows how long the page's one-time token still opens it, until the page has come or the time is over.
fn count_down(visit: &Visit, until: Instant) {
    let (session, words) = (visit.session, visit.words);
    let tick = move || {
        let Some(bar) = bar_of(session).filter(|bar| !bar.has_arrived.get()) else { return ControlFlow::Break };
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            bar.left.hide();
            note(session, words.opens_no_more);
            return ControlFlow::Break;
        }
        bar.left.set_text(&words.opens_for(left));
        bar.left.show();
        ControlFlow::Continue
    };
    if tick() == ControlFlow::Continue {
        gtk::glib::timeout_add_seconds_local(1, tick);
    }
}

fn bar_of(session: SessionId) -> Option<Rc<Bar>> {
    BARS.with_borrow(|bars| bars.get(&session).cloned())
}

/// Says that a page could not be loaded. What stood there before it still stands.
pub(super) fn failed(session: SessionId, text: &str) {
    note(session, text);
    if let Some(bar) = bar_of(session).filter(|bar| bar.first.borrow().is_none()) {
        bar.detail.set_text("");
    }
}

impl Bar {
    fn new(visit: &Visit) -> (gtk::Box, Rc<Self>) {
        look::install();
        let root = gtk::Box::new(gtk::Orientation::Vertical, 0);
        look::dress(&root, visit.appearance);

        let row = gtk::Box::new(gtk::Orientation::Horizontal, 12);
        row.style_context().add_class("origin");
        let mark = Mark::new(Sign::None);
        let domain = label("domain");
        domain.set_line_wrap(true);
        domain.set_line_wrap_mode(WrapMode::Char);
        domain.set_text(visit.provider);
        let detail = label("detail");
        detail.set_ellipsize(EllipsizeMode::Start);
        detail.set_text(visit.words.opening);
        let names = gtk::Box::new(gtk::Orientation::Vertical, 0);
        names.set_valign(gtk::Align::Center);
        names.add(&domain);
        names.add(&detail);
        let left = label("detail");
        names.add(&left);
        row.pack_start(mark.widget(), false, false, 0);
        row.pack_start(&names, true, true, 0);
        for (wish, text, class) in wishes(visit) {
            row.pack_start(&button(visit, wish, text, class), false, false, 0);
        }

        let notice = gtk::Box::new(gtk::Orientation::Horizontal, 12);
        notice.style_context().add_class("notice");
        let notice_text = label("notice-text");
        notice_text.set_line_wrap(true);
        notice_text.set_line_wrap_mode(WrapMode::WordChar);
        let sign = Mark::new(Sign::Stopped);
        notice.pack_start(sign.widget(), false, false, 0);
        notice.pack_start(&notice_text, true, true, 0);

        root.add(&row);
        root.add(&notice);
        (
            root,
            Rc::new(Self {
                row,
                mark,
                domain,
                detail,
                left,
                notice,
                notice_text,
                first: RefCell::default(),
                has_arrived: Cell::default(),
            }),
        )
    }

    /// The main page was committed: only now does another origin stand in the bar.
    fn committed(&self, view: &WebView, visit: &Visit) {
        let Some(url) = view.uri().and_then(|address| Url::parse(&address).ok()).filter(Url::has_host) else {
            // Nothing that names no host is ever let through. Should it be, it is not shown under another's name.
            view.stop_loading();
            visit.wish(Wish::Cancel);
            return;
        };
        let url = visit.shown(&url);
        // What a frame has said stays: the page around it comes first and moves never.
        if visit.own.is_none() {
            self.notice.hide();
        }
        self.show(&origin_view(url), visit);
        if let Some(window) = view.toplevel().and_then(|top| top.downcast::<gtk::Window>().ok()) {
            window.set_title(&title(self.domain.text().as_str()));
        }
        visit.stands_at(url);
    }

    fn show(&self, origin: &OriginView, visit: &Visit) {
        let words = visit.words;
        let style = self.row.style_context();
        let came_from = {
            let mut first = self.first.borrow_mut();
            first.get_or_insert_with(|| origin.domain.clone()).clone()
        };
        if origin.loopback {
            style.add_class("practice");
            self.mark.show(if visit.practice { Sign::Practice } else { Sign::None });
            self.domain.set_text(words.this_computer);
            let port = origin.port.unwrap_or(if origin.secure { 443 } else { 80 });
            let detail = if visit.practice {
                words.practice_at(visit.provider, &origin.host, port)
            } else {
                words.page_at(&format!("{}:{port}", origin.host), None)
            };
            self.detail.set_text(&detail);
        } else {
            style.remove_class("practice");
            self.mark.show(if origin.secure { Sign::Lock } else { Sign::None });
            self.domain.set_text(&origin.domain);
            let from = (came_from != origin.domain).then_some(came_from.as_str());
            self.detail.set_text(&words.page_at(&origin.host, from));
        }
    }
}

fn wishes(visit: &Visit) -> Vec<(Wish, &'static str, &'static str)> {
    let words = visit.words;
    if visit.own.is_some() {
        return vec![(Wish::Again, words.open_again, "main"), (Wish::Close, words.close, "quiet")];
    }
    let mut wishes = vec![(Wish::Check, words.check_now, "main"), (Wish::Cancel, words.cancel, "quiet")];
    if visit.browser_could_answer() {
        wishes.insert(0, (Wish::Browser, words.open_in_browser, "plain"));
    }
    wishes
}

fn label(class: &str) -> gtk::Label {
    let label = gtk::Label::new(None);
    label.set_xalign(0.0);
    label.style_context().add_class(class);
    label
}

fn button(visit: &Visit, wish: Wish, text: &str, class: &str) -> gtk::Button {
    let button = gtk::Button::with_label(text);
    button.set_valign(gtk::Align::Center);
    button.style_context().add_class(class);
    let visit = visit.clone();
    button.connect_clicked(move |_| visit.wish(wish));
    button
}
