//! Whether there is any network at all, so that nothing is begun by itself when nobody can answer. What a person asks for
//! is tried all the same: a host may have a name of its own on this very computer.

/// Whether this computer has a way out. `true` where that cannot be told: a call says it then.
#[cfg(target_os = "linux")]
pub(crate) fn is_up() -> bool {
    match (std::fs::read_to_string("/proc/net/route"), std::fs::read_to_string("/proc/net/ipv6_route")) {
        (Err(_), Err(_)) => true,
        (four, six) => routes::any(&four.unwrap_or_default(), &six.unwrap_or_default()),
    }
}

/// Whether this computer has a way out. `true` where that cannot be told: a call says it then.
#[cfg(not(target_os = "linux"))]
pub(crate) const fn is_up() -> bool {
    true
}

/// The routing tables as Linux writes them (proc(5), `/proc/net/route`).
#[cfg(target_os = "linux")]
mod routes {
    /// `RTF_UP` and `RTF_REJECT` of `linux/route.h`.
    const UP: u32 = 0x0001;
    const REJECT: u32 = 0x0200;

    /// Whether a route leads off this computer.
    pub(super) fn any(four: &str, six: &str) -> bool {
        four.lines().skip(1).any(leads_out_4) || six.lines().any(leads_out_6)
    }

    /// Interface, destination, gateway, flags, …
    fn leads_out_4(line: &str) -> bool {
        let mut columns = line.split_whitespace();
        let interface = columns.next().unwrap_or("lo");
        interface != "lo" && columns.nth(2).is_some_and(usable)
    }

    /// Destination, its length, …, flags, interface. Addresses of a link (`fe80::/10`) and of groups
    /// (`ff00::/8`) lead nowhere.
    fn leads_out_6(line: &str) -> bool {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [destination, .., flags, interface] = columns.as_slice() else { return false };
        *interface != "lo" && !destination.starts_with("fe8") && !destination.starts_with("ff") && usable(flags)
    }

    fn usable(flags: &str) -> bool {
        u32::from_str_radix(flags, 16).is_ok_and(|flags| flags & UP != 0 && flags & REJECT == 0)
    }

    #[cfg(test)]
    mod tests {
        use super::any;

        const HEAD: &str = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

        fn four(line: &str) -> bool {
            any(&format!("{HEAD}{line}\n"), "")
        }

        #[test]
        fn a_route_off_this_computer_is_a_network() {
            assert!(four("wlan0\t00000000\t0102A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0"));
            assert!(
                four("eth0\t0002A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0"),
                "one's own network may have the provider"
            );
            assert!(any(
                HEAD,
                "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003 wlan0\n"
            ));
        }

        #[test]
        fn without_one_there_is_none() {
            assert!(!any(HEAD, ""));
            assert!(!four("lo\t0000007F\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0"));
            assert!(!four("eth0\t00000000\t0102A8C0\t0000\t0\t0\t0\t00000000\t0\t0\t0"), "a route that is down");
            let refused = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200 lo\n";
            let link = "fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001 wlan0\n";
            assert!(!any(HEAD, &format!("{refused}{link}")));
        }
    }
}
