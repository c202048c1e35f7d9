import DatabaseFile
import Foundation
import GRDB
import LMS
import OpenEdX
import TestSupport

/// An LMS with two learners, one run and Credentials use switched on, in a folder of the test's own.
struct Campus {
  static let run = "course-v1:edX+DemoX+2020"
  static let start = UTCTime(microseconds: 1_781_690_992_572_000)

  let folder: TemporaryFolder
  let clock = TestClock(Campus.start)
  let receiver = RecordingReceiver()
  let database: LMSDatabase

  /// What most tests begin with.
  static var usual: LMSSeed {
    var seed = LMSSeed()
    seed.users = [
      LMSSeed.User(id: 11, username: "ada", email: "ada@example.org", name: "Ada Lovelace"),
      LMSSeed.User(id: 12, username: "zo\u{EB}", email: "zoe@example.org"),
    ]
    seed.overviews = [LMSSeed.Overview(courseRunKey: run, org: "edX", displayName: "Demonstration")]
    seed.apiConfigs = [LMSSeed.APIConfig(changeDate: start)]
    return seed
  }

  init(_ seed: LMSSeed = Campus.usual) throws {
    folder = try TemporaryFolder()
    try LMSDatabase.create(path: folder.file("lms.sqlite"))
    let clock = clock
    let opened = try LMSDatabase(path: folder.file("lms.sqlite"), access: .readWrite) { clock.now }
    try seed.write(to: opened)
    database = opened.telling([receiver])
  }

  /// One save in a transaction of its own.
  @discardableResult
  func save(
    _ username: String = "ada",
    _ key: String = Campus.run,
    _ status: CertificateStatus = .downloadable,
    mode: CourseMode = .verified,
    grade: String = "0.85"
  ) throws -> GeneratedCertificate {
    let courseRunKey = try CourseKey(key)
    return try database.transaction { transaction in
      try transaction.saveCertificate(
        username: username,
        courseRunKey: courseRunKey,
        values: CertificateValues(status: status, mode: mode, grade: grade)
      )
    }
  }

  /// Changes the file as somebody else would.
  func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
    try database.transaction { try $0.db.execute(sql: sql, arguments: arguments) }
  }

  /// Makes it a copy that allows NULL where the LMS has none, with a certificate of Ada's that is nothing but NULL.
  func holdNullCertificate() throws {
    try execute(
      """
      CREATE TABLE copied AS SELECT * FROM certificates_generatedcertificate;
      DROP TABLE certificates_generatedcertificate;
      PRAGMA legacy_alter_table = ON;
      ALTER TABLE copied RENAME TO certificates_generatedcertificate;
      PRAGMA legacy_alter_table = OFF;
      INSERT INTO certificates_generatedcertificate (id, user_id, course_id) VALUES (1, 11, ?);
      """,
      [Campus.run]
    )
  }

  /// All rows as texts, one per row with its columns parted by “|”.
  func rows(_ sql: String) throws -> [String] {
    try database.file.reader.read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { $0.isNull ? "NULL" : "\($0.storage.value ?? "")" }.joined(separator: "|")
      }
    }
  }

  func count(_ table: String) throws -> Int {
    try database.file.reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } ?? 0
  }
}
