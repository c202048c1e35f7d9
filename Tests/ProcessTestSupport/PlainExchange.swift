import Foundation

/// Bytes sent to a port of this machine, and all that came back until the other side closed.
package struct PlainExchange {
  /// What came back.
  package let reply: String

  /// The first line of the reply.
  package var statusLine: String { reply.split(separator: "\r\n").first.map(String.init) ?? "" }

  /// What stands behind the reply's head.
  package var body: String { reply.range(of: "\r\n\r\n").map { String(reply[$0.upperBound...]) } ?? "" }

  /// Sends bytes and reads to the end; blocks.
  ///
  /// - Throws: what the system reports, e.g. of a port where nobody listens.
  package init(port: Int, sending text: String) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    var left = Array(text.utf8)[...]
    while !left.isEmpty {
      let sent = left.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { break }
      left = left.dropFirst(sent)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    reply = String(decoding: bytes, as: UTF8.self)
  }

  /// Asks for a page, with the head's further lines.
  package static func get(_ path: String, port: Int, _ lines: String...) throws -> PlainExchange {
    let head = (["GET \(path) HTTP/1.1", "Host: 127.0.0.1"] + lines).map { $0 + "\r\n" }.joined()
    return try PlainExchange(port: port, sending: head + "\r\n")
  }
}
