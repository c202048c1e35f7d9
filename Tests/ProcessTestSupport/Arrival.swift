/// Something that happens once, for which a test waits.
package final class Arrival: Sendable {
  private let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))

  package init() {}

  /// It has happened; a second time changes nothing.
  package func happen() { continuation.yield() }

  /// Waits until it has happened; only one may wait.
  ///
  /// - Throws: `CancellationError` when the waiting task is cancelled, as by a test's time limit.
  package func wait() async throws {
    for await _ in stream { return }
    throw CancellationError()
  }
}
