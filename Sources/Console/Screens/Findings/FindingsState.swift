import LearnerRecords
import OpenEdX

/// What the place Findings holds.
struct FindingsState: Sendable {
  /// The groups, the most rows first.
  var groups = ListState(
    ListTraits<FindingGroup>(
      contains: { group, needle in
        needle.isIn(group.finding.rawValue) || needle.isIn(group.subjectText)
          || group.programs.contains { needle.isIn($0.title) }
      },
      findings: { FindingSet($0.foundTogether) },
      fields: [
        "program": { group, needle in group.programs.contains { needle.isIn($0.title) } },
        "run": { $1.isIn($0.subjectText) },
        "org": { group, needle in needle.isIn((try? CourseKey(group.subjectText))?.org ?? group.subjectText) },
      ],
      columns: FindingGroupsView.columns
    )
  )
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
    ListState(
      ListTraits(
        contains: { row, needle in
          needle.isIn(row.person.username) || needle.isIn(row.person.fullName) || needle.isIn(row.person.email)
        },
        findings: { FindingSet($0.findings) },
        fields: [
          "user": { $1.isIn($0.person.username) },
          "name": { $1.isIn($0.person.fullName) },
          "email": { $1.isIn($0.person.email) },
          "run": { $1.isIn($0.run?.courseRun ?? "") },
        ],
        columns: FindingLearnersView.columns
      )
    )
  }

  /// The group of an identity, as it was counted last.
  func group(_ id: FindingGroup.ID) -> FindingGroup? { groups.rows.first { $0.id == id } }
}

extension FindingGroup {
  /// What a limit looks at: a blocker is met under the drift that it blocks, an explanation only by itself.
  var foundTogether: Set<Finding> { finding.kind == .explanation ? [finding] : together }
}
