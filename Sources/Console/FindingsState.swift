import LearnerRecords
import OpenEdX

/// What the place Findings holds.
struct FindingsState: Sendable {
  /// The groups, the most rows first.
  var groups = ListState<FindingGroup> { group in
    "\(group.finding.rawValue) \(group.subjectText) \(group.programs.map(\.title).joined(separator: " "))"
  } findings: {
    $0.foundTogether
  }
  /// How fresh the groups are.
  var counting = Freshness()
  /// The learners of the group at hand.
  var learners = Self.emptyLearners
  /// How fresh they are.
  var reading = Freshness()
  /// Whether the group has more learners than were read.
  var hasMore = false
  /// How many learners are asked for.
  var limit = Self.pageSize
  /// The run on which the cursor is to be when the record comes.
  var wantedRun: String?

  /// Learners that are read at a time.
  static let pageSize = 1000

  init() { groups.setLimit(.drift) }

  static var emptyLearners: ListState<FindingLearner> {
    ListState {
      "\($0.person.username) \($0.person.fullName) \($0.person.email)"
    } findings: {
      Set($0.findings)
    }
  }

  /// The group of an identity, as it was counted last.
  func group(_ id: FindingGroup.ID) -> FindingGroup? { groups.rows.first { $0.id == id } }
}

extension FindingGroup {
  /// What a limit looks at: a blocker is met under the drift that it blocks, an explanation only by itself.
  var foundTogether: Set<Finding> { finding.kind == .explanation ? [finding] : together }
}
