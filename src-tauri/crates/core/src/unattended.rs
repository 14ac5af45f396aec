//! What starts Linkdesk without a person: the desktop when somebody logs in (XDG Autostart), and the system's timer while
//! the app is not running (user units of systemd). Only the files; whoever writes a timer tells the user's manager.

use crate::Clock;
use crate::contract::Started;
use directories::BaseDirs;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What the files of a data folder that is not the system's usual one are told apart by, in digits of its hash.
const DISTINCT: usize = 12;

/// The files that start Linkdesk for one data folder.
#[derive(Clone, Debug)]
pub struct Unattended {
    autostart: PathBuf,
    units: PathBuf,
    name: String,
    /// The data folder, where it is not the usual one.
    home: Option<PathBuf>,
}

impl Unattended {
    /// Those of a data folder; `None`: this system has no such files, or no place for them.
    pub fn of(home: &Path) -> Option<Self> {
        let config = cfg!(target_os = "linux").then(BaseDirs::new).flatten()?.config_dir().to_owned();
        Some(Self::below(&config, home, crate::desk::usual_home().as_deref()))
    }

    fn below(config: &Path, home: &Path, usual: Option<&Path>) -> Self {
        let home = Some(home).filter(|home| Some(*home) != usual).map(Path::to_owned);
        let distinct = home.as_deref().map(|home| {
            let hash = hex::encode(Sha256::digest(home.as_os_str().as_encoded_bytes()));
            format!("-{}", &hash[..DISTINCT])
        });
        Self {
            autostart: config.join("autostart"),
            units: config.join("systemd/user"),
            name: format!("com.linkdesk.desktop{}", distinct.unwrap_or_default()),
            home,
        }
    }

    /// The timer's unit, as the user's manager knows it.
    pub fn timer_unit(&self) -> String {
        format!("{}.timer", self.name)
    }

    /// Whether the app starts at login.
    pub fn at_login(&self) -> Started {
        standing(&self.login_file(), "Exec=", &from_entry)
    }

    /// Whether the timer renews what is due.
    pub fn timer(&self) -> Started {
        match self.timer_file().try_exists() {
            Ok(true) => standing(&self.service_file(), "ExecStart=", &from_unit),
            Ok(false) => Started::Off,
            Err(_) => Started::Broken,
        }
    }

    /// Lets the desktop start this program at login, without a window.
    pub fn start_at_login(&self, program: &Path) -> io::Result<()> {
        let command = self.command(program, &["--background"], in_entry)?;
        // `X-GNOME-Autostart-enabled` is what GNOME's own tool turns off.
        let text = format!(
            "[Desktop Entry]\nType=Application\nName=Linkdesk\nComment=Keeps accounts linked\nExec={command}\n\
             Terminal=false\nX-GNOME-Autostart-enabled=true\n"
        );
        write(&self.login_file(), &text)
    }

    /// Lets it no longer.
    pub fn stay_off_at_login(&self) -> io::Result<()> {
        remove(&self.login_file())
    }

    /// Writes the timer that lets this command line renew what is due, every half an hour and after the computer was off.
    pub fn write_timer(&self, linkdesk: &Path) -> io::Result<()> {
        let command = self.command(linkdesk, &["--no-input", "--quiet", "refresh", "--due"], in_unit)?;
        // Codes 3 and 4 say that a person or some time is needed: told in the list, and no fault of the unit.
        let service = format!(
            "[Unit]\nDescription=Linkdesk: renew the accounts that are due\n\n\
             [Service]\nType=oneshot\nExecStart={command}\nSuccessExitStatus=3 4\nNice=10\n"
        );
        let timer = "[Unit]\nDescription=Linkdesk: keep accounts linked while the app is closed\n\n\
             [Timer]\nOnCalendar=*:0/30\nRandomizedDelaySec=300\nPersistent=true\n\n\
             [Install]\nWantedBy=timers.target\n";
        write(&self.service_file(), &service)?;
        write(&self.timer_file(), timer)
    }

    /// Removes the timer, and the link by which the user's manager begins it.
    pub fn remove_timer(&self) -> io::Result<()> {
        remove(&self.units.join("timers.target.wants").join(self.timer_unit()))?;
        remove(&self.timer_file())?;
        remove(&self.service_file())
    }

    fn login_file(&self) -> PathBuf {
        self.autostart.join(format!("{}.desktop", self.name))
    }

    fn service_file(&self) -> PathBuf {
        self.units.join(format!("{}.service", self.name))
    }

    fn timer_file(&self) -> PathBuf {
        self.units.join(self.timer_unit())
    }

    fn command(&self, program: &Path, arguments: &[&str], quoted: fn(&str) -> String) -> io::Result<String> {
        let mut words = vec![plain(program)?];
        if let Some(home) = &self.home {
            words.extend(["--home", plain(home)?]);
        }
        words.extend(arguments);
        Ok(words.into_iter().map(quoted).collect::<Vec<_>>().join(" "))
    }
}

/// A path that can stand in a line of text.
fn plain(path: &Path) -> io::Result<&str> {
    let text = path.to_str().filter(|text| !text.chars().any(char::is_control));
    text.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "its path cannot be written in one line"))
}

/// One word of `Exec` (Desktop Entry Specification 1.5, "The Exec key"): quoted, and escaped once more as any text there.
fn in_entry(word: &str) -> String {
    let quoted: String = word
        .chars()
        .map(|letter| match letter {
            '"' | '`' | '$' | '\\' => format!("\\{letter}"),
            '%' => "%%".to_owned(),
            other => other.to_string(),
        })
        .collect();
    format!("\"{}\"", quoted.replace('\\', "\\\\"))
}

/// One word of `ExecStart` (systemd.service(5), "Command lines").
fn in_unit(word: &str) -> String {
    let quoted = word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    format!("\"{quoted}\"")
}

/// The first word of `Exec`, as [`in_entry`] wrote it.
fn from_entry(line: &str) -> Option<String> {
    unquoted(&line.replace("\\\\", "\\")).map(|word| word.replace("%%", "%"))
}

/// The first word of `ExecStart`, as [`in_unit`] wrote it.
fn from_unit(line: &str) -> Option<String> {
    unquoted(line).map(|word| word.replace("%%", "%").replace("$$", "$"))
}

/// What stands between the first quotes, without its escapes.
fn unquoted(line: &str) -> Option<String> {
    let mut letters = line.strip_prefix('"')?.chars();
    let mut word = String::new();
    loop {
        match letters.next()? {
            '"' => return Some(word),
            '\\' => word.push(letters.next()?),
            other => word.push(other),
        }
    }
}

fn standing(file: &Path, key: &str, program: &dyn Fn(&str) -> Option<String>) -> Started {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Started::Off,
        Err(_) => return Started::Broken,
    };
    let program = text.lines().find_map(|line| line.strip_prefix(key)).and_then(program);
    if program.is_some_and(|program| Path::new(&program).is_file()) { Started::On } else { Started::Broken }
}

/// Writes a file in place of the one that may be there, whole or not at all.
fn write(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let unfinished = file.with_extension(format!("{:x}.new", Clock::default().since_boot().as_nanos()));
    let written = fs::File::create_new(&unfinished)
        .and_then(|mut writer| writer.write_all(text.as_bytes()).and_then(|()| writer.sync_all()))
        .and_then(|()| fs::rename(&unfinished, file));
    written.inspect_err(|_| drop(fs::remove_file(&unfinished)))
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(folder: &Path, name: &str) -> PathBuf {
        let program = folder.join(name);
        fs::write(&program, "").expect("a file of the test");
        program
    }

    #[test]
    fn a_program_with_a_strange_name_is_started_and_found_again() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let files = Unattended::below(&folder.path().join("config"), Path::new("/usual"), Some(Path::new("/usual")));
        assert_eq!((files.at_login(), files.timer()), (Started::Off, Started::Off));
        for name in ["plain", "two words", "50% \"off\" $HOME `id` \\n", "đường dẫn"] {
            let program = program(folder.path(), name);
            files.start_at_login(&program).expect("it is written");
            files.write_timer(&program).expect("it is written");
            assert_eq!((files.at_login(), files.timer()), (Started::On, Started::On), "{name}");
            fs::remove_file(program).expect("it is ours");
            assert_eq!((files.at_login(), files.timer()), (Started::Broken, Started::Broken), "{name}");
        }
        files.stay_off_at_login().expect("it goes");
        files.remove_timer().expect("it goes");
        files.remove_timer().expect("once more does no harm");
        assert_eq!((files.at_login(), files.timer()), (Started::Off, Started::Off));
        assert_eq!(fs::read_dir(folder.path().join("config/systemd/user")).expect("it is there").count(), 0);
    }

    #[test]
    fn words_are_quoted_as_each_reader_wants_them() {
        assert_eq!(in_entry(r#"a"b$c\d%e"#), r#""a\\"b\\$c\\\\d%%e""#);
        assert_eq!(in_unit(r#"a"b$c\d%e"#), r#""a\"b$$c\\d%%e""#);
    }

    #[test]
    fn another_data_folder_has_files_of_its_own() {
        let config = Path::new("/config");
        let of = |home: &str| Unattended::below(config, Path::new(home), Some(Path::new("/usual")));
        assert_eq!(of("/usual").timer_unit(), "com.linkdesk.desktop.timer");
        assert_ne!(of("/other").timer_unit(), of("/third").timer_unit());
        let command = of("/other").command(Path::new("/bin/linkdesk"), &["refresh"], in_unit).expect("it is plain");
        assert_eq!(command, r#""/bin/linkdesk" "--home" "/other" "refresh""#);
        let broken = of("/usual").command(Path::new("/bin/link\ndesk"), &[], in_unit);
        assert_eq!(broken.expect_err("no line holds it").kind(), io::ErrorKind::InvalidInput);
    }
}
