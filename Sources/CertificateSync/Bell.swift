/// Wakes the dispatcher: rings coalesce, and a ring before the wait is not missed.
public struct Bell: Sendable {
  private let continuation: AsyncStream<Void>.Continuation
  let rings: AsyncStream<Void>

  /// Makes a silent bell.
  public init() {
    (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Wakes whoever waits, now or at the next wait. May be called from any thread.
  public func ring() { continuation.yield() }
}
