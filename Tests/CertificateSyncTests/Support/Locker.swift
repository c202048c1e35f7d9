import GRDB

/// Another connection, as another process would have it, that takes the write lock and gives it back.
final class Locker: Sendable {
  private let queue: DatabaseQueue

  init(path: String) throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  func lock() async throws { try await queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") } }

  func unlock() async throws { try await queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") } }
}
