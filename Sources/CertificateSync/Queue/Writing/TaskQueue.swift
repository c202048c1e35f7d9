import DatabaseFile
import GRDB
import LMS
import OpenEdX

/// The queue of tasks: the table `sync_task` in `lms.sqlite`.
///
/// The record of a task is its row. Whatever happens to the process, a committed row is found at the next start.
package struct TaskQueue: Sendable {
  let file: DatabaseFile
  let writer: DatabasePool
  let owner: LeaseOwner
  let policy: Backoff
  /// Where the posts of the process that claims go.
  let destination: QueueDestination

  /// Opens the queue of a deployment; its tables are made if they are not there.
  ///
  /// - Parameter destination: where posts go; tasks that are meant for another destination are neither claimed nor added to.
  /// - Throws: `DatabaseFileError`, also when the deployment is open for reading only.
  package init(
    lms: LMSDatabase,
    destination: QueueDestination = .copy,
    policy: Backoff = Backoff()
  ) throws(DatabaseFileError) {
    guard let writer = lms.file.writer else {
      throw DatabaseFileError(
        .unwritable,
        path: lms.file.path,
        reason: "the engine keeps its queue there, and the deployment is open for reading only",
        remedy: "Start without \(OptionName.readOnly)."
      )
    }
    file = lms.file
    self.writer = writer
    self.policy = policy
    self.destination = destination
    owner = LeaseOwner.current
    try DatabaseFile.translating(path: file.path) { try SyncSchema.migrate(writer) }
  }

  func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await writer.write(body)
    } catch let error as DatabaseError {
      throw DatabaseFileError(error, path: file.path)
    }
  }

  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await writer.read(body)
    } catch let error as DatabaseError {
      throw DatabaseFileError(error, path: file.path)
    }
  }
}
