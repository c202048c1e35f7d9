import LearnerRecords
import Terminal

extension Model {
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

  /// The filter of the list at hand.
  var filter: String {
    switch place {
    case .programs: programs.filter
    case .learners: learners.filter
    case .record: rows.filter
    }
  }

  mutating func setFilter(_ text: String) {
    switch place {
    case .programs: programs.setFilter(text)
    case .learners: learners.setFilter(text)
    case .record: rows.setFilter(text)
    }
  }

  mutating func pressInSearch(_ key: Key) -> [Effect] {
    switch key {
    case .character(let character): setFilter(filter + String(character))
    case .backspace: setFilter(String(filter.dropLast()))
    case .enter: isSearching = false
    case .escape:
      isSearching = false
      setFilter("")
    case .up: move(by: -1)
    case .down: move(by: 1)
    default: break
    }
    return []
  }
}
