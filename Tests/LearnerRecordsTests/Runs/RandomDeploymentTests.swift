import DatabaseFile
import OpenEdX
import TestSupport
import Testing

@testable import LearnerRecords

@Suite struct `Random deployments` {
  private static let seeds: [UInt64] = Array(1...40)

  @Test(arguments: seeds)
  func `show a row as earned exactly when it has an issue date`(seed: UInt64) throws {
    let deployment = try RandomDeployment(seed: seed)
    try RecordStore(folder: deployment.folder.path).read { reader in
      for name in deployment.learners {
        for program in reader.programs() {
          let found = try reader.learnerRecord(username: name, program: program.program, now: RandomDeployment.now)
          for row in found?.rows ?? [] {
            #expect((row.status == .earned) == (row.dateEarned != nil), "seed \(seed) \(name) \(row.name)")
            let isEarned = row.runs.contains { $0.assessment.shown == .earned }
            #expect((row.status == .earned) == isEarned, "seed \(seed) \(name) \(row.name)")
          }
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `list a program exactly when a run of it is shown earned and it is offered`(seed: UInt64) throws {
    let deployment = try RandomDeployment(seed: seed)
    try RecordStore(folder: deployment.folder.path).read { reader in
      for name in deployment.learners {
        guard let list = try reader.programRecordList(username: name, now: RandomDeployment.now) else { continue }
        let rows = try reader.runRecords(of: name, now: RandomDeployment.now)
        let earned = rows.filter { $0.assessment.shown == .earned }.map(\.courseRun)
        for program in reader.programs() {
          let runs = reader.courseRuns(ofProgram: program.program).flatMap { $0 }
          let isOffered = program.status == "active" || program.status == "retired"
          let isListed = list.entries.contains { $0.program == program.program }
          #expect(isListed == (isOffered && runs.contains { earned.contains($0) }), "seed \(seed) \(name)")
        }
      }
    }
  }

  /// The audit reads in another way than the records do, and must find the same.
  @Test(arguments: seeds)
  func `are audited as their records are judged`(seed: UInt64) throws {
    let deployment = try RandomDeployment(seed: seed, hasLooseEnds: true)
    let records = try RecordStore(folder: deployment.folder.path)
    for jobs in seed.isMultiple(of: 4) ? [1, 3] : [1] {
      try records.readInParallel(jobs: jobs) { reader in
        reader.partSize = 2
        try compare(reader, "seed \(seed), \(jobs) threads", RandomDeployment.now)
      }
    }
  }

  @Test func `and the golden one, its names spelled in other ways, are audited so`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .credentials,
      """
      UPDATE credentials_usercredential SET username = 'LEARNER00007' WHERE username = 'learner00007';
      UPDATE credentials_usercredential SET username = 'former' WHERE username = 'learner00009';
      UPDATE core_user SET username = 'former' WHERE username = 'learner00009';
      UPDATE records_usergrade SET verified = 0 WHERE id % 5 = 0;
      """
    )
    try deployment.read { try compare($0, "golden", Clock.golden) }
    try RecordStore(folder: deployment.folder.path).readInParallel(jobs: 2) { reader in
      reader.partSize = 7
      try compare(reader, "golden, 2 threads", Clock.golden)
    }
  }

  /// What sets some rows of a kind apart from others, of which nothing is found and which are judged before them.
  private static let odds: [(Deployment.File, String)] = [
    (.credentials, "DELETE FROM credentials_usercredentialdateoverride"),
    (.lms, "DELETE FROM certificates_certificatedateoverride"),
    (.credentials, "UPDATE core_user SET lms_user_id = 900000 + id WHERE id % 2 = 0"),
    (.credentials, "UPDATE core_user SET full_name = 'Somebody Else' WHERE id % 2 = 0"),
    (
      .lms,
      """
      INSERT INTO certificates_certificateinvalidation (created, modified, active, generated_certificate_id,
        invalidated_by_id)
      SELECT '2026-01-02 03:04:05', '2026-01-02 03:04:05', 1, id, user_id FROM certificates_generatedcertificate
      WHERE id % 2 = 0
      """
    ),
    (
      .lms,
      """
      INSERT INTO certificates_certificateallowlist (created, modified, course_id, allowlist, user_id)
      SELECT '2026-01-02 03:04:05', '2026-01-02 03:04:05', course_id, 1, user_id
      FROM certificates_generatedcertificate WHERE id % 2 = 0
      """
    ),
    // Two runs a course, of which programs have one; and half of all credentials are lost.
    (
      .credentials,
      """
      UPDATE catalog_courserun SET course_id = (SELECT min(r.course_id) FROM catalog_courserun r
        WHERE r.course_id / 2 = catalog_courserun.course_id / 2);
      DELETE FROM catalog_program_course_runs WHERE id % 2 = 0;
      DELETE FROM credentials_usercredentialdateoverride;
      DELETE FROM credentials_usercredential WHERE id % 2 = 0;
      """
    ),
    (
      .credentials,
      """
      UPDATE catalog_courserun SET key = lower(key);
      UPDATE credentials_coursecertificate SET course_id = lower(course_id);
      UPDATE records_usergrade SET letter_grade = 'F', percent_grade = 0.1 WHERE id % 2 = 0;
      """
    ),
    // Configurations that are linked to another run than they name, which then has the grades.
    (
      .credentials,
      """
      INSERT INTO catalog_courserun (id, created, modified, uuid, key, course_id)
      SELECT id + 100000, created, modified, lower(hex(randomblob(16))), key || 'b', course_id FROM catalog_courserun;
      UPDATE credentials_coursecertificate SET course_run_id = course_run_id + 100000;
      UPDATE records_usergrade SET course_run_id = course_run_id + 100000;
      UPDATE records_usergrade SET letter_grade = 'F', percent_grade = 0.1 WHERE id % 2 = 0;
      """
    ),
    (
      .lms,
      """
      CREATE TABLE copy AS SELECT * FROM certificates_certificatedateoverride;
      INSERT INTO copy SELECT id + 100000, created, modified, '2020-01-01 00:00:00', reason, generated_certificate_id,
        overridden_by_id FROM certificates_certificatedateoverride;
      DROP TABLE certificates_certificatedateoverride;
      ALTER TABLE copy RENAME TO certificates_certificatedateoverride;
      """
    ),
    // More words than a walk keeps; certificates in the order of their dates, some of them twice; ids of users that 32
    // bits do not hold; rows of nobody.
    (.lms, "UPDATE certificates_generatedcertificate SET status = 'word' || id % 40 WHERE id % 3 = 0"),
    (.lms, "UPDATE certificates_generatedcertificate SET mode = 'word' || id % 40 WHERE id % 3 = 0"),
    (
      .lms,
      """
      CREATE TABLE copy AS SELECT * FROM certificates_generatedcertificate ORDER BY verify_uuid, id DESC;
      INSERT INTO copy SELECT * FROM certificates_generatedcertificate WHERE id % 3 = 0;
      UPDATE copy SET id = id + 100000 WHERE rowid > (SELECT count(*) FROM certificates_generatedcertificate);
      UPDATE copy SET modified_date = '0987-06-05 04:03:02' WHERE rowid % 7 = 0;
      UPDATE copy SET modified_date = NULL WHERE rowid % 7 = 1;
      UPDATE copy SET modified_date = '7654-03-02 01:00:00' WHERE rowid % 7 = 2;
      UPDATE copy SET user_id = NULL WHERE rowid % 50 = 0;
      DROP TABLE certificates_generatedcertificate;
      ALTER TABLE copy RENAME TO certificates_generatedcertificate;
      """
    ),
    (
      .lms,
      """
      UPDATE auth_user SET id = id + 5000000000 WHERE id % 2 = 0;
      UPDATE auth_userprofile SET user_id = user_id + 5000000000 WHERE user_id % 2 = 0;
      UPDATE certificates_generatedcertificate SET user_id = user_id + 5000000000 WHERE user_id % 2 = 0;
      """
    ),
    (
      .lms,
      """
      UPDATE auth_user SET id = -id;
      UPDATE auth_user SET id = 7 - id * 1000;
      UPDATE auth_userprofile SET user_id = user_id * 1000 + 7;
      UPDATE certificates_generatedcertificate SET user_id = user_id * 1000 + 7;
      UPDATE grades_persistentcoursegrade SET user_id = user_id * 1000 + 7;
      UPDATE student_courseenrollment SET user_id = user_id * 1000 + 7;
      """
    ),
    // Two spellings of a run, the second one first; a key twice in two courses of a program; rows of nobody that cannot be
    // read.
    (
      .lms,
      """
      CREATE TABLE copy AS SELECT * FROM certificates_generatedcertificate;
      INSERT INTO copy SELECT * FROM certificates_generatedcertificate WHERE id % 3 = 0;
      UPDATE copy SET id = id + 100000, course_id = upper(course_id), status = 'notpassing'
        WHERE rowid > (SELECT count(*) FROM certificates_generatedcertificate);
      DROP TABLE certificates_generatedcertificate;
      CREATE TABLE certificates_generatedcertificate AS SELECT * FROM copy;
      """
    ),
    (
      .credentials,
      """
      CREATE TABLE copy AS SELECT * FROM catalog_courserun;
      INSERT INTO copy SELECT * FROM catalog_courserun;
      UPDATE copy SET id = id + 100000, uuid = lower(hex(randomblob(16))),
        course_id = (SELECT max(c.id) FROM catalog_course c WHERE c.id <> copy.course_id)
        WHERE rowid > (SELECT count(*) FROM catalog_courserun);
      DROP TABLE catalog_courserun;
      ALTER TABLE copy RENAME TO catalog_courserun;
      INSERT INTO catalog_program_course_runs (sort_value, courserun_id, program_id)
        SELECT 1000 + sort_value, courserun_id + 100000, program_id FROM catalog_program_course_runs;
      """
    ),
    (
      .lms,
      """
      UPDATE certificates_generatedcertificate SET modified_date = 'x', user_id = user_id + 900000 WHERE id % 7 = 0;
      UPDATE certificates_certificatedateoverride SET date = 'x', generated_certificate_id = id + 900000 WHERE id % 2 = 0;
      """
    ),
    (.credentials, "UPDATE records_usergrade SET letter_grade = 'F', percent_grade = 0.1 WHERE id % 2 = 0"),
    (.credentials, "UPDATE credentials_usercredential SET status = 'revoked' WHERE id % 2 = 0"),
    (.credentials, "UPDATE credentials_usercredential SET created = '2999-01-01 00:00:00' WHERE id % 2 = 0"),
  ]

  @Test(arguments: odds.indices)
  func `and the golden one, with one thing changed in some of its rows`(number: Int) throws {
    let deployment = try Deployment()
    let (file, sql) = Self.odds[number]
    try deployment.execute(file, sql, foreignKeys: false)
    try deployment.read { try compare($0, sql, Clock.golden) }
    try RecordStore(folder: deployment.folder.path).readInParallel(jobs: 2) { reader in
      reader.partSize = 50
      try compare(reader, "2 threads: \(sql)", Clock.golden)
    }
  }

  @Test func `with an index that holds more than its table are read without certificates of nobody's`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .lms,
      """
      CREATE TABLE other (user_id integer);
      INSERT INTO other SELECT user_id FROM certificates_generatedcertificate;
      CREATE TABLE copy AS SELECT * FROM certificates_generatedcertificate WHERE false;
      DROP TABLE certificates_generatedcertificate;
      ALTER TABLE copy RENAME TO certificates_generatedcertificate;
      CREATE INDEX damaged ON other (user_id);
      PRAGMA writable_schema = ON;
      UPDATE sqlite_master SET tbl_name = 'certificates_generatedcertificate',
        sql = 'CREATE INDEX damaged ON certificates_generatedcertificate (user_id)' WHERE name = 'damaged';
      """,
      foreignKeys: false
    )
    try deployment.read { reader in
      let digests = try CertificateDigests(reader)
      let users = try StoredRow.fetchAll(reader.db, sql: "SELECT id FROM auth_user").map { try $0.integer(0) }
      #expect(users.contains { digests.unsure.contains($0) })
      for user in users { #expect(digests.certificates(of: user).isEmpty) }
    }
  }

  private func compare(_ reader: RecordReader, _ place: String, _ now: UTCTime) throws {
    for all in [false, true] {
      var expected: [JSONValue] = []
      var got: [JSONValue] = []
      var (months, gotMonths): ([String?], [String?]) = ([], [])
      // With all rows asked for, neither a run nor a learner is passed over as having no finding.
      try reader.runRecords(includingRowsWithoutFindings: true, now: now) { record in
        if all || !record.assessment.findings.isEmpty {
          expected.append(record.findingsJSON)
          months.append(record.lms?.modified.flatMap { Month($0) }?.text)
        }
      }
      try reader.programRecords(includingRowsWithoutFindings: true, now: now) { record in
        if !record.findings.isEmpty { expected.append(record.findingsJSON) }
      }
      var programs: [JSONValue] = []
      try reader.audit(
        includingRunsWithoutFindings: all,
        now: now,
        run: { row in
          gotMonths.append(row.certificateMonth)
          got.append([
            "username": .string(row.username), "course_run": .string(row.courseRun),
            "shown": .string(row.assessment.shown.rawValue),
            "findings": .array(row.assessment.findings.map { .string($0.rawValue) }),
          ])
        },
        program: { programs.append($0.findingsJSON) }
      )
      got += programs
      #expect(got.count == expected.count, "\(place)")
      #expect(gotMonths == months, "\(place)")
      for (left, right) in zip(expected, got) where left != right { Issue.record("\(place): \(left) \(right)") }
    }
  }
}
