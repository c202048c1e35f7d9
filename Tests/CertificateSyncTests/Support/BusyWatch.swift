import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// Tells that a connection has found the database locked; the connection goes on trying without an end.
final class BusyWatch: Sendable {
  private let tries = Atomic(0)

  var isWaiting: Bool { tries.load(ordering: .acquiring) > 0 }

  /// Watches a connection, which must not outlive the watch.
  func watch(_ writer: any DatabaseWriter) async throws {
    let address = Unmanaged.passUnretained(self).toOpaque()
    let pointer = UInt(bitPattern: address)
    try await writer.writeWithoutTransaction { db in
      let status = sqlite3_busy_handler(
        db.sqliteConnection,
        { address, _ in
          guard let address else { return 0 }
          Unmanaged<BusyWatch>.fromOpaque(address).takeUnretainedValue().tries.add(1, ordering: .releasing)
          usleep(1000)
          return 1
        },
        UnsafeMutableRawPointer(bitPattern: pointer)
      )
      guard status == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: status)) }
    }
  }
}
