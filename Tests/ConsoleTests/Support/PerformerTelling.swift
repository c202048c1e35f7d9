import Console
import ConsoleRuntime
import Synchronization

extension EffectHandler {
  /// Does one thing for somebody who only wants its end.
  func perform(_ effect: Effect) async -> ConsoleEvent? { await perform(effect) { _ in } }

  /// Does one thing, and everything that was told, the end included.
  func told(_ effect: Effect) async -> [ConsoleEvent] {
    let told = Told()
    let end = await perform(effect) { event in told.events.withLock { $0.append(event) } }
    return told.events.withLock { $0 } + [end].compactMap { $0 }
  }
}

private final class Told: Sendable {
  let events = Mutex<[ConsoleEvent]>([])
}
