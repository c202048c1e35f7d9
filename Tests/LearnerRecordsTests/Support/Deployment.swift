import DatabaseFile
import Foundation
import GRDB
import LearnerRecords
import OpenEdX
import TestSupport

/// A copy of the golden deployment that a test changes before it reads.
struct Deployment {
  let folder: TemporaryFolder

  init() throws { folder = try Fixtures.goldenDeployment() }

  enum File: String {
    case lms = "lms.sqlite"
    case credentials = "credentials.sqlite"
  }

  /// Runs statements on a file.
  ///
  /// - Parameter foreignKeys: whether rows must stay that others point to.
  func execute(_ file: File, _ sql: String, foreignKeys: Bool = true) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = foreignKeys
    let queue = try DatabaseQueue(path: folder.file(file.rawValue), configuration: configuration)
    try queue.write { db in try db.execute(sql: sql) }
    try queue.close()
  }

  func read<Value>(_ body: (RecordReader) throws -> Value) throws -> Value {
    try RecordStore(folder: folder.path).read(body)
  }

  func pool(_ file: File) throws -> DatabasePool { try DatabasePool(path: folder.file(file.rawValue)) }
}
