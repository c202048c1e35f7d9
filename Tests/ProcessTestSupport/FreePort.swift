import Foundation
import Glibc
import Synchronization

/// Ports of this machine for servers of the tests.
///
/// They lie below those that the system gives to connections and to servers that ask for any: a server needs some time
/// before it takes its port, and takes the same one again after it was killed.
package enum FreePort {
  private static let given = Mutex<Set<Int>>([])

  /// A port that nobody has now, and that no other test of this process is given.
  package static func find() throws -> Int {
    for _ in 0..<1000 {
      let port = Int.random(in: 10_000..<32_000)
      guard isFree(port), given.withLock({ $0.insert(port).inserted }) else { continue }
      return port
    }
    throw TiedProcessTrouble("no free port")
  }

  private static func isFree(_ port: Int) -> Bool {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = UInt16(port).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
