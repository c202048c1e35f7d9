import DatabaseFile
import GRDB
import LMS
import TestSupport
import Testing

@testable import CertificateSync

/// A queue as an older version has left it.
enum OlderQueue {
  /// - Parameter migration: the last one that it has seen.
  static func open(in folder: TemporaryFolder, upTo migration: String) throws -> LMSDatabase {
    try LMSDatabase.create(path: folder.file("lms.sqlite"))
    let lms = try LMSDatabase(path: folder.file("lms.sqlite"), access: .readWrite)
    try SyncSchema.migrator.migrate(try #require(lms.file.writer), upTo: migration)
    return lms
  }
}
