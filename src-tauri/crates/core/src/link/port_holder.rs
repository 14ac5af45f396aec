//! Which program holds a port, for a message that names it.

use std::net::SocketAddr;

/// The name of the program that listens on an address; `None`: not to be found out (another user's, another system).
#[cfg(target_os = "linux")]
pub(super) fn port_holder(address: SocketAddr) -> Option<String> {
    let table = std::fs::read_to_string(if address.is_ipv4() { "/proc/net/tcp" } else { "/proc/net/tcp6" }).ok()?;
    let port = format!(":{:04X}", address.port());
    // Columns: slot, local address, remote address, state (0A is listening), …, inode in the tenth.
    let inode = table.lines().skip(1).find_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let listens = columns.get(1)?.ends_with(&port) && *columns.get(3)? == "0A";
        listens.then(|| columns.get(9).map(|inode| (*inode).to_owned())).flatten()
    })?;
    let socket = format!("socket:[{inode}]");
    std::fs::read_dir("/proc").ok()?.flatten().find_map(|process| {
        let holds = std::fs::read_dir(process.path().join("fd"))
            .ok()?
            .flatten()
            .any(|file| std::fs::read_link(file.path()).is_ok_and(|target| target.as_os_str() == socket.as_str()));
        let name = std::fs::read_to_string(process.path().join("comm")).ok()?;
        holds.then(|| name.trim().to_owned())
    })
}

/// Only Linux tells without extra rights.
#[cfg(not(target_os = "linux"))]
pub(super) fn port_holder(_address: SocketAddr) -> Option<String> {
    None
}
