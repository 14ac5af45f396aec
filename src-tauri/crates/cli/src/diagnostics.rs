//! Diagnostics on stderr, when `LINKDESK_LOG` asks for them.
//!
//! Only our own crates speak. Others would print requests and rows, and those hold secrets.

use linkdesk_core::contract::{Problem, ProblemCode};
use tracing_subscriber::EnvFilter;

/// The variable that turns them on: error, warn, info, debug or trace.
const VARIABLE: &str = "LINKDESK_LOG";
const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// Starts them. Without the variable nothing is set up at all.
pub(crate) fn start() -> Result<(), Problem> {
    let Some(wanted) = std::env::var_os(VARIABLE).filter(|wanted| !wanted.is_empty()) else { return Ok(()) };
    let wanted = wanted.to_string_lossy().to_lowercase();
    if !LEVELS.contains(&wanted.as_str()) {
        return Err(Problem::new(
            ProblemCode::InvalidInput,
            format!("{VARIABLE} is set to something that is no level."),
            format!("Set it to one of: {}.", LEVELS.join(", ")),
        )
        .about(VARIABLE));
    }
    let filter = EnvFilter::new(format!("off,linkdesk={wanted},linkdesk_core={wanted},linkdesk_sandbox={wanted}"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false).init();
    Ok(())
}
