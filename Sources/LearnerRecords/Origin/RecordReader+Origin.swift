import DatabaseFile
import OpenEdX

extension RecordReader {
  /// Where the deployment's data comes from; nil when nobody has filled it from a site.
  ///
  /// - Throws: what SQLite reports.
  package func origin() throws -> SyncOrigin? { try SyncOrigin.read(db) }
}

extension RecordStore {
  /// How old the data is, as a sentence for people; nil when nobody has filled the deployment from a site.
  ///
  /// - Throws: as ``read(_:)`` does.
  package func originLine(now: UTCTime) throws -> String? {
    try read { reader in try reader.origin().map { OriginText($0, now: now).line } }
  }
}
