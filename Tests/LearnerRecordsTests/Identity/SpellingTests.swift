import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `Names that differ between the databases` {
  private func findings(_ reader: RecordReader, _ username: String) throws -> [RunRecord] {
    try reader.runRecords(of: username, now: Clock.golden)
  }

  /// The same rows as before, whatever the names; the notes say how they were found.
  private func expectSame(_ changed: [RunRecord], _ before: [RunRecord], note: String) {
    #expect(!before.isEmpty)
    #expect(changed.map(\.courseRun) == before.map(\.courseRun))
    #expect(changed.map(\.assessment) == before.map(\.assessment))
    #expect(changed.allSatisfy { $0.notes.contains { $0.contains(note) } })
  }

  @Test func `a learner renamed in the LMS sees an empty page, and is told to be renamed`() throws {
    let deployment = try Deployment()
    let before = try deployment.read { try findings($0, "learner00010") }
    try deployment.execute(.lms, "UPDATE auth_user SET username = 'zz_renamed' WHERE username = 'learner00010'")
    try deployment.read { reader in
      let renamed = try findings(reader, "zz_renamed")
      #expect(renamed.map(\.courseRun) == before.map(\.courseRun))
      for record in renamed {
        #expect(record.assessment.shown == .notEarned)
        #expect(record.assessment.findings.contains(.renamed))
        #expect(!record.assessment.isBackfillable)
        #expect(record.notes.contains { $0.contains("“learner00010”") && $0.contains("lms_user_id 1010") })
      }
      // The former name leads to the same learner, and has no row of its own.
      #expect(try findings(reader, "learner00010").map(\.assessment) == renamed.map(\.assessment))
      var all: [RunRecord] = []
      try reader.runRecords(includingRowsWithoutFindings: true, now: Clock.golden) { record in
        #expect(record.username != "learner00010")
        if record.username == "zz_renamed" { all.append(record) }
      }
      #expect(all.map(\.assessment) == renamed.map(\.assessment))
    }
  }

  @Test func `a name of other case is matched without case when no id links it`() throws {
    let deployment = try Deployment()
    let before = try deployment.read { try findings($0, "learner00010") }
    try deployment.execute(
      .credentials,
      """
      UPDATE core_user SET lms_user_id = NULL, username = 'Learner00010' WHERE username = 'learner00010';
      UPDATE credentials_usercredential SET username = 'Learner00010' WHERE username = 'learner00010';
      UPDATE records_usergrade SET username = 'Learner00010' WHERE username = 'learner00010';
      """
    )
    try deployment.read { reader in
      expectSame(try findings(reader, "learner00010"), before, note: "without case")
      var all: [RunRecord] = []
      try reader.runRecords(includingRowsWithoutFindings: true, now: Clock.golden) { record in
        if record.username.lowercased() == "learner00010" { all.append(record) }
      }
      expectSame(all, before, note: "without case")
      #expect(all.allSatisfy { $0.username == "learner00010" })
    }
  }

  @Test func `a run that Credentials spells in other case is matched and told`() throws {
    let deployment = try Deployment()
    let before = try deployment.read { reader in
      try findings(reader, "learner00001").first { $0.lms != nil && $0.credential != nil }
    }
    let run = try #require(before).courseRun
    try deployment.execute(
      .credentials,
      """
      UPDATE credentials_coursecertificate SET course_id = lower(course_id) WHERE course_id = '\(run)';
      UPDATE catalog_courserun SET key = lower(key) WHERE key = '\(run)';
      """
    )
    let after = try deployment.read { reader in
      try findings(reader, "learner00001").filter { $0.courseRun.lowercased() == run.lowercased() }
    }
    #expect(after.count == 1)
    #expect(after.first?.courseRun == run)
    #expect(after.first?.assessment == before?.assessment)
    #expect(after.first?.notes.contains { $0.contains("without case") } == true)
  }

  @Test func `names are sorted by code points, capitals first`() throws {
    let deployment = try Deployment()
    try deployment.execute(.lms, "UPDATE auth_user SET username = 'Zoë' WHERE username = 'learner00012'")
    try deployment.execute(.lms, "UPDATE auth_user SET username = '京子' WHERE username = 'learner00013'")
    var names: [String] = []
    try deployment.read { reader in
      try reader.runRecords(includingRowsWithoutFindings: true, now: Clock.golden) { record in
        if names.last != record.username { names.append(record.username) }
      }
    }
    #expect(names.first == "Zoë")
    #expect(names.last == "京子")
    #expect(zip(names, names.dropFirst()).allSatisfy { CodePoints.precedes($0, $1) })
  }
}

@Suite(.timeLimit(.minutes(30))) struct `Names longer than any site has` {
  @Test func `are read without a walk over their letters`() throws {
    let deployment = try Deployment()
    let name = String(repeating: "y", count: 200_000)
    try deployment.execute(.lms, "UPDATE auth_user SET username = '\(name)' WHERE username = 'learner00000'")
    for table in ["credentials_usercredential", "core_user", "records_usergrade"] {
      let sql = "UPDATE \(table) SET username = '\(name)' WHERE username = 'learner00000'"
      try deployment.execute(.credentials, sql)
    }
    try deployment.read { reader in
      let rows = try reader.runRecords(of: name, now: Clock.golden)
      #expect(!rows.isEmpty && rows.allSatisfy { $0.username == name })
      #expect(try reader.findLearner(name)?.credentialsUsername == name)
    }
  }
}
