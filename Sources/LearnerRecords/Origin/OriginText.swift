import DatabaseFile
import OpenEdX

/// How old a deployment's data is, in words.
package struct OriginText: Sendable {
  private let origin: SyncOrigin

  /// Takes what is to be told.
  package init(_ origin: SyncOrigin) { self.origin = origin }

  /// `copy of 2 days ago`; for a header. Of two sides the older one counts.
  ///
  /// - Parameter now: what the age is counted to.
  package func short(now: UTCTime) -> String {
    guard let snapshot = origin.snapshot else { return "copy imported \(age(of: taken, now))" }
    return "copy of \(age(of: snapshot, now))"
  }

  /// The same with where each side is from, in sentences.
  ///
  /// - Parameters:
  ///   - now: what the age is counted to.
  ///   - zone: the zone of the moments.
  package func line(now: UTCTime, in zone: DisplayZone = .utc) -> String {
    let lms = side(origin.lms, zone)
    let credentials = side(origin.credentials, zone)
    let from = origin.isOneMoment ? lms : "LMS from \(lms); Credentials from \(credentials)"
    var text = "Data: \(short(now: now)) (\(from))."
    if let moment = origin.judgeableUntil {
      text += " What changed after \(Self.text(moment, zone)) is too new to judge."
    } else if !origin.isOneMoment {
      text += " The moments are not known: a row that changed between them can look lost or orphaned."
    }
    return text
  }

  private var taken: UTCTime {
    origin.lms.taken.microseconds < origin.credentials.taken.microseconds ? origin.lms.taken : origin.credentials.taken
  }

  private func side(_ side: SideOrigin, _ zone: DisplayZone) -> String {
    var parts = [side.source]
    if let server = side.server { parts.append(server) }
    if let snapshot = side.snapshot { parts.append(Self.text(snapshot, zone)) }
    return parts.joined(separator: ", ")
  }

  private static func text(_ moment: UTCTime, _ zone: DisplayZone) -> String {
    zone.text(String(moment.databaseText.prefix(16)) + " UTC")
  }

  private func age(of time: UTCTime, _ now: UTCTime) -> String {
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
