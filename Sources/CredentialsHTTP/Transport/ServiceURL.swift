#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The address of a service, checked before anything is sent to it: scheme, host, port and perhaps a path before the
/// API's own.
package struct ServiceURL: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  package let scheme: String
  /// The host in lower case; an IPv6 address without its brackets.
  package let host: String
  /// The port; 80 or 443 when none was written.
  package let port: Int
  /// What stands before the API's paths, without a slash at its end; usually "".
  let prefix: String

  /// Reads an address such as `https://credentials.example.org`.
  ///
  /// - Parameter allowsPlainHTTP: whether `http` is taken for a host that is not loopback. Tokens then cross the network
  ///   readable, so an operator has to ask for it, as for a service inside a private container network.
  /// - Throws: `ServiceURLError`; the text is not repeated where it holds a password.
  package init(_ text: String, allowsPlainHTTP: Bool = false) throws(ServiceURLError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
      throw ServiceURLError("“\(Self.shown(text))” is no URL; write it as https://credentials.example.org")
    }
    guard parts.user == nil, parts.password == nil else {
      throw ServiceURLError("a URL with a user or password is refused: secrets have their own settings")
    }
    guard scheme == "http" || scheme == "https" else {
      throw ServiceURLError("“\(Self.shown(text))” begins with \(scheme): only https and http are known")
    }
    let name = (parts.host ?? "").lowercased().filter { $0 != "[" && $0 != "]" }
    guard !name.isEmpty else { throw ServiceURLError("“\(Self.shown(text))” names no host") }
    guard parts.query == nil, parts.fragment == nil else {
      throw ServiceURLError("“\(Self.shown(text))” has a query or a fragment; give the service's root only")
    }
    if let port = parts.port, !(1...65_535).contains(port) {
      throw ServiceURLError("“\(Self.shown(text))” has the port \(port), which does not exist")
    }
    self.scheme = scheme
    host = name
    port = parts.port ?? (scheme == "https" ? 443 : 80)
    var path = parts.percentEncodedPath
    while path.hasSuffix("/") { path.removeLast() }
    prefix = path
    if scheme == "http", !allowsPlainHTTP, !isLoopback {
      throw ServiceURLError(
        "“\(Self.shown(text))” would send the token unencrypted to \(host); use https, or set credentials.allow_plain_http "
          + "to true for a private network"
      )
    }
  }

  /// Whether the host is this machine: `localhost`, 127.0.0.0/8 or ::1. Other names are not resolved to find out.
  package var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// The host, with its port where that is not the scheme's own.
  package var site: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (scheme == "https" ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// The address as it is used.
  package var description: String { "\(scheme)://\(site)\(prefix)" }

  /// Whether a text can stand in a `Host` header: a name or an address, perhaps with a port.
  static func isHost(_ text: String) -> Bool {
    guard let parts = URLComponents(string: "http://" + text), parts.host?.isEmpty == false else { return false }
    return parts.user == nil && parts.path.isEmpty && parts.query == nil && parts.fragment == nil
      && parts.port.map { (1...65_535).contains($0) } ?? true
  }

  /// The same address by the other scheme, to find out which one is spoken there.
  var otherScheme: ServiceURL { ServiceURL(self, scheme: scheme == "https" ? "http" : "https") }

  private init(_ other: ServiceURL, scheme: String) {
    self.scheme = scheme
    (host, port, prefix) = (other.host, other.port, other.prefix)
  }

  /// The whole address of one of the service's paths.
  package func address(_ path: String, query: String = "") -> String {
    description + path + (query.isEmpty ? "" : "?" + query)
  }

  private static func shown(_ text: String) -> String { text.contains("@") ? "…" : ReadableLine.of(text, limit: 120) }
}

/// Why an address is refused, as one line.
package struct ServiceURLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and what to write instead.
  package let description: String

  init(_ description: String) { self.description = description }
}
