import GRDB
import OpenEdX
import TestSupport
import Testing

@testable import LearnerRecords

@Suite struct `Pages of a program's learners` {
  private func lines(_ learners: [LearnerSummary]) -> [String] {
    learners.map { learner in
      """
      \(learner.person.username) \(learner.person.lmsUserID ?? 0) \(learner.person.fullName) \(learner.person.email)
      \(learner.earnedCourses) \(learner.driftRows) \(learner.backfillableRows) \(learner.isCompleted)
      \(learner.programFindings) \(learner.person.notes)
      """
    }
  }

  /// The pages together are the whole list, however long they are, and whether users are walked or not.
  private func expectPages(_ reader: RecordReader, limits: [Int], _ place: String, now: UTCTime) throws {
    for program in reader.catalog.programs {
      let all = try reader.learners(ofProgram: program.uuid, now: now)
      let names = all.map { ExactText($0.person.username) }
      #expect(names == names.sorted() && Set(names).count == names.count, "\(place)")
      for limit in limits {
        var paged: [LearnerSummary] = []
        while true {
          let last = paged.last?.person.username
          let page = try reader.learners(ofProgram: program.uuid, after: last, limit: limit, now: now)
          guard !page.isEmpty, paged.count <= all.count else { break }
          paged += page
        }
        #expect(lines(paged) == lines(all), "\(place), \(limit) a page")
        for longestWalk in [1, 3, 40] {
          let page = try ProgramPage(reader, program, longestWalk: longestWalk)
          let some = try page.learners(after: names.first?.text, limit: limit).map { ExactText($0.username) }
          #expect(some == Array(names.dropFirst().prefix(limit)), "\(place), \(limit) after \(longestWalk)")
        }
      }
    }
  }

  @Test func `make up the golden deployment's lists, names that differ included`() throws {
    let deployment = try Deployment()
    try deployment.read { try expectPages($0, limits: [60, Int.max], "golden", now: Clock.golden) }
    try deployment.execute(.lms, Self.oddLMS)
    try deployment.execute(.credentials, Self.oddCredentials)
    try deployment.read { try expectPages($0, limits: [17], "golden, odd names", now: Clock.golden) }
  }

  /// Renamed learners, a name given to somebody new, names beginning with capitals and letters beyond ASCII.
  private static let oddLMS = """
    UPDATE auth_user SET username = 'zz_renamed' WHERE username = 'learner00010';
    UPDATE auth_user SET username = 'learner00010' WHERE username = 'learner00011';
    UPDATE auth_user SET username = 'Zoë' WHERE username = 'learner00012';
    UPDATE auth_user SET username = '京子' WHERE username = 'learner00013';
    UPDATE auth_user SET username = 'learNER00014' WHERE username = 'learner00014';
    UPDATE auth_user SET username = 'LEARNER00015' WHERE username = 'learner00015';
    DELETE FROM certificates_generatedcertificate WHERE user_id IN
      (SELECT id FROM auth_user WHERE id % 3 = 0 OR username IN ('zz_renamed', 'Zoë', '京子', 'LEARNER00015'));
    """

  /// Users of another case or none, and names that the LMS does not have.
  private static let oddCredentials = """
    DELETE FROM core_user WHERE username IN ('learner00014', 'learner00015', 'learner00016');
    UPDATE credentials_usercredential SET username = 'LEARNER00017' WHERE username = 'learner00017' AND id % 2;
    UPDATE records_usergrade SET username = 'Learner00018' WHERE username = 'learner00018' AND id % 2;
    UPDATE credentials_usercredential SET username = 'stranger' WHERE username = 'learner00019';
    UPDATE credentials_usercredential SET username = 'Étranger' WHERE username = 'learner00020';
    UPDATE credentials_usercredential SET username = '0' WHERE username = 'learner00021';
    UPDATE core_user SET lms_user_id = 1023 WHERE username = 'learner00022';
    """

  @Test(arguments: [UInt64](1...40))
  func `make up random deployments' lists`(seed: UInt64) throws {
    let deployment = try RandomDeployment(seed: seed, hasLooseEnds: true)
    let store = try RecordStore(folder: deployment.folder.path)
    try store.read { try expectPages($0, limits: [1, 2, 60], "seed \(seed)", now: RandomDeployment.now) }
    try change(deployment, seed: seed)
    try store.read { try expectPages($0, limits: [1, 2, 60], "seed \(seed), changed", now: RandomDeployment.now) }
  }

  /// Changes names and links so that each seed mixes them in another way.
  private func change(_ deployment: RandomDeployment, seed: UInt64) throws {
    let names = deployment.learners
    let first = names[Int(seed) % names.count]
    let second = names[Int(seed / 7) % names.count]
    let lms = try DatabaseQueue(path: deployment.folder.file("lms.sqlite"))
    try lms.write { db in
      let new = seed % 3 == 0 ? first.uppercased() : "renamed"
      try db.execute(sql: "UPDATE auth_user SET username = ? WHERE username = ?", arguments: [new, first])
      if seed % 4 == 0 {
        try db.execute(sql: "UPDATE OR IGNORE auth_user SET username = ? WHERE id = 7", arguments: [first])
      }
    }
    try lms.close()
    let credentials = try DatabaseQueue(path: deployment.folder.file("credentials.sqlite"))
    try credentials.write { db in
      for table in ["credentials_usercredential", "records_usergrade"] where seed % 5 < 3 {
        try db.execute(
          sql: "UPDATE \(table) SET username = ? WHERE username = ? AND id % 2 = ?",
          arguments: [second.uppercased(), second, seed % 2]
        )
      }
      if seed % 2 == 0 {
        for table in ["records_programcertrecord", "records_usercreditpathway"] {
          let sql = "DELETE FROM \(table) WHERE user_id IN (SELECT id FROM core_user WHERE lms_user_id = ?)"
          try db.execute(sql: sql, arguments: [seed % 7])
        }
        try db.execute(sql: "DELETE FROM core_user WHERE lms_user_id = ?", arguments: [seed % 7])
      }
      if seed % 3 == 1 {
        try db.execute(sql: "UPDATE core_user SET lms_user_id = 1 + (lms_user_id + ?) % 7", arguments: [seed % 3])
      }
      if seed % 4 == 1 {
        try db.execute(sql: "CREATE INDEX without_case ON credentials_usercredential (username COLLATE NOCASE)")
      }
    }
    try credentials.close()
  }
}
