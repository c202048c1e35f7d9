import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `The summaries` {
  @Test func `a learner's line says what the record says`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      for summary in reader.programs() {
        let learners = try reader.learners(ofProgram: summary.program, now: Clock.golden)
        #expect(
          zip(learners, learners.dropFirst()).allSatisfy {
            CodePoints.precedes($0.person.username, $1.person.username)
          }
        )
        for learner in learners.prefix(25) {
          let username = learner.person.username
          let found = try reader.learnerRecord(username: username, program: summary.program, now: Clock.golden)
          let page = try #require(found)
          #expect(page.rows.count { $0.status == .earned } == learner.earnedCourses)
          #expect(page.rows.count == learner.courses)
          #expect(page.detail.isCompleted == learner.isCompleted)
          #expect(page.program?.findings ?? [] == learner.programFindings)
        }
      }
    }
  }

  @Test func `one walk gives the rows of runs and of programs`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      var apart: [JSONValue] = []
      var together: [JSONValue] = []
      try reader.runRecords(now: Clock.golden) { apart.append($0.findingsJSON) }
      try reader.learnerFindings(now: Clock.golden) { together += try $0.runs().map(\.findingsJSON) }
      #expect(together == apart)
      apart = []
      together = []
      try reader.programRecords(now: Clock.golden) { apart.append($0.findingsJSON) }
      try reader.learnerFindings(now: Clock.golden) { together += $0.programs.map(\.findingsJSON) }
      #expect(together == apart)
    }
  }

  @Test func `a filter admits the rows of its users, runs and organizations only`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      var all: [RunRecord] = []
      try reader.runRecords(includingRowsWithoutFindings: true, now: Clock.golden) { all.append($0) }
      func count(_ filter: RunFilter) throws -> Int {
        var count = 0
        try reader.runRecords(filter, includingRowsWithoutFindings: true, now: Clock.golden) { _ in count += 1 }
        return count
      }
      let run = all[0].courseRun
      #expect(try count(RunFilter(courseRuns: [run])) == all.count { $0.courseRun == run })
      #expect(
        try count(RunFilter(organizations: ["KyoX"])) == all.count { $0.courseRun.hasPrefix("course-v1:KyoX+") }
      )
      let users = (1...12).map { "learner0000\($0)" } + ["LEARNER00003", "learner00003", "unknown"]
      #expect(try count(RunFilter(users: users)) == all.count { users.contains($0.username) })
    }
  }
}
