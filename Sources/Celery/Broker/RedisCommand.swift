/// What is sent to the broker: these two, and nothing else ever.
enum RedisCommand: Sendable, Hashable {
  /// `LPUSH`: puts a message behind those that wait.
  case push(key: String, String)
  /// `LLEN`: how many messages wait.
  case length(key: String)

  /// The arguments of a `redis-cli` of this machine, which takes the message from its input.
  var arguments: [String] {
    switch self {
    case .push(let key, _): ["-x", "LPUSH", key]
    case .length(let key): ["LLEN", key]
    }
  }

  /// What that one reads.
  var input: String {
    if case .push(_, let text) = self { text } else { "" }
  }

  /// The command as a line that a `redis-cli` behind another command reads.
  ///
  /// Nothing stands among its arguments: a shell in between, as that of `ssh`, would take the quotes away, and with `-x`
  /// a command that passes no input on, as `docker exec` without `-i`, would push an empty text, which ends a worker. A
  /// line that is cut off has an open quote, and is not run.
  var line: String {
    switch self {
    case .push(let key, let text): "LPUSH \(Self.quoted(key)) \(Self.quoted(text))\n"
    case .length(let key): "LLEN \(Self.quoted(key))\n"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: result.unicodeScalars.append(UnicodeScalar(byte))
      default: result += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return result + "\""
  }
}
