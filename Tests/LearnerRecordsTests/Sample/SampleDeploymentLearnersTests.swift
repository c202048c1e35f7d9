import LearnerRecords
import OpenEdX
import Testing

@Suite struct `The learners of the sample deployment` {
  private let paidCourses = ProgramUUID("5a1dc0de-0001-4000-8000-000000000001")

  private func runs(of username: String, _ reader: RecordReader) throws -> [RunRecord] {
    try reader.runRecords(of: username, now: Sample.now)
  }

  private func programFindings(of username: String, _ reader: RecordReader) throws -> [ProgramUUID: [Finding]] {
    var found: [ProgramUUID: [Finding]] = [:]
    try reader.programRecords(
      RunFilter(users: [username]),
      includingRowsWithoutFindings: true,
      now: Sample.now
    ) { found[$0.program] = $0.findings }
    return found
  }

  @Test func `the reported learner has the program certificate and three courses not earned`() throws {
    let program = try #require(paidCourses)
    try Sample.read { reader in
      let list = try #require(try reader.programRecordList(username: "paid_learner", now: Sample.now))
      #expect(list.entries.map(\.name) == ["Paid Courses"])
      #expect(list.entries.map(\.statusWord) == ["Completed"])

      let detail = try #require(
        try reader.programRecordDetail(username: "paid_learner", program: program, now: Sample.now)
      )
      #expect(detail.headerWord == "Earned")
      #expect(detail.courses.map(\.name) == ["Paid Course 1", "Paid Course 2", "Paid Course 3", "Paid Course 4"])
      #expect(detail.courses.map { $0.issueDate != nil } == [false, false, false, true])

      let rows = try runs(of: "paid_learner", reader)
      #expect(rows.map(\.assessment.findings) == [[.awardLost], [.awardLost], [.awardLost], []])
      #expect(rows.allSatisfy { $0.lms?.status == .downloadable && $0.lms?.mode == .verified })
      #expect(rows.prefix(3).allSatisfy { $0.assessment.isBackfillable })
      #expect(try programFindings(of: "paid_learner", reader) == [program: []])
    }
  }

  @Test func `the second reported learner has lost all courses, and the program with them`() throws {
    let program = try #require(paidCourses)
    try Sample.read { reader in
      let list = try #require(try reader.programRecordList(username: "paid_learner_2", now: Sample.now))
      #expect(list.entries.isEmpty)

      let rows = try runs(of: "paid_learner_2", reader)
      #expect(rows.count == 4)
      #expect(rows.allSatisfy { $0.assessment.findings == [.awardLost] })
      #expect(try programFindings(of: "paid_learner_2", reader) == [program: [.programHidden, .programUnlisted]])
    }
  }

  @Test func `a learner renamed in the LMS alone is told to be`() throws {
    try Sample.read { reader in
      let rows = try runs(of: "ines_moreau", reader)
      #expect(!rows.isEmpty)
      #expect(rows.allSatisfy { $0.assessment.shown == .notEarned && $0.assessment.findings.contains(.renamed) })
      #expect(rows.allSatisfy { row in row.notes.contains { $0.contains("“ines_dubois”") } })
    }
  }

  @Test func `a name in another case is the same learner`() throws {
    try Sample.read { reader in
      let rows = try runs(of: "DanaK", reader)
      #expect(!rows.isEmpty)
      #expect(rows.allSatisfy { $0.username == "DanaK" && $0.credential?.username == "danak" })
      #expect(rows.allSatisfy { $0.assessment.shown == .earned && !$0.notes.isEmpty })
    }
  }

  @Test func `a learner without an account in Credentials has no list`() throws {
    try Sample.read { reader in
      for name in ["new_here", "quiet_ghost"] {
        let list = try reader.programRecordList(username: name, now: Sample.now)
        #expect(list?.entries.count == nil, "\(name)")
      }
      let lost = try runs(of: "new_here", reader)
      #expect(lost.count == 2 && lost.allSatisfy { $0.assessment.findings == [.awardLost] })
      let held = try runs(of: "quiet_ghost", reader)
      #expect(held.count == 2 && held.allSatisfy { $0.assessment.shown == .earned })
    }
  }

  @Test func `a run that two programs share counts in both`() throws {
    try Sample.read { reader in
      let list = try #require(try reader.programRecordList(username: "finished_all", now: Sample.now))
      #expect(Set(list.entries.map(\.name)).isSuperset(of: ["Sustainable Harbours", "Coastal Engineering"]))
      #expect(!list.entries.map(\.name).contains("Quantum Gardening"), "an unpublished program is never listed")
    }
  }
}
