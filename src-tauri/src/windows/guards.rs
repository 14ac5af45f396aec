//! What a provider's page may not do, on `WebKitGTK`, beyond where it may go: nothing is stored, asked for, covered or
//! handed out.

use super::OwnPages;
use super::bar;
use super::navigation::Verdict;
use super::visit::Visit;
use gtk::glib::{self, Cast as _};
use tauri::{Manager as _, Url};
use webkit2gtk::{
    AuthenticationRequestExt as _, ColorChooserRequestExt as _, FileChooserRequestExt as _, NetworkError,
    PolicyDecision, PolicyDecisionExt as _, PolicyDecisionType, PolicyError, ResponsePolicyDecision,
    ResponsePolicyDecisionExt as _, SettingsExt as _, URIResponseExt as _, WebResourceExt as _, WebView, WebViewExt,
};

/// Attaches all guards to a page that has not begun to load.
pub(super) fn attach(view: &WebView, visit: &Visit) {
    turn_off(view);
    view.connect_context_menu(|_, _, _, _| true);
    view.connect_print(|_, _| true);
    view.connect_show_notification(|_, _| true);
    // A page that fills the screen could draw a bar of its own.
    view.connect_enter_fullscreen(|_| true);
    view.connect_run_file_chooser(|_, request| {
        request.cancel();
        true
    });
    view.connect_run_color_chooser(|_, request| {
        request.cancel();
        true
    });
    view.connect_authenticate(|_, request| {
        // A proxy's question is the network's; a page asks for passwords in the page.
        let by_page = !request.is_for_proxy();
        if by_page {
            request.cancel();
        }
        by_page
    });
    let judging = visit.clone();
    view.connect_decide_policy(move |_, decision, kind| {
        if kind == PolicyDecisionType::Response {
            notice_own_page(&judging, decision);
        }
        let refused = kind == PolicyDecisionType::Response && !may_be_shown(&judging, decision);
        if refused {
            decision.ignore();
        }
        refused
    });
    if visit.rules.frame.is_some() {
        watch_frame(view, visit);
    }
    // The engine's own pages for these would stand under the host's name, with a lock.
    let telling = visit.clone();
    view.connect_load_failed_with_tls_errors(move |_, address, _, _| {
        bar::failed(telling.session, &telling.words.certificate(&host_of(address)));
        true
    });
    let telling = visit.clone();
    view.connect_load_failed(move |_, _, address, error| {
        let failed = !was_stopped(error);
        if failed {
            bar::failed(telling.session, &telling.words.unreachable(&host_of(address)));
        }
        failed
    });
}

/// Whether a load ended because we, or the page, wanted it to.
fn was_stopped(error: &glib::Error) -> bool {
    error.matches(NetworkError::Cancelled) || error.is::<PolicyError>()
}

fn host_of(address: &str) -> String {
    Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

fn turn_off(view: &WebView) {
    let Some(settings) = WebViewExt::settings(view) else { return };
    settings.set_enable_developer_extras(false);
    settings.set_enable_fullscreen(false);
    settings.set_enable_media_stream(false);
    settings.set_enable_webrtc(false);
    settings.set_enable_page_cache(false);
    settings.set_enable_dns_prefetching(false);
    settings.set_javascript_can_access_clipboard(false);
    settings.set_javascript_can_open_windows_automatically(false);
    settings.set_allow_file_access_from_file_urls(false);
    settings.set_allow_universal_access_from_file_urls(false);
    settings.set_allow_top_navigation_to_data_urls(false);
}

/// Whether an answer is a page from an allowed place. The address is judged again: what could not be parsed before it
/// was asked for has passed no rule yet.
fn may_be_shown(visit: &Visit, decision: &PolicyDecision) -> bool {
    let Some(decision) = decision.downcast_ref::<ResponsePolicyDecision>() else { return false };
    let address = decision.response().and_then(|response| response.uri());
    let allowed = address
        .and_then(|address| Url::parse(&address).ok())
        .is_some_and(|url| visit.rules.judge(&url) == Verdict::Allowed);
    allowed && decision.is_mime_type_supported()
}

/// Looks whether an answer is the own page that was asked for.
fn notice_own_page(visit: &Visit, decision: &PolicyDecision) {
    let response =
        decision.downcast_ref::<ResponsePolicyDecision>().and_then(webkit2gtk::ResponsePolicyDecisionExt::response);
    let arrived = response.is_some_and(|response| {
        response.uri().is_some_and(|address| is_own_page(visit, &address)) && response.status_code() < 400
    });
    if arrived {
        bar::arrived(visit.session);
    }
}

fn is_own_page(visit: &Visit, address: &str) -> bool {
    visit.own.is_some() && address == visit.address.expose().as_str() // compared
}

/// Hears why a framed page does not come. The engine drops one that lets nobody frame it before anybody is asked, and
/// tells that like a load which we stopped; we stop none of this address.
fn watch_frame(view: &WebView, visit: &Visit) {
    let watching = visit.clone();
    view.connect_resource_load_started(move |_, resource, _| {
        if !resource.uri().is_some_and(|address| is_own_page(&watching, &address)) {
            return;
        }
        let telling = watching.clone();
        resource.connect_failed(move |_, error| {
            let page = telling.address.expose(); // its host is named
            if was_stopped(error) {
                telling.app.state::<OwnPages>().stands_alone(page);
                bar::note(telling.session, telling.words.no_frame);
            } else {
                bar::failed(telling.session, &telling.words.unreachable(page.host_str().unwrap_or_default()));
            }
        });
    });
}
