import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// Tells that a connection has found the database locked; the connection goes on trying without an end.
final class BusyWatch: Sendable {
  private struct State {
    var isWaiting = false
    var onlookers: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Waits until the connection waits.
  func waits() async {
    await withCheckedContinuation { continuation in
      let isWaiting = state.withLock { state in
        if !state.isWaiting { state.onlookers.append(continuation) }
        return state.isWaiting
      }
      if isWaiting { continuation.resume() }
    }
  }

  private func tell() {
    let onlookers = state.withLock { state in
      state.isWaiting = true
      defer { state.onlookers = [] }
      return state.onlookers
    }
    for onlooker in onlookers { onlooker.resume() }
  }

  /// Watches a connection, which must not outlive the watch.
  func watch(_ writer: any DatabaseWriter) async throws {
    let address = Unmanaged.passUnretained(self).toOpaque()
    let pointer = UInt(bitPattern: address)
    try await writer.writeWithoutTransaction { db in
      let status = sqlite3_busy_handler(
        db.sqliteConnection,
        { address, _ in
          guard let address else { return 0 }
          Unmanaged<BusyWatch>.fromOpaque(address).takeUnretainedValue().tell()
          usleep(1000)
          return 1
        },
        UnsafeMutableRawPointer(bitPattern: pointer)
      )
      guard status == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: status)) }
    }
  }
}
