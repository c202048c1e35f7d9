import DatabaseFile
import GRDB
import GRDBSQLite
import OpenEdX

/// A deployment folder as a reader sees it: `lms.sqlite` with `credentials.sqlite` beside it, never written to.
///
/// Each `read` opens the two files anew and closes them at its end. That costs about a millisecond and buys three
/// things: a long-lived store always sees what writers of this and other processes have committed (a WAL file that
/// nobody had open is read as immutable, and such a connection would never notice its first writer); reads do not wait
/// for one another; and no lock outlives a read.
package struct RecordStore: Sendable {
  /// The folder.
  package let folder: String
  /// What no database holds.
  package let settings: RecordSettings

  /// The LMS's database.
  package var lmsPath: String { folder + "/lms.sqlite" }
  /// The Credentials service's database.
  package var credentialsPath: String { folder + "/credentials.sqlite" }

  /// Takes a folder and checks that both files hold the tables and columns that are read, and that they belong together.
  ///
  /// - Throws: `DatabaseFileError` that names the file, the table and the column.
  package init(folder: String, settings: RecordSettings = RecordSettings()) throws(DatabaseFileError) {
    self.folder = folder
    self.settings = settings
    _ = try DatabaseFile(path: lmsPath, access: .readOnly, requires: Self.lmsTables, not: .ofCredentials)
    let credentials = try DatabaseFile(
      path: credentialsPath,
      access: .readOnly,
      requires: Self.credentialsTables,
      not: .ofLMS
    )
    try Self.checkContentTypes(credentials)
    try DatabaseFile.translating(path: folder) {
      try FilePair.reading(folder: folder) { try open().0.read { db in try FilePair.check(db) } }
    }
  }

  /// Reads as often as `body` likes from one state of each database.
  ///
  /// The reader must not leave `body`. `body` may call `read` of the same store again. When the task is cancelled that
  /// calls this, the read stops at once, in the middle of a statement, too.
  ///
  /// - Throws: `DatabaseFileError` for what goes wrong in the databases, what `body` throws, and `CancellationError`.
  package func read<Value>(_ body: (RecordReader) throws -> Value) throws -> Value {
    try readDatabase { db in try body(RecordReader(db, settings)) }
  }

  /// Reads as ``read(_:)`` does, without what a reader knows of all rows.
  func readDatabase<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try FilePair.reading(folder: folder) {
      let (queue, ways) = try open()
      let value = try read(queue, watch: ReadCancellation.watch, body)
      for way in ways { try way.verify() }
      return value
    }
  }

  /// Reads as ``read(_:)`` does, and from the beginning again when a file that nobody had open was changed meanwhile.
  ///
  /// For a `body` that only makes a value, because it may run several times.
  package func readValue<Value>(_ body: (RecordReader) throws -> Value) throws -> Value {
    for _ in 1..<10 {
      let value: Value? = try FilePair.reading(folder: folder) {
        let (queue, ways) = try open()
        let result = Result { try read(queue, body) }
        // What went wrong in a file that changed is no fault of the file.
        do { for way in ways { try way.verify() } } catch { return nil }
        return try result.get()
      }
      if let value { return value }
    }
    return try read(body)
  }

  private func read<Value>(_ queue: DatabaseQueue, _ body: (RecordReader) throws -> Value) throws -> Value {
    try read(queue, watch: ReadCancellation.watch) { db in try body(RecordReader(db, settings)) }
  }

  func read<Value>(
    _ queue: DatabaseQueue,
    watch: (Database) -> Void,
    _ body: (Database) throws -> Value
  ) throws -> Value {
    let result: Result<Value, any Error> = try DatabaseFile.translating(path: folder) {
      try queue.read { db in
        watch(db)
        do {
          try FilePair.check(db)
          return .success(try body(db))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
          return .failure(CancellationError())
        } catch let error as DatabaseError {
          throw error
        } catch {
          // What the caller throws is handed back as it is.
          return .failure(error)
        }
      }
    }
    return try result.get()
  }

  func open() throws(DatabaseFileError) -> (DatabaseQueue, [ReadOnlyURI]) {
    try DatabaseFile.openingReadOnly { () throws(DatabaseFileError) in
      let ways = [try ReadOnlyURI(path: lmsPath), try ReadOnlyURI(path: credentialsPath)]
      return (try queue(lms: ways[0], credentials: ways[1]), ways)
    }
  }

  private func queue(lms: ReadOnlyURI, credentials: ReadOnlyURI) throws(DatabaseFileError) -> DatabaseQueue {
    try DatabaseFile.translating(path: folder) {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(DatabaseFile.busyTimeout)
      configuration.label = "records"
      configuration.prepareDatabase { db in
        try db.execute(sql: "ATTACH DATABASE ? AS credentials", arguments: [credentials.text])
      }
      return try DatabaseQueue(path: lms.text, configuration: configuration)
    }
  }
}

/// What decides about records and stands in no database: settings of the LMS, and the operator's choice of a site.
package struct RecordSettings: Sendable, Hashable {
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`; off by default, as in the LMS.
  package var honorCertificatesDisabled = false
  /// The LMS setting `RETIRED_USERNAME_PREFIX`: how the usernames of retired accounts begin.
  package var retiredPrefix = "retired__user_"
  /// The Credentials site whose pages are shown, by its id or its host name; nil for the first one that is configured.
  package var site: String?

  /// Takes the settings; those left out are those of a usual site.
  package init(
    honorCertificatesDisabled: Bool = false,
    retiredPrefix: String = "retired__user_",
    site: String? = nil
  ) {
    self.honorCertificatesDisabled = honorCertificatesDisabled
    self.retiredPrefix = retiredPrefix
    self.site = site
  }
}

/// Stops the statements of a connection when the Swift task that runs them is cancelled.
///
/// A statement may take long before its first row, where it sorts; nothing but SQLite itself can stop it there.
enum ReadCancellation {
  /// SQLite's virtual machine makes so many steps in about a tenth of a millisecond.
  static let steps: Int32 = 5000

  /// Looks from now on, while a statement runs, whether the task on this thread is cancelled; the statement then fails
  /// with `SQLITE_INTERRUPT`.
  static func watch(_ db: Database) {
    sqlite3_progress_handler(db.sqliteConnection, steps, { _ in Task.isCancelled ? 1 : 0 }, nil)
  }
}
