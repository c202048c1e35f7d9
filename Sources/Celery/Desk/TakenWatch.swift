/// Decides from the length of a queue alone whether a message was taken by a worker that goes on working. Pure: it is told
/// the time.
///
/// Workers take from the other end, so a message is gone when as many have been taken as waited when it came, itself
/// included. How many were taken is not seen, but never less than the length has fallen, even if others push. One more
/// than that, or a queue that is empty twice in a row, says that the worker did not end with the message.
struct TakenWatch {
  enum Verdict: Sendable, Hashable {
    case waiting
    case taken
    /// Nothing was taken for too long.
    case stuck
  }

  private let ahead: Int
  private let patience: Duration
  private var last: Int
  private var fallen = 0
  private var empty = 0
  private var lastFall: ContinuousClock.Instant

  /// Begins with the queue's length when the message had just been pushed.
  ///
  /// - Parameter patience: how long the length may not fall before no worker is believed in.
  init(length: Int, patience: Duration, now: ContinuousClock.Instant) {
    ahead = length
    self.patience = patience
    last = length
    lastFall = now
  }

  /// Takes the queue's length.
  mutating func take(_ length: Int, now: ContinuousClock.Instant) -> Verdict {
    if length < last {
      fallen += last - length
      lastFall = now
    }
    last = length
    empty = length == 0 ? empty + 1 : 0
    if empty >= 2 || fallen > ahead { return .taken }
    return now - lastFall > patience ? .stuck : .waiting
  }
}
