import OpenEdX

/// What a backfill would do: which course runs of which learners are posted again, and which are left out and why.
public struct BackfillPlan: Sendable {
  /// A (learner, course run), as it was found.
  public struct Row: Sendable, Hashable {
    /// The learner, as the LMS spells the name.
    public let username: String
    /// The run, as the LMS certificate spells it.
    public let courseRunKey: String
    /// What was found.
    public let assessment: RunAssessment

    /// Takes a row as it was found.
    public init(username: String, courseRunKey: String, assessment: RunAssessment) {
      self.username = username
      self.courseRunKey = courseRunKey
      self.assessment = assessment
    }

    /// The finding that a post mends.
    public var repairs: Finding? { assessment.findings.first { $0.isRepairedByDefault } }
  }

  /// Rows to post, in the order given.
  public private(set) var items: [Row] = []
  /// Rows that a post would mend, were it not for their blockers.
  public private(set) var blocked: [Row] = []
  /// Drift that a backfill mends only when asked for by name, or never: how many rows have it.
  public private(set) var notAskedFor: [Finding: Int] = [:]

  /// Begins with nothing.
  public init() {}

  /// Makes a plan of these rows.
  public init(_ rows: some Sequence<Row>) {
    for row in rows { add(row) }
  }

  /// Takes a row in.
  public mutating func add(_ row: Row) {
    if row.repairs != nil {
      if row.assessment.blockers.isEmpty { items.append(row) } else { blocked.append(row) }
      return
    }
    for finding in row.assessment.findings where finding.kind == .drift { notAskedFor[finding, default: 0] += 1 }
  }

  /// How many rows each blocker keeps from being posted; a row may have several.
  public var blockers: [(finding: Finding, rows: Int)] {
    Finding.allCases.compactMap { finding in
      let count = blocked.count { $0.assessment.blockers.contains(finding) }
      return count == 0 ? nil : (finding, count)
    }
  }

  /// The tasks of the plan.
  var requests: [TaskRequest] {
    items.map { .awardCourseCertificate(username: $0.username, courseRunKey: $0.courseRunKey) }
  }
}
