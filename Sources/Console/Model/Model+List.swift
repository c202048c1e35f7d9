import LearnerRecords
import OpenEdX

extension Model {
  /// What can be said of the list at hand.
  var list: any ListInfo {
    switch place {
    case .programs: programs
    case .learners: learners
    case .record: rows
    case .people: people
    case .person: personPrograms
    case .groups: findings.groups
    case .group: findings.learners
    case .queue, .race: engineRoom.section == .log ? engineRoom.log : engineRoom.tasks
    }
  }

  /// Changes the list at hand.
  mutating func edit(_ edit: ListEdit) {
    switch place {
    case .programs: programs.apply(edit)
    case .learners: learners.apply(edit)
    case .record: rows.apply(edit)
    case .people: people.apply(edit)
    case .person: personPrograms.apply(edit)
    case .groups: findings.groups.apply(edit)
    case .group: findings.learners.apply(edit)
    case .queue: engineRoom.apply(edit)
    case .race: break
    }
  }

  /// Remembers what is shown of the list at hand, so that it stands still until the cursor would leave it.
  mutating func settleList() {
    let height = pageHeight
    switch place {
    case .programs: programs.settle(height: height)
    case .learners: learners.settle(height: height)
    case .record: rows.settle(height: height)
    case .people: people.settle(height: height)
    case .person: personPrograms.settle(height: height)
    case .groups: findings.groups.settle(height: height)
    case .group: findings.learners.settle(height: height)
    case .queue: engineRoom.settle(height: height)
    case .race: break
    }
  }

  /// What the list at hand is limited to when the operator asked for nothing.
  var restLimit: RowLimit { place == .groups ? .drift : .all }

  /// Takes the marks of all lists away.
  mutating func clearAllMarks() {
    programs.clearMarks()
    learners.clearMarks()
    rows.clearMarks()
    people.clearMarks()
    personPrograms.clearMarks()
    findings.groups.clearMarks()
    findings.learners.clearMarks()
    engineRoom.tasks.clearMarks()
  }

  static var emptyPrograms: ListState<ProgramSummary> {
    ListState(
      ListTraits(
        contains: { row, needle in needle.isIn(row.title) || row.isOf(needle) },
        findings: { FindingSet(($0.counts?.findings ?? [:]).keys) },
        fields: [
          "title": { $1.isIn($0.title) },
          "org": { $0.isOf($1) },
          "status": { $1.isIn($0.status) },
          "type": { $1.isIn($0.type) },
        ],
        columns: ProgramsView.columns
      )
    )
  }

  static var emptyLearners: ListState<LearnerRow> {
    ListState(
      ListTraits(
        contains: { $0.contains($1) || $0.findings.intersects($1.findings) },
        findings: { $0.findings },
        fields: [
          "user": { $1.isIn($0.username) },
          "name": { $1.isIn($0.fullName) },
          "email": { $1.isIn($0.email) },
        ],
        columns: LearnersView.columns
      )
    )
  }

  static var emptyRows: ListState<CourseRow> {
    ListState(
      ListTraits(
        contains: { row, needle in
          needle.isIn(row.row.name) || needle.isIn(row.row.school) || needle.isIn(row.row.courseID)
            || row.row.runs.contains { needle.isIn($0.courseRun) }
            || FindingSet(row.findings).intersects(needle.findings)
        },
        findings: { FindingSet($0.findings) },
        fields: [
          "course": { $1.isIn($0.row.name) },
          "run": { row, needle in row.row.runs.contains { needle.isIn($0.courseRun) } },
          "org": { row, needle in
            needle.isIn(row.row.school)
              || row.row.runs.contains { needle.isIn((try? CourseKey($0.courseRun))?.org ?? "") }
          },
          "status": { $1.isIn($0.row.status.rawValue) },
        ],
        columns: RecordView.columns
      )
    )
  }

  static var emptyPeople: ListState<LearnerPerson> {
    // The index has looked for the text, in names that are not shown, too.
    ListState(ListTraits(contains: { _, _ in true }, findings: { _ in [] }, fields: [:], columns: PeopleView.columns))
  }

  static var emptyPersonPrograms: ListState<LearnerPrograms.Entry> {
    ListState(
      ListTraits(
        contains: { $1.isIn($0.title) },
        findings: { FindingSet($0.summary.findings) },
        fields: ["title": { $1.isIn($0.title) }, "list": { $1.isIn($0.listWord ?? "not in the list") }],
        columns: PersonView.columns
      )
    )
  }
}

extension ProgramSummary {
  /// Whether one of its organizations is called so, by its name or by its key.
  fileprivate func isOf(_ needle: Needle) -> Bool {
    organizations.contains(where: needle.isIn) || organizationKeys.contains(where: needle.isIn)
  }
}
