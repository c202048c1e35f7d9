/// Where the monitoring pages are served.
package struct MonitoringAddress: Sendable, Hashable, CustomStringConvertible {
  /// An address or a name.
  package let host: String
  /// The port; 0 takes a free one.
  package let port: Int

  /// The address as it was given, in the form in which a URL holds it.
  package var description: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

  /// Whether nobody on another machine can reach it.
  package var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  /// Reads `HOST:PORT`, `[IPV6]:PORT`, `:PORT` or a port alone; without a host it is loopback.
  ///
  /// - Throws: ``MonitoringAddressError`` that says what is wrong.
  package init(_ text: String) throws(MonitoringAddressError) {
    guard !text.contains("/") else { throw MonitoringAddressError(text, "it is an address, not a URL") }
    guard text.utf8.count < 300 else { throw MonitoringAddressError(String(text.prefix(40)) + "…", "it is too long") }
    let (name, number): (Substring, Substring)
    if let colon = text.lastIndex(of: ":") {
      (name, number) = (text[..<colon], text[text.index(after: colon)...])
    } else {
      (name, number) = ("", text[...])
    }
    guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(number),
      port < 65536
    else { throw MonitoringAddressError(text, "its port is no number from 0 to 65535") }
    self.port = port
    if name.hasPrefix("[") || name.hasSuffix("]") || name.contains(":") {
      let inner = name.dropFirst().dropLast()
      guard name.hasPrefix("["), name.hasSuffix("]"), Self.isIPv6(inner) else {
        throw MonitoringAddressError(text, "its host is no IPv6 address in brackets")
      }
      host = String(inner)
    } else {
      guard name.isEmpty || Self.isName(name) else {
        throw MonitoringAddressError(text, "its host is no name and no address")
      }
      host = name.isEmpty ? "127.0.0.1" : name.lowercased()
    }
  }

  /// Whether it looks like an IPv6 address; the system judges it whole.
  private static func isIPv6(_ text: Substring) -> Bool {
    text.utf8.count >= 2 && text.contains(":")
      && text.unicodeScalars.allSatisfy { $0.properties.isASCIIHexDigit || $0 == ":" || $0 == "." }
  }

  /// Whether it is a name of letters, digits and dashes with dots between, or an IPv4 address.
  private static func isName(_ name: Substring) -> Bool {
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let isPlain = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || isDigit($0) || $0 == "-") }
    }
    // What ends in a number is an IPv4 address or nothing.
    guard isPlain, labels.last?.unicodeScalars.allSatisfy(isDigit) == true else { return isPlain }
    return labels.count == 4 && labels.allSatisfy { UInt8($0) != nil }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

/// An address that makes no sense, in words.
package struct MonitoringAddressError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with it.
  package let description: String

  init(_ text: String, _ reason: String) {
    description = "“\(text)” is not HOST:PORT: \(reason). For example 127.0.0.1:9464."
  }
}
