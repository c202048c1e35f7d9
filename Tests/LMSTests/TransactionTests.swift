import DatabaseFile
import GRDB
import LMS
import OpenEdX
import TestSupport
import Testing

@Suite("Transactions on the LMS")
struct TransactionTests {
  @Test("A transaction that throws leaves no row, no history and no trace in a row that was there")
  func rollsBack() throws {
    let campus = try Campus()
    try campus.save()
    let key = try CourseKey(Campus.run)
    let queries = [SavingTests.row, SavingTests.history]
    let before = try queries.map { try campus.rows($0) }
    #expect(throws: Refusal()) {
      try campus.database.transaction { transaction in
        for username in ["ada", "zo\u{EB}"] {
          try transaction.saveCertificate(
            username: username,
            courseRunKey: key,
            values: CertificateValues(status: .notPassing, mode: .honor)
          )
        }
        throw Refusal()
      }
    }
    #expect(try queries.map { try campus.rows($0) } == before)
    #expect(try campus.save("zo\u{EB}").id == 2, "the next one works, with the next id")
  }

  @Test("It returns what its body returns")
  func returns() throws {
    let campus = try Campus()
    #expect(try campus.database.transaction { _ in 7 } == 7)
  }

  @Test("It holds the lock from its beginning, so that what it reads is what it changes")
  func immediate() throws {
    let campus = try Campus()
    let other = try DatabaseQueue(path: campus.database.file.path)
    try campus.database.transaction { _ in
      let error = try #require(throws: DatabaseError.self) {
        try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      }
      #expect(error.resultCode == .SQLITE_BUSY)
    }
  }

  @Test("All of its rows carry one time")
  func oneTime() throws {
    let campus = try Campus()
    let key = try CourseKey(Campus.run)
    try campus.database.transaction { transaction in
      for username in ["ada", "zo\u{EB}"] {
        try transaction.saveCertificate(
          username: username,
          courseRunKey: key,
          values: CertificateValues(status: .downloadable, mode: .verified)
        )
        campus.clock.advance(seconds: 1)
      }
    }
    #expect(try campus.rows("SELECT DISTINCT modified_date FROM certificates_generatedcertificate").count == 1)
  }

  @Test("The form that does not block saves and rolls back likewise")
  func asynchronous() async throws {
    let campus = try Campus()
    let key = try CourseKey(Campus.run)
    let saved = try await campus.database.transaction { transaction in
      try transaction.saveCertificate(
        username: "ada",
        courseRunKey: key,
        values: CertificateValues(status: .downloadable, mode: .verified)
      )
    }
    #expect(saved.id == 1)
    await #expect(throws: Refusal()) {
      try await campus.database.transaction { transaction in
        try transaction.saveCertificate(
          username: "zo\u{EB}",
          courseRunKey: key,
          values: CertificateValues(status: .downloadable, mode: .verified)
        )
        throw Refusal()
      }
    }
    #expect(try campus.count("certificates_generatedcertificate") == 1)
    #expect(campus.receiver.signals.compactMap(\.certificate?.username) == ["ada", "ada", "zo\u{EB}", "zo\u{EB}"])
  }

  @Test("A file opened for reading only is not written")
  func readOnly() throws {
    let campus = try Campus()
    let database = try LMSDatabase(path: campus.database.file.path, access: .readOnly, receivers: [campus.receiver])
    let error = try #require(throws: DatabaseFileError.self) { try database.transaction { _ in } }
    #expect(error.code == .unwritable)
    #expect(error.path == database.file.path)
  }

  @Test("A full disk is told as such, and the data is as it was")
  func full() throws {
    let campus = try Campus()
    let error = try #require(throws: DatabaseFileError.self) {
      try campus.database.transaction { transaction in
        let pages = try #require(try Int.fetchOne(transaction.db, sql: "PRAGMA page_count"))
        try transaction.db.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
        for number in 0..<200 {
          try transaction.saveCertificate(
            username: "ada",
            courseRunKey: CourseKey("course-v1:edX+\(String(repeating: "x", count: 200))+\(number)"),
            values: CertificateValues(status: .downloadable, mode: .verified)
          )
        }
      }
    }
    #expect(error.code == .full)
    #expect(error.path == campus.database.file.path)
    #expect(try campus.count("certificates_generatedcertificate") == 0)
    #expect(try campus.count("certificates_historicalgeneratedcertificate") == 0)
  }

  @Test("What SQLite refuses is told with the file's name")
  func translates() throws {
    let campus = try Campus()
    let error = try #require(throws: DatabaseFileError.self) {
      try campus.execute("INSERT INTO auth_user (username) VALUES ('ADA')")
    }
    #expect(error.path == campus.database.file.path)
    #expect(error.reason.contains("auth_user.username"))
  }
}
