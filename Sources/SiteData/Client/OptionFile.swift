import OpenEdX

/// The option file that tells the client program where to connect, and with what password.
///
/// It is never on the disk: it stands in a pipe, which the child opens by its path under `/proc`. Arguments can be seen
/// by everybody on the machine and the environment by every process of the same account.
struct OptionFile: Sendable {
  /// Which client program reads it: the two differ in their words for TLS.
  enum Dialect: Sendable, Hashable {
    case mariadb
    case mysql
  }

  let text: String

  /// Writes the options of an address.
  init(_ address: ServerAddress, _ dialect: Dialect) {
    var lines = ["[client]", "user=\(Self.quoted(address.user))"]
    if let password = address.password { lines.append("password=\(Self.quoted(password.revealed))") }
    if let socket = address.socket {
      lines += ["socket=\(Self.quoted(socket))", "protocol=socket"]
    } else {
      lines += ["host=\(Self.quoted(address.host))", "port=\(address.port)", "protocol=tcp"]
    }
    lines += dialect == .mariadb ? Self.mariadbTLS(address) : Self.mysqlTLS(address)
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func mariadbTLS(_ address: ServerAddress) -> [String] {
    switch address.tls {
    // Newer clients verify unasked, and would refuse the certificate that a server makes for itself.
    case nil: ["disable-ssl-verify-server-cert"]
    case .verify: ["ssl", "ssl-verify-server-cert"] + authorities(address.authorities)
    case .unverified: ["ssl", "disable-ssl-verify-server-cert"]
    case .off: ["disable-ssl"]
    }
  }

  private static func mysqlTLS(_ address: ServerAddress) -> [String] {
    switch address.tls {
    case nil: ["ssl-mode=PREFERRED", "get-server-public-key"]
    // This client takes no system-wide authorities unless it is given their file.
    case .verify: ["ssl-mode=VERIFY_IDENTITY"] + authorities(address.authorities ?? systemAuthorities)
    case .unverified: ["ssl-mode=REQUIRED"]
    case .off: ["ssl-mode=DISABLED"]
    }
  }

  private static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"

  private static func authorities(_ path: String?) -> [String] { path.map { ["ssl-ca=\(quoted($0))"] } ?? [] }

  /// Unquoted, `#` would begin a comment.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
