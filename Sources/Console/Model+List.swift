import LearnerRecords

extension Model {
  /// What can be said of the list at hand.
  var list: any ListInfo {
    switch place {
    case .programs: programs
    case .learners: learners
    case .record: rows
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
    case .groups: findings.groups.apply(edit)
    case .group: findings.learners.apply(edit)
    case .queue: engineRoom.apply(edit)
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
    findings.groups.clearMarks()
    findings.learners.clearMarks()
    engineRoom.tasks.clearMarks()
  }

  static var emptyPrograms: ListState<ProgramSummary> {
    ListState {
      $0.title + " " + $0.organizations.joined(separator: " ")
    } findings: {
      Set(($0.counts?.findings ?? [:]).keys)
    }
  }

  static var emptyLearners: ListState<LearnerSummary> {
    ListState {
      "\($0.person.username) \($0.person.fullName) \($0.person.email)"
    } findings: {
      $0.findings
    }
  }

  static var emptyRows: ListState<CourseRow> {
    ListState {
      "\($0.row.name) \($0.row.courseID)"
    } findings: {
      Set($0.findings)
    }
  }
}
