import OpenEdX
import TestSupport
import Testing

@testable import LearnerRecords

@Suite struct `Learners for a screen` {
  private func same(_ left: LearnerSummary, _ right: LearnerSummary) -> Bool {
    left.person == right.person && left.earnedCourses == right.earnedCourses && left.courses == right.courses
      && left.driftRows == right.driftRows && left.backfillableRows == right.backfillableRows
      && left.isCompleted == right.isCompleted && left.findings == right.findings
  }

  @Test func `in parts they are those of the whole list, and some by name are those of it`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      for program in reader.programs().map(\.program) {
        let whole = try reader.learners(ofProgram: program, now: Clock.golden)
        var parts: [LearnerSummary] = []
        try reader.visitLearners(ofProgram: program, now: Clock.golden) { part, total in
          #expect(total == whole.count)
          #expect(!part.isEmpty)
          parts += part
        }
        #expect(parts.count == whole.count && zip(parts, whole).allSatisfy(same))
        let some = whole.enumerated().filter { $0.offset % 7 == 3 }.map(\.element)
        let again = try reader.learners(ofProgram: program, named: some.map(\.person.username), now: Clock.golden)
        #expect(again.count == some.count && zip(again, some).allSatisfy(same))
      }
    }
  }

  @Test func `a name that nobody has is a learner without rows, and an unknown program has none`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      let program = try #require(reader.programs().first).program
      let nobody = try reader.learners(ofProgram: program, named: ["nobody-at-all"], now: Clock.golden)
      #expect(nobody.map(\.person.username) == ["nobody-at-all"])
      #expect(nobody.first?.earnedCourses == 0 && nobody.first?.findings.isEmpty == true)
      let unknown = try #require(ProgramUUID(String(repeating: "f", count: 32)))
      #expect(try reader.learners(ofProgram: unknown, named: ["x"], now: Clock.golden).isEmpty)
      try reader.visitLearners(ofProgram: unknown, now: Clock.golden) { _, _ in Issue.record("somebody came") }
    }
  }

  @Test func `a learner's programs are those of the list answer, with its words, and those that it leaves out`() throws
  {
    let deployment = try Deployment()
    try deployment.read { reader in
      var unlisted = 0
      var backfillable = 0
      let programs = reader.programs().map(\.program)
      let names = Set(
        try programs.flatMap { try reader.learners(ofProgram: $0, now: Clock.golden).prefix(20).map(\.person.username) }
      )
      for name in names.sorted() {
        let learner = try #require(try reader.learnerPrograms(username: name, now: Clock.golden))
        #expect(learner.person.username == name)
        var listed: [String: String] = [:]
        for entry in learner.entries {
          let found = try reader.learnerRecord(username: name, program: entry.program, now: Clock.golden)
          let page = try #require(found)
          #expect(page.listWord == entry.listWord)
          #expect(page.rows.count { $0.status == .earned } == entry.summary.earnedCourses)
          #expect(page.detail.isCompleted == entry.summary.isCompleted)
          #expect(entry.backfillableRuns.count == entry.summary.backfillableRows)
          #expect(Set(entry.backfillableRuns).isSubset(of: entry.courseRuns))
          backfillable += entry.backfillableRuns.count
          listed[entry.program.hex] = entry.listWord
          if entry.listWord == nil { unlisted += 1 }
        }
        for program in try reader.programs(withRunsOf: name) {
          #expect(learner.entries.contains { $0.program == program })
        }
        let answer = try reader.programRecordList(username: name, now: Clock.golden)?.entries ?? []
        #expect(listed.count == answer.count || answer.isEmpty)
        for entry in answer { #expect(listed[entry.program.hex] == entry.statusWord) }
      }
      #expect(unlisted > 0, "no learner with a program that is not in the list was tried")
      #expect(backfillable > 0, "no learner of whom a backfill repairs anything was tried")
      let nobody = try reader.learnerPrograms(username: "nobody-at-all", now: Clock.golden)
      #expect(nobody == nil)
    }
  }

  @Test func `learners that an index found have their names and addresses`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      let index = try reader.learnerIndex()
      let found = index.search("", limit: 40)
      let people = try reader.people(found.learners)
      #expect(people.map(\.username) == found.learners.map(\.username))
      for person in people {
        let match = try #require(try reader.findLearner(person.username))
        #expect(match.person.fullName == person.fullName && match.person.email == person.email)
      }
    }
  }
}
