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
  /// How old the data is and where it comes from; nil when nobody has filled the deployment from a site.
  ///
  /// - Throws: `DatabaseFileError`.
  package func originText() throws(DatabaseFileError) -> OriginText? {
    let file = try DatabaseFile(path: lmsPath, access: .readOnly, requires: [])
    return try DatabaseFile.translating(path: lmsPath) {
      try file.reader.read { db in try SyncOrigin.read(db) }.map { OriginText($0) }
    }
  }
}
