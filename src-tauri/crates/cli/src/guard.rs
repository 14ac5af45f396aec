//! The first lines of the process: what it holds in memory stays there, what it writes is for its user alone.

/// No core dump, no reading of this process by others of the same user, no file that others may read.
#[cfg(unix)]
pub(crate) fn close_the_doors() {
    use rustix::fs::Mode;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit, umask};

    let maximum = getrlimit(Resource::Core).maximum;
    // Where the system refuses, the next line still stands, and there is nothing better to do than to go on.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    umask(Mode::RWXG | Mode::RWXO);
}

/// Windows keeps other users out by the folder's own rights.
#[cfg(not(unix))]
pub(crate) fn close_the_doors() {}
