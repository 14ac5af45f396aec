//! How a program that may have the store open comes to its end.

use std::io::{self, Write as _};

/// Ends the process with this code, without what the C library does at an ordinary end.
///
/// There SQLCipher frees its keys and locks (`atexit`), although the thread of a connection may still close the file or
/// write to it: the process then dies of a segmentation fault, and a script gets 139 for an exit code. SQLite is made
/// for a process that ends at once, so that is how every program of ours ends. What is buffered is written first.
pub fn leave(code: u8) -> ! {
    // Nobody is left who could be told that the output is gone.
    drop(io::stdout().flush());
    drop(io::stderr().flush());
    signal_hook::low_level::exit(i32::from(code))
}
