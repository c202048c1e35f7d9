import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import Console

@Suite struct `A record at 120 columns` {
  @Test func `cuts no title of a course`() throws {
    let folder = try Fixtures.goldenDeployment()
    try RecordStore(folder: folder.path).read { reader in
      var titles: Set<String> = []
      for program in reader.programs() {
        let learner = try #require(
          try reader.learners(ofProgram: program.program, after: nil, limit: 1, now: .now).first
        )
        let name = learner.person.username
        let page = try #require(
          try reader.learnerRecord(username: name, program: program.program, now: .now)
        )
        let lines = Operator.atRecord(page, columns: 120, rows: 60).lines
        for row in page.rows {
          #expect(lines.contains { $0.contains("  \(row.name)  ") }, "\(row.name)")
          titles.insert(row.name)
        }
      }
      #expect(titles.count > 20)
    }
  }
}
