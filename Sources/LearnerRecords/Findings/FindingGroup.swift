import OpenEdX

/// Rows that have a finding for one reason: all those of a course run, of a program, or of a setting.
///
/// A course run that is in several programs is one group, which names them all, so that no row counts twice.
package struct FindingGroup: Sendable, Hashable, Identifiable {
  /// What the rows have in common beside the finding.
  package enum Subject: Sendable, Hashable {
    /// The LMS's `CredentialsApiConfig`, which holds for all runs.
    case lms
    /// The site configuration of an organization, which holds for all its runs.
    case organization(ExactText)
    /// A course run, and with it its certificate configuration.
    case courseRun(ExactText)
    /// A program.
    case program(ProgramUUID)
  }

  /// Which group it is, however many rows it has at the moment.
  package struct ID: Sendable, Hashable {
    /// What was found.
    package let finding: Finding
    /// In what.
    package let subject: Subject

    /// Names a group.
    package init(_ finding: Finding, _ subject: Subject) {
      self.finding = finding
      self.subject = subject
    }
  }

  /// A program of the group's rows.
  package struct Program: Sendable, Hashable {
    /// Its identity.
    package let uuid: ProgramUUID
    /// Its title.
    package let title: String

    /// Names a program.
    package init(uuid: ProgramUUID, title: String) {
      self.uuid = uuid
      self.title = title
    }
  }

  /// Which group it is.
  package let id: ID
  /// The programs in which the learners see the rows, by title; of a setting none is named.
  package let programs: [Program]
  /// The certificate configuration on which the finding rests; nil when it rests on none.
  package internal(set) var configuration: Int64?
  /// Rows with the finding.
  package internal(set) var rows = 0
  /// Learners with such a row.
  package internal(set) var learners = 0
  /// Rows of which a backfill repairs the finding, when asked for it where it must be.
  package internal(set) var repairableRows = 0
  /// How many rows have each blocker; a row may have several.
  package internal(set) var blockers: [Finding: Int] = [:]
  /// How many of the rows have a certificate that the LMS changed last in each month, by `2026-06`: about when the finding
  /// began. Only of drift.
  package internal(set) var months: [String: Int] = [:]
  /// Drift and blockers that were found in the rows, the group's own finding included.
  package internal(set) var together: Set<Finding> = []
  /// What keeps the program out of the learners' lists, of the rows of `program-unlisted`.
  package internal(set) var unlistedCauses: Set<UnlistedCause> = []

  /// Begins a group without rows.
  package init(id: ID, programs: [Program] = [], configuration: Int64? = nil) {
    self.id = id
    self.programs = programs
    self.configuration = configuration
    together = [id.finding]
  }

  /// What was found.
  package var finding: Finding { id.finding }

  /// What the rows have in common, as a person would name it.
  package var subjectText: String {
    switch id.subject {
    case .lms: "the LMS's CredentialsApiConfig"
    case .organization(let name): "site configuration of \(name.text)"
    case .courseRun(let key): key.text
    case .program(let uuid): programs.first?.title ?? uuid.hex
    }
  }

  /// Drift and blockers first, then what the LMS owes, and explanations last; of each the most rows first.
  static func precedes(_ left: FindingGroup, _ right: FindingGroup) -> Bool {
    let (leftPart, rightPart) = (part(left.finding.kind), part(right.finding.kind))
    if leftPart != rightPart { return leftPart < rightPart }
    if left.rows != right.rows { return left.rows > right.rows }
    if left.finding != right.finding { return place(left.finding) < place(right.finding) }
    guard CodePoints.equal(left.subjectText, right.subjectText) else {
      return CodePoints.precedes(left.subjectText, right.subjectText)
    }
    // Two programs may have one title.
    return left.programs.first?.uuid.hex ?? "" < right.programs.first?.uuid.hex ?? ""
  }

  private static func part(_ kind: Finding.Kind) -> Int {
    switch kind {
    case .drift, .blocker: 0
    case .lms: 1
    case .explanation: 2
    }
  }

  private static func place(_ finding: Finding) -> Int { Finding.allCases.firstIndex(of: finding) ?? 0 }
}
