import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// Where the deployment's data comes from; nil when nobody has filled it from a site.
  ///
  /// - Throws: what SQLite reports.
  package func origin() throws -> SyncOrigin? { try SyncOrigin.read(db) }
}

extension RecordStore {
  /// Where the data comes from and of what moment it is; nil when nobody has filled the deployment from a site.
  ///
  /// - Throws: `DatabaseFileError`.
  package func origin() throws(DatabaseFileError) -> SyncOrigin? {
    let file = try DatabaseFile(path: lmsPath, access: .readOnly, requires: [])
    return try DatabaseFile.translating(path: lmsPath) { try file.reader.read { db in try SyncOrigin.read(db) } }
  }

  /// The same as text.
  ///
  /// - Throws: `DatabaseFileError`.
  package func originText() throws(DatabaseFileError) -> OriginText? { try origin().map { OriginText($0) } }
}
