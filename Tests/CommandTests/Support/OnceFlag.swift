import Synchronization

/// True for the first who asks.
final class OnceFlag: Sendable {
  private let taken = Atomic<Bool>(false)

  func take() -> Bool { !taken.exchange(true, ordering: .relaxed) }
}
