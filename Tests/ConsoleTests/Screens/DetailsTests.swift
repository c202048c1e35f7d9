import OpenEdX
import Testing

@testable import Console
@testable import LearnerRecords

@Suite struct `Why a course's row is as it is` {
  /// A course with the runs of several courses of the example.
  private func course(runsOf numbers: [Int]) -> CourseRow {
    let rows = Example.page().rows
    let first = rows[0]
    let row = LearnerRecordPage.Row(
      name: first.name,
      school: first.school,
      courseID: first.courseID,
      percent: first.percent,
      letter: first.letter,
      attempts: first.attempts,
      dateEarned: first.dateEarned,
      status: first.status,
      isGradeMissing: first.isGradeMissing,
      awardedRuns: first.awardedRuns,
      runs: numbers.flatMap { rows[$0 - 1].runs }
    )
    return CourseRow(id: CourseRow.ID(name: first.name, school: first.school, ordinal: 0), row: row)
  }

  @Test func `begins with the runs that drifted, else in the program's order`() {
    let lines = DetailsText(course(runsOf: [4, 2, 1]), width: 80).lines.map(\.text)
    #expect(lines.filter { $0.hasPrefix("course-v1:") } == [2, 1, 4].map { Example.run($0) })
    #expect(lines[1].contains("award-lost"))
  }

  @Test func `says so where there is no run to speak of`() {
    #expect(DetailsText(course(runsOf: []), width: 80).lines.map(\.text).joined().hasPrefix("Neither"))
  }
}
