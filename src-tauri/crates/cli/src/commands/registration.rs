//! `linkdesk registration …`: what the operator got from a provider.

use super::{DONE, Outcome};
use crate::arguments::Registered;
use crate::given_file;
use crate::plain::clean;
use crate::workplace::Workplace;
use clap::{Args, Subcommand};
use linkdesk_core::contract::{Problem, ProblemCode, RegistrationReach, RegistrationView, SaveRegistration};
use linkdesk_core::{Desk, Secret};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The name of a registration when the operator has only one.
const DEFAULT_NAME: &str = "default";
/// The largest registration file. A real one has about ten lines.
const LARGEST: u64 = 64 * 1024;

#[derive(Subcommand)]
pub(crate) enum Registration {
    /// Set a registration from a TOML file, and show the hosts that its secrets will go to.
    Set(Set),
    /// Show a registration without its secrets.
    Show(Which),
    /// Ask the provider whether it accepts a registration. Makes no grant.
    Test(Which),
    /// Remove a registration.
    Remove(Remove),
}

#[derive(Args)]
pub(crate) struct Which {
    /// The provider; with several registrations PROVIDER@NAME.
    #[arg(value_name = "PROVIDER[@NAME]")]
    provider: String,
    /// The registration's name, as another way to give it.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

#[derive(Args)]
pub(crate) struct Set {
    #[command(flatten)]
    which: Which,
    /// The file; - reads standard input.
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    /// Replace a registration of this name that has another client or other hosts.
    #[arg(long)]
    replace: bool,
}

#[derive(Args)]
pub(crate) struct Remove {
    #[command(flatten)]
    which: Which,
    /// Remove it although connections hang on it.
    #[arg(long)]
    yes: bool,
}

impl Which {
    fn read(self) -> Result<Registered, Problem> {
        let mut registered = Registered::read(&self.provider)?;
        if self.name.is_some() && registered.name.is_some() {
            let problem = Problem::new(ProblemCode::InvalidInput, "The registration is named twice.", "Name it once.");
            return Err(problem.about("name"));
        }
        registered.name = registered.name.or(self.name);
        Ok(registered)
    }
}

pub(super) async fn run(command: Registration, workplace: &Workplace) -> Outcome {
    match command {
        Registration::Set(set) => self::set(set, workplace).await,
        Registration::Show(which) => {
            let (_, view) = find(which, workplace).await?;
            workplace.output.result(&shown(&view), || lines(&view))?;
            Ok(DONE)
        }
        Registration::Test(which) => {
            let (desk, view) = find(which, workplace).await?;
            desk.test_registration(view.provider, &view.name).await?;
            let name = full_name(&view);
            workplace
                .output
                .result(&json!({ "registration": name, "accepted": true }), || format!("{name} is accepted\n"))?;
            Ok(DONE)
        }
        Registration::Remove(remove) => {
            let (desk, view) = find(remove.which, workplace).await?;
            desk.remove_registration(view.provider, &view.name, remove.yes).await?;
            let name = full_name(&view);
            workplace
                .output
                .result(&json!({ "registration": name, "removed": true }), || format!("{name} is removed\n"))?;
            Ok(DONE)
        }
    }
}

async fn set(set: Set, workplace: &Workplace) -> Outcome {
    let registered = set.which.read()?;
    // Read before the desk is opened: a file that is refused needs no keychain.
    let toml = read(&set.file)?;
    let request = SaveRegistration {
        provider: registered.provider,
        name: registered.name.unwrap_or_else(|| DEFAULT_NAME.to_owned()),
        toml,
        replace: set.replace,
    };
    let view = workplace.desk().await?.save_registration(request).await?;
    workplace.output.result(&shown(&view), || lines(&view))?;
    Ok(DONE)
}

async fn find(which: Which, workplace: &Workplace) -> Result<(&Desk, RegistrationView), Problem> {
    let registered = which.read()?;
    let desk = workplace.desk().await?;
    let view = desk.registration(registered.provider, registered.name.as_deref()).await?;
    Ok((desk, view))
}

/// Reads a registration file; `-` is standard input.
fn read(path: &Path) -> Result<Secret, Problem> {
    given_file::read(path, LARGEST).map_err(|why| {
        let name = path.display().to_string();
        let message = format!("The file {name} was refused: {why}.");
        Problem::new(ProblemCode::RegistrationInvalid, message, "Give a TOML file.").about(name)
    })
}

fn full_name(view: &RegistrationView) -> String {
    format!("{}@{}", view.provider, clean(&view.name))
}

/// A registration for scripts: endpoints and fields by their names.
pub(super) fn shown(view: &RegistrationView) -> Value {
    let object = |pairs: &[(String, String)]| -> Map<String, Value> {
        pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect()
    };
    json!({
        "provider": view.provider,
        "name": view.name,
        "environment": view.environment,
        "endpoints": object(&view.endpoints),
        "client": object(&view.client),
        "secrets_set": view.secrets_set,
        "opens_page": view.opens_page,
        "hosts": view.hosts,
        "reach": view.reach,
        "routes": view.routes,
        "connections": view.connections,
    })
}

fn lines(view: &RegistrationView) -> String {
    let mut lines = format!("{} ({})\n", full_name(view), crate::plain::word(&view.environment));
    for (name, value) in view.endpoints.iter().chain(&view.client) {
        let _ = writeln!(lines, "  {name}: {}", clean(value));
    }
    let _ = writeln!(lines, "  secrets set: {}", view.secrets_set.join(", "));
    let _ = writeln!(lines, "  secrets go to: {}", view.hosts.join(", "));
    if view.reach == RegistrationReach::EveryCustomer {
        lines.push_str("  its secrets open every customer of the operator: keep it on the operator's own machines\n");
    }
    let _ = writeln!(lines, "  connections: {}", view.connections);
    lines
}
