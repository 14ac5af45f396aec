//! How the bar looks: the app's tokens, as a GTK style sheet, light and dark.

use gtk::prelude::*;
use linkdesk_core::contract::Appearance;
use std::cell::Cell;

thread_local! {
    static INSTALLED: Cell<bool> = const { Cell::new(false) };
}

/// The colours of one theme.
struct Palette {
    class: &'static str,
    bar: &'static str,
    button: &'static str,
    hover: &'static str,
    line: &'static str,
    control: &'static str,
    ink: &'static str,
    ink_3: &'static str,
    accent: &'static str,
    good: &'static str,
    practice: &'static str,
    practice_tint: &'static str,
    ending: &'static str,
    ending_tint: &'static str,
}

const LIGHT: Palette = Palette {
    class: "light",
    bar: "#f7f9f8",
    button: "#ffffff",
    hover: "#eef2f0",
    line: "#c7cfcb",
    control: "#7e8985",
    ink: "#13201d",
    ink_3: "#5e6a67",
    accent: "#0a5b6a",
    good: "#1b6b47",
    practice: "#7b2a63",
    practice_tint: "#f7e9f2",
    ending: "#855000",
    ending_tint: "#fbefd8",
};

const DARK: Palette = Palette {
    class: "dark",
    bar: "#111817",
    button: "#151c1b",
    hover: "#1d2625",
    line: "#384542",
    control: "#74827e",
    ink: "#e9efed",
    ink_3: "#93a09c",
    accent: "#63c5d5",
    good: "#70cc9e",
    practice: "#eba3d1",
    practice_tint: "#3a1a30",
    ending: "#ebb75e",
    ending_tint: "#38290e",
};

/// Installs the style sheet once.
pub(super) fn install() {
    if INSTALLED.replace(true) {
        return;
    }
    let sheet = gtk::CssProvider::new();
    let text = style_sheet(&LIGHT) + &style_sheet(&DARK);
    match (sheet.load_from_data(text.as_bytes()), gtk::gdk::Screen::default()) {
        (Ok(()), Some(screen)) => {
            gtk::StyleContext::add_provider_for_screen(&screen, &sheet, gtk::STYLE_PROVIDER_PRIORITY_APPLICATION);
        }
        (loaded, _) => tracing::warn!(?loaded, "the bar keeps the system's look"),
    }
}

/// Gives the bar its theme.
pub(super) fn dress(bar: &gtk::Box, appearance: Appearance) {
    let dark = match appearance {
        Appearance::Light => false,
        Appearance::Dark => true,
        Appearance::System => system_is_dark(),
    };
    let style = bar.style_context();
    style.add_class("linkdesk");
    style.add_class(if dark { DARK.class } else { LIGHT.class });
}

fn system_is_dark() -> bool {
    gtk::Settings::default().is_some_and(|settings| {
        let theme = settings.gtk_theme_name().unwrap_or_default();
        settings.is_gtk_application_prefer_dark_theme() || theme.to_lowercase().ends_with("dark")
    })
}

fn style_sheet(palette: &Palette) -> String {
    let Palette { class, bar, button, hover, line, control, ink, ink_3, accent, good, practice, .. } = palette;
    let Palette { practice_tint, ending, ending_tint, .. } = palette;
    format!(
        r#"
.linkdesk.{class} {{ font-family: "IBM Plex Sans", "Noto Sans", sans-serif; color: {ink}; }}
.linkdesk.{class} .origin {{ background: {bar}; border-bottom: 1px solid {line}; padding: 11px 16px; color: {ink}; }}
.linkdesk.{class} .domain {{ font-size: 16px; font-weight: 600; color: {ink}; }}
.linkdesk.{class} .detail {{ font-size: 12px; color: {ink_3}; }}
.linkdesk.{class} .mark {{ color: {good}; }}
.linkdesk.{class} .origin.practice {{ background: {practice_tint}; }}
.linkdesk.{class} .origin.practice .mark {{ color: {practice}; }}
.linkdesk.{class} .notice {{ background: {ending_tint}; border-bottom: 1px solid {line}; padding: 8px 16px; }}
.linkdesk.{class} .notice .mark {{ color: {ending}; }}
.linkdesk.{class} .notice-text {{ font-size: 13px; color: {ink}; }}
.linkdesk.{class} button {{ background: {button}; color: {ink}; border: 1px solid {control}; border-radius: 6px;
  padding: 5px 12px; font-size: 13px; font-weight: 500; box-shadow: none; text-shadow: none; }}
.linkdesk.{class} button:hover {{ background: {hover}; }}
.linkdesk.{class} button.main {{ color: {accent}; border-color: {accent}; }}
.linkdesk.{class} .practice button.main {{ color: {practice}; border-color: {practice}; }}
.linkdesk.{class} button.quiet {{ background: none; border-color: transparent; }}
.linkdesk.{class} button:focus {{ outline: 2px solid {accent}; outline-offset: 2px; }}
"#
    )
}
