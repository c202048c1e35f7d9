import LearnerRecords
import OpenEdX

/// A learner of a program in a list that may have hundreds of thousands: no more than what is shown and looked for.
package struct LearnerRow: Identifiable, Sendable, Hashable {
  /// The learner's name, which is its identity.
  package let username: String
  /// The full name and the address, with `partEnd` between them: one text costs half of what two do.
  private let texts: String
  private let nameBytes: Int32
  /// All of it as it is compared in a search; nil when ASCII, where the texts themselves serve.
  private let folded: [UInt8]?
  private let counts: Counts
  /// Whether the page's header says Earned.
  package let isCompleted: Bool
  /// What is said about any of its rows, and about the learner in the program.
  package let findings: FindingSet
  /// The organizations of its runs; most learners share one list of them.
  let organizations: [String]

  private static let partEnd = "\u{1F}"

  private struct Counts: Sendable, Hashable {
    let earned: Int32
    let courses: Int32
    let drift: Int32
    let backfillable: Int32
  }

  /// Keeps of a learner what a list needs.
  package init(_ summary: LearnerSummary) {
    let person = summary.person
    username = person.username
    texts = person.fullName + Self.partEnd + person.email
    let isASCII = texts.utf8.allSatisfy { $0 < 0x80 } && username.utf8.allSatisfy { $0 < 0x80 }
    folded = isASCII ? nil : FoldedText(username + Self.partEnd + texts).bytes
    nameBytes = Int32(clamping: person.fullName.utf8.count)
    counts = Counts(
      earned: Int32(clamping: summary.earnedCourses),
      courses: Int32(clamping: summary.courses),
      drift: Int32(clamping: summary.driftRows),
      backfillable: Int32(clamping: summary.backfillableRows)
    )
    isCompleted = summary.isCompleted
    findings = FindingSet(summary.findings)
    organizations = summary.organizations
  }

  /// The username.
  package var id: String { username }
  /// The full name; may be empty.
  package var fullName: String { String(texts[..<nameEnd]) }
  /// The address; may be empty.
  package var email: String { String(texts[texts.utf8.index(after: nameEnd)...]) }
  /// Courses that the page shows as Earned.
  package var earnedCourses: Int { Int(counts.earned) }
  /// Courses of the program.
  package var courses: Int { Int(counts.courses) }
  /// Rows with a drift.
  package var driftRows: Int { Int(counts.drift) }
  /// Rows that a backfill repairs without being asked for by name.
  package var backfillableRows: Int { Int(counts.backfillable) }

  func contains(_ needle: Needle) -> Bool {
    if let folded { return needle.isIn(folded: folded) }
    return needle.isIn(username) || needle.isIn(texts)
  }

  private var nameEnd: String.Index { texts.utf8.index(texts.startIndex, offsetBy: Int(nameBytes)) }
}
