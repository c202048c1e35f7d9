import LearnerRecords
import OpenEdX

/// A row of a learner's record, with an identity that outlives a refresh.
package struct CourseRow: Identifiable, Sendable {
  /// The course's name and school, and which of several equal ones it is: the page has one row a course.
  package struct ID: Hashable, Sendable {
    let name: String
    let school: String
    let ordinal: Int
  }

  /// Which course of the page it is.
  package let id: ID
  /// The row as the page shows it, with its runs.
  package let row: LearnerRecordPage.Row

  static func rows(of page: LearnerRecordPage) -> [CourseRow] {
    var seen: [String: Int] = [:]
    return page.rows.map { row in
      let ordinal = seen[row.name + "\u{1f}" + row.school, default: 0]
      seen[row.name + "\u{1f}" + row.school] = ordinal + 1
      return CourseRow(id: ID(name: row.name, school: row.school, ordinal: ordinal), row: row)
    }
  }

  /// Whether a backfill repairs any of its runs without being asked for more.
  var isBackfillable: Bool { row.runs.contains { $0.assessment.isBackfilledByDefault } }

  /// The findings of all its runs, each once, in the order of <doc:Findings>.
  var findings: [Finding] {
    let all = Set(row.runs.flatMap(\.assessment.findings))
    return Finding.allCases.filter(all.contains)
  }
}

extension ProgramSummary: Identifiable {
  /// The program's identity.
  package var id: ProgramUUID { program }
}
