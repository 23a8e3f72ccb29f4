//! Addresses of one's own. Linux answers on all of 127.0.0.0/8, so every test process has a street of its own and its
//! nodes keep their address while they are dead: nobody else can have taken the port.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU8, AtomicU16, Ordering};

/// Below the ports that the kernel gives to outgoing connections.
static NEXT: AtomicU16 = AtomicU16::new(8420);

/// The loopback address of this test process.
pub fn street() -> IpAddr {
    let [_, high, middle, low] = std::process::id().to_be_bytes();
    IpAddr::V4(Ipv4Addr::new(127, 32 + high % 200, middle, low.max(1)))
}

/// A free address on a street of its own: nodes in production are told apart by their host alone.
pub fn villa() -> SocketAddr {
    static NEXT_STREET: AtomicU8 = AtomicU8::new(1);
    let IpAddr::V4(street) = street() else { unreachable!("streets are IPv4") };
    let [_, _, middle, low] = street.octets();
    let ip = Ipv4Addr::new(127, 232 + NEXT_STREET.fetch_add(1, Ordering::Relaxed) % 23, middle, low);
    SocketAddr::new(IpAddr::V4(ip), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A free address in it.
pub fn house() -> SocketAddr {
    loop {
        let address = SocketAddr::new(street(), NEXT.fetch_add(1, Ordering::Relaxed));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
}
