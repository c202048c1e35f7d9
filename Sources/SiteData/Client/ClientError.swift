/// Why a site's database could not be read: what happened, where, while what was done, and what to do about it.
package struct ClientError: Error, Sendable, Hashable {
  /// What happened.
  package enum Cause: Sendable, Hashable {
    /// The server or the client program reported an error by its number.
    case reported(Int, String)
    /// The program is not there or cannot be started.
    case notStarted(String)
    /// The program ended by itself with this status, and with this said.
    case ended(String, said: String)
    /// Nothing came for so many seconds.
    case silent(Int)
    /// Something else stands in the output than results, e.g. this line.
    case noise(String)
    /// The program runs on a terminal, which changes what it writes.
    case terminal
    /// The server reported an error that the program has passed over.
    case passedOver
    /// A result that cannot be what the server sent.
    case garbled(String)
    /// TLS was asked for and the connection has none.
    case notEncrypted
    /// The system refused something.
    case system(String)
  }

  /// What happened.
  package let cause: Cause
  /// Which database, as it is configured.
  package var server = ""
  /// What was being done, e.g. `reading certificates_generatedcertificate`.
  package var doing = ""

  init(_ cause: Cause) { self.cause = cause }

  /// The number that the server or the client program gave; nil for other causes.
  package var number: Int? {
    guard case .reported(let number, _) = cause else { return nil }
    return number
  }

  /// Whether it may pass by itself: a server that restarts, a connection that was cut, a lock.
  package var mayPass: Bool {
    switch cause {
    case .reported(let number, _): Self.passing.contains(number)
    case .silent: true
    case .ended(_, let said): said.isEmpty
    default: false
    }
  }

  private static let passing: Set<Int> = [
    1040, 1053, 1077, 1158, 1159, 1160, 1161, 1203, 1205, 1213, 1226, 1317, 1412, 1927, 1969, 2002, 2003, 2006, 2013,
    2055, 3024, 3169, 4031,
  ]

  /// Reads what the client program wrote to its standard error before it ended.
  ///
  /// - Parameters:
  ///   - said: all that it wrote, or the end of it.
  ///   - status: how it ended, in words.
  init(said: String, status: String) {
    let lines = said.split(whereSeparator: \.isNewline).map(String.init)
    let told = lines.filter { !Self.isWarning($0) }.suffix(3).joined(separator: " ")
    cause = lines.lazy.compactMap(Self.report).first ?? .ended(status, said: String(told.prefix(400)))
  }

  private static func report(_ line: String) -> Cause? {
    guard let match = line.firstMatch(of: /ERROR (\d{4,5})(?: \([0-9A-Z]{5}\))?(?: at line \d+)?: (.*)/),
      let number = Int(match.1)
    else { return nil }
    return .reported(number, String(match.2.prefix(300)))
  }

  /// Options that only the other client program knows are given so that they are skipped with a warning.
  private static func isWarning(_ line: String) -> Bool {
    line.hasPrefix("Warning:") || line.contains("[Warning]") || line.hasPrefix("WARNING:")
  }
}
