//! The windows: the main one, which may call commands, and one for each provider page, which may call nothing.

#[cfg(target_os = "linux")]
mod bar;
#[cfg(feature = "e2e")]
mod bare;
mod browser;
mod engine_folder;
mod frame;
#[cfg(target_os = "linux")]
mod guards;
mod main_window;
mod navigation;
mod own_page;
mod provider;
mod visit;
mod words;

#[cfg(feature = "e2e")]
pub(crate) use bare::open_bare;
pub(crate) use engine_folder::EngineFolder;
pub(crate) use frame::{Frames, SCHEME as FRAME_SCHEME, serve as serve_frame};
#[cfg(target_os = "linux")]
pub(crate) use main_window::show_desk;
pub(crate) use main_window::{MAIN, name_profile, open_main, raise_main, show_repair, title_of};
pub(crate) use own_page::{OwnPages, close_own_pages};
pub(crate) use provider::{ProviderPages, raise_provider, session_moved};
#[cfg(target_os = "linux")]
pub(crate) use words::Words;
