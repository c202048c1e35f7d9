import Foundation
import OpenEdX

/// A database server as a URL names it: `mysql://reader@db.example.org:3306/openedx`.
package struct ServerAddress: Sendable, Hashable {
  /// How the connection is guarded.
  package enum TLS: String, Sendable, CaseIterable {
    /// The server's certificate is verified; the rule beyond this machine.
    case verify
    /// Encrypted, but somebody between can read along, because any certificate is taken.
    case unverified
    /// Not encrypted, unless the server wants it.
    case off
  }

  let user: String
  let host: String
  let port: Int
  /// A Unix socket in place of host and port.
  let socket: String?
  let database: String?
  /// Nil for an account without one.
  package var password: Secret?
  /// Nil on this machine: encrypted where the server offers it.
  package var tls: TLS?
  /// A PEM file of authorities in place of the system's.
  package var authorities: String?

  /// Reads a URL. On this machine TLS is not asked for, beyond it the server's certificate is verified.
  ///
  /// - Throws: `ServerAddressError` that says what is wrong, and never repeats a password.
  package init(_ text: String) throws(ServerAddressError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
      throw ServerAddressError("this is not a URL; it looks like mysql://reader@db.example.org:3306/openedx")
    }
    guard ["mysql", "mariadb"].contains(scheme) else {
      throw ServerAddressError("the URL begins with “\(scheme):”; it has to begin with mysql: or mariadb:")
    }
    guard parts.password == nil else {
      throw ServerAddressError(
        "the URL holds a password, which others could read; put it into a file of its own (…database_password_file)"
      )
    }
    let items = parts.queryItems ?? []
    if let unknown = items.first(where: { $0.name != "socket" }) {
      throw ServerAddressError("the URL has the unknown part “\(unknown.name)=”; known is socket=")
    }
    guard let user = parts.user, !user.isEmpty else {
      throw ServerAddressError("the URL names no account; it looks like mysql://reader@db.example.org:3306/openedx")
    }
    let path = parts.path.drop { $0 == "/" }
    guard !path.contains("/") else {
      throw ServerAddressError("the URL has more than the database's name behind the host")
    }
    self.user = user
    host = Self.unbracketed(parts.host ?? "")
    port = parts.port ?? 3306
    socket = items.first?.value
    database = path.isEmpty ? nil : String(path)
    guard (1...65_535).contains(port) else { throw ServerAddressError("the port is not one from 1 to 65535") }
    guard !host.isEmpty || socket != nil else { throw ServerAddressError("the URL names no host") }
    for value in [user, host, socket ?? "", database ?? ""]
    where value.unicodeScalars.contains(where: { $0.value < 32 }) {
      throw ServerAddressError("the URL holds a control character")
    }
    tls = isLocal ? nil : .verify
  }

  /// Whether what is sent stays on this machine.
  var isLocal: Bool { socket != nil || host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  private static func unbracketed(_ host: String) -> String {
    host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }
}

extension ServerAddress: CustomStringConvertible {
  /// The URL without the password.
  package var description: String {
    let shown = host.contains(":") ? "[\(host)]" : host
    let place = socket.map { "socket \($0)" } ?? "\(shown):\(port)"
    return "mysql://\(user)@\(place)/\(database ?? "")"
  }
}

/// What is wrong with a server's URL.
package struct ServerAddressError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason and how to put it right.
  package let description: String

  init(_ description: String) { self.description = description }
}
