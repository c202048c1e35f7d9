import DatabaseFile
import GRDB
import Testing

@Suite("What SQLite reports, in the operator's words")
struct ErrorTranslationTests {
  static let codes: [(ResultCode, DatabaseFileError.Code)] = [
    (.SQLITE_NOTADB, .notADatabase), (.SQLITE_CORRUPT, .corrupt), (.SQLITE_BUSY, .busy), (.SQLITE_LOCKED, .busy),
    (.SQLITE_FULL, .full), (.SQLITE_READONLY, .unwritable), (.SQLITE_READONLY_DIRECTORY, .unwritable),
    (.SQLITE_READONLY_ROLLBACK, .needsWriting), (.SQLITE_READONLY_RECOVERY, .needsWriting),
    (.SQLITE_CANTOPEN, .unreadable), (.SQLITE_PERM, .unreadable), (.SQLITE_IOERR, .sqlite),
    (.SQLITE_CONSTRAINT, .sqlite),
  ]

  @Test("Each code becomes its kind of trouble and keeps what SQLite said", arguments: codes)
  func translates(_ code: ResultCode, _ expected: DatabaseFileError.Code) throws {
    let error = try #require(throws: DatabaseFileError.self) {
      try DatabaseFile.translating(path: "/srv/lms.sqlite") {
        throw DatabaseError(resultCode: code, message: "so it said")
      }
    }
    #expect(error.code == expected)
    #expect(error.path == "/srv/lms.sqlite")
    #expect(error.reason.contains("so it said") || expected == .notADatabase)
    #expect(error.description == "/srv/lms.sqlite: \(error.reason). \(error.remedy)")
  }

  @Test(
    "A table or column that is found missing only in use is told as such",
    arguments: ["no such table: auth_user", "no such column: mode", "table auth_user has no column named email"]
  )
  func translatesMissingTables(_ message: String) {
    let error = DatabaseFileError(DatabaseError(resultCode: .SQLITE_ERROR, message: message), path: "/srv/lms.sqlite")
    #expect(error.code == .schema)
    #expect(error.reason.contains(message))
  }

  @Test("An error of this room passes unchanged, a value too")
  func passes() throws {
    let mine = DatabaseFileError(.missing, path: "a", reason: "b", remedy: "c")
    let error = try #require(throws: DatabaseFileError.self) {
      try DatabaseFile.translating(path: "/srv/lms.sqlite") { throw mine }
    }
    #expect(error.description == mine.description)
    #expect(try DatabaseFile.translating(path: "/srv/lms.sqlite") { 7 } == 7)
  }

  @Test("Any other error keeps its text")
  func wraps() throws {
    let error = try #require(throws: DatabaseFileError.self) {
      try DatabaseFile.translating(path: "/srv/lms.sqlite") { throw CancellationError() }
    }
    #expect(error.code == .sqlite)
    #expect(error.reason.contains("CancellationError"))
  }
}
