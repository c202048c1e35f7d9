import Console
import Synchronization

/// Does what the model asks for, off the screen's thread, as the schedule says.
final class Reads: Sendable {
  private struct State {
    var schedule = ReadSchedule()
    var tasks: [Effect.Read: Task<Void, Never>] = [:]
  }

  /// A read that took so long may have needed much memory.
  private static let long = Duration.milliseconds(300)

  private let effectHandler: any EffectHandler
  private let tell: @Sendable (ConsoleEvent) -> Void
  private let threads = ReadThreads()
  private let begin = ContinuousClock.now
  private let state = Mutex(State())

  init(effectHandler: any EffectHandler, tell: @escaping @Sendable (ConsoleEvent) -> Void) {
    self.effectHandler = effectHandler
    self.tell = tell
  }

  func begin(_ effect: Effect) {
    state.withLock { state in
      for action in state.schedule.begin(effect, at: now) { follow(action, &state) }
    }
  }

  /// Stops a read that runs or waits for its turn.
  func stop(_ read: Effect.Read) {
    state.withLock { state in
      for action in state.schedule.stop(read) { follow(action, &state) }
    }
  }

  func cancelAll() {
    state.withLock { for task in $0.tasks.values { task.cancel() } }
  }

  private var now: Duration { ContinuousClock.now - begin }

  private func follow(_ action: ReadSchedule.Action, _ state: inout State) {
    switch action {
    case .cancel(let read): state.tasks[read]?.cancel()
    case .start(let effect, let delay):
      let task = Task(executorPreference: threads) { await self.perform(effect, after: delay) }
      if let read = effect.read { state.tasks[read] = task }
    }
  }

  private func perform(_ effect: Effect, after delay: Duration) async {
    if delay > .zero { try? await Task.sleep(for: delay) }
    let began = now
    if !Task.isCancelled, let event = await effectHandler.perform(effect, tell: tell), !Task.isCancelled { tell(event) }
    let took = now - began
    if took > Self.long { FreedMemory.giveBack() }
    state.withLock { state in
      if let read = effect.read { state.tasks[read] = nil }
      for action in state.schedule.ended(effect, took: took, at: now) { follow(action, &state) }
    }
  }
}
