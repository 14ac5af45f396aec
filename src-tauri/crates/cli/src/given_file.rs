//! A file that was named on the command line; `-` is standard input.

use linkdesk_core::Secret;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Reads a file of text of at most this many bytes. `Err`: why not, to be put behind its name.
pub(crate) fn read(path: &Path, largest: u64) -> Result<Secret, String> {
    String::from_utf8(bytes(path, largest)?).map(Secret::from).map_err(|_| "it is not text".to_owned())
}

/// The same of a file that may not be text.
pub(crate) fn bytes(path: &Path, largest: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let source: io::Result<Box<dyn Read>> = if path == Path::new("-") {
        Ok(Box::new(io::stdin()))
    } else {
        File::open(path).map(|file| Box::new(file) as _)
    };
    source
        .and_then(|source| source.take(largest + 1).read_to_end(&mut bytes))
        .map_err(|error| error.kind().to_string())?;
    if bytes.len() as u64 > largest {
        return Err(format!("it is larger than {} kB", largest / 1024));
    }
    Ok(bytes)
}
