import OpenEdX

/// One learner in one program, and what is said about it (<doc:Findings#Programs>).
package struct ProgramRecord: Sendable {
  /// What Credentials sends when it is first awarded.
  package struct Mail: Sendable, Hashable {
    /// How many partners of the program's pathways are written to. The learner is, too, where
    /// `SEND_EMAIL_ON_PROGRAM_COMPLETION` is on, a setting outside the databases.
    package let partners: Int

    /// Takes the number.
    package init(partners: Int) { self.partners = partners }
  }

  /// The LMS's spelling of the name, or Credentials' when the LMS does not know the learner.
  package let username: String
  /// The LMS's id; nil when the LMS does not know the learner.
  package let lmsUserID: Int64?
  /// The program.
  package let program: ProgramUUID
  /// Its title.
  package let title: String
  /// What decided.
  package let facts: ProgramFacts
  /// The name on which the awarded program credential hangs, the record's own first; nil when there is none.
  package let credentialUsername: String?
  /// Since when an awarded program credential is visible; nil when never or when there is none.
  package let visibleDate: UTCTime?
  /// The findings that hold, in the order of <doc:Findings>.
  package let findings: [Finding]
  /// What a first award would send; nil where none is due.
  package internal(set) var mail: Mail?
  /// What keeps the program out of the learner's list; empty when `program-unlisted` is not found.
  package let unlistedCauses: Set<UnlistedCause>
  /// What makes the service answer 500 in place of the list or the record; nil when nothing does.
  package let failure: PageFailure?
  /// What had to be matched by other than the same spelling, as sentences.
  package let notes: [String]
  /// The names under which Credentials has rows of the learner, where it has none under the present one.
  package internal(set) var formerNames: [String] = []
  /// Whether Credentials' rows are under another spelling of the name, which the page does not read in this copy.
  package internal(set) var isSpelledOtherwise = false
  /// Which certificates have another mode than their runs' configurations, as sentences.
  package internal(set) var typeNotes: [String] = []
  /// The clock by which the record was judged.
  package let now: UTCTime

  /// Whether LMS and Credentials disagree.
  package var hasDrift: Bool { findings.contains { $0.kind == .drift } }

  /// What keeps a drift from being repaired by a backfill.
  package var blockers: [Finding] { findings.filter { $0.kind == .blocker } }

  /// The line that `audit` prints: username, program_uuid, findings (<doc:Findings>).
  package var findingsJSON: JSONValue {
    [
      "username": .string(username), "program_uuid": .string(program.hex),
      "findings": .array(findings.map { .string($0.rawValue) }),
    ]
  }

  /// The values and dates on which the findings rest, a line each; times are UTC.
  package var evidence: [String] {
    var lines = [
      "LMS: \(facts.completedCourses) of \(facts.certificatesByCourse.count) courses have a passing certificate in a "
        + "relevant mode."
    ]
    lines.append(
      facts.hasActiveConfiguration
        ? "Credentials: the program has an active certificate configuration."
        : "Credentials: the program has no active certificate configuration."
    )
    if facts.isAwarded {
      let when =
        failure == nil
        ? visibleDate.map { "visible from \($0.apiText), now is \(now.apiText)" } : "and the service fails on it"
      lines.append(
        "Credentials: the program credential is awarded, "
          + (when ?? "never visible without a course credential in the program") + "."
      )
    } else {
      lines.append("Credentials: no awarded program credential.")
    }
    if failure?.failsList != true {
      lines.append(
        facts.isListed ? "The program is in the learner's list." : "The program is not in the learner's list."
      )
    }
    if let failure {
      lines.append(failure.text)
    } else if findings.contains(.pageFails) {
      lines.append(
        "Credentials: the program's configuration has no program. The service would fail on the list of a learner who "
          + "is awarded it (500)."
      )
    }
    if findings.contains(.accountMissing) { lines.append("Credentials: no user “\(username)”.") }
    return lines + typeNotes + notes
  }

  /// What the databases cannot tell about the row, as sentences.
  package var unchecked: [String] {
    guard findings.contains(.programAwardLost) else { return [] }
    var lines = [
      "Whether the program has a course without a run in Credentials' catalog: the LMS never counts it as complete then."
    ]
    if findings.contains(.runTypeDiffers) {
      lines.append("Whether the run's type in Discovery is the certificate's mode: Credentials' catalog has no types.")
    }
    return lines
  }
}
