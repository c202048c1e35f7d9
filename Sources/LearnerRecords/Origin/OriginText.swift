import DatabaseFile
import OpenEdX

/// How old a deployment's data is, in words.
package struct OriginText: Sendable {
  private let origin: SyncOrigin
  private let now: UTCTime

  /// - Parameter now: what ages are counted to.
  package init(_ origin: SyncOrigin, now: UTCTime) {
    self.origin = origin
    self.now = now
  }

  /// `copy of 2 days ago`; for a header. Of two sides the older one counts.
  package var short: String {
    guard let snapshot = origin.snapshot else { return "copy taken over \(age(of: taken))" }
    return "copy of \(age(of: snapshot))"
  }

  /// The same with where each side is from, as a sentence.
  package var line: String {
    let lms = side(origin.lms)
    let credentials = side(origin.credentials)
    let isOne = origin.lms.source == origin.credentials.source && origin.lms.snapshot == origin.credentials.snapshot
    let from = isOne ? lms : "LMS from \(lms); Credentials from \(credentials)"
    var text = "Data: \(short) (\(from))."
    if origin.judgeableUntil != nil {
      text += " A row that changed between the two sides' moments can look lost or orphaned."
    }
    return text
  }

  private var taken: UTCTime {
    origin.lms.taken.microseconds < origin.credentials.taken.microseconds ? origin.lms.taken : origin.credentials.taken
  }

  private func side(_ side: SideOrigin) -> String {
    var parts = [side.source]
    if let server = side.server { parts.append(server) }
    if let snapshot = side.snapshot { parts.append(String(snapshot.databaseText.prefix(16)) + " UTC") }
    return parts.joined(separator: ", ")
  }

  private func age(of time: UTCTime) -> String {
    let seconds = (now.microseconds - time.microseconds) / 1_000_000
    switch seconds {
    case ..<60: return "just now"
    case ..<3600: return Self.count(seconds / 60, "minute") + " ago"
    case ..<172_800: return Self.count(seconds / 3600, "hour") + " ago"
    default: return Self.count(seconds / 86_400, "day") + " ago"
    }
  }

  private static func count(_ number: Int64, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
