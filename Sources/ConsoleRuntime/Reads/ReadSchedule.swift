import Console

/// Which reads run, which follow, and when: so that no read overtakes an earlier one of the same thing, none goes on for a
/// screen that was left, and what databases that change all the time make necessary again does not fill the machine.
///
/// Told what happens and when, it says what is to be done; it knows no clock and no thread.
struct ReadSchedule {
  /// What is to be done.
  enum Action {
    /// Cancel the task of a read that runs or waits.
    case cancel(Effect.Read)
    /// Do it, after a while.
    case start(Effect, after: Duration)
  }

  /// A read that can wait rests so many times its own duration before it runs again: it takes a tenth of a core at most.
  static let rest = 9

  /// Reads that run or wait for their turn.
  private var running: Set<Effect.Read> = []
  /// What is done when the running read of the same thing has ended.
  private var next: [Effect.Read: Effect] = [:]
  /// How long, since the schedule began, a read that can wait has to.
  private var due: [Effect.Read: Duration] = [:]
  /// Running reads that were cancelled.
  private var stopped: Set<Effect.Read> = []
  private var isOver = false

  /// Takes an effect that was asked for. One that reads nothing is done at once, beside all others.
  mutating func begin(_ effect: Effect, at now: Duration) -> [Action] {
    guard !isOver else { return [] }
    guard let read = effect.read else { return [.start(effect, after: .zero)] }
    var actions: [Action] = []
    if read.endsWithScreen {
      for other in running where other.endsWithScreen && other.screen != read.screen { actions += stop(other) }
    }
    if running.insert(read).inserted {
      actions.append(.start(effect, after: delay(of: effect, read, at: now)))
    } else {
      next[read] = effect
    }
    return actions
  }

  /// Takes the end of a read, cancelled or not, and how long it took without its waiting.
  mutating func ended(_ effect: Effect, took: Duration, at now: Duration) -> [Action] {
    guard let read = effect.read else { return [] }
    if stopped.remove(read) == nil, effect.canWait { due[read] = now + took * Self.rest }
    guard !isOver, let effect = next.removeValue(forKey: read) else {
      running.remove(read)
      return []
    }
    return [.start(effect, after: delay(of: effect, read, at: now))]
  }

  /// Stops a read that runs or waits for its turn.
  mutating func stop(_ read: Effect.Read) -> [Action] {
    next[read] = nil
    due[read] = nil
    guard running.contains(read) else { return [] }
    stopped.insert(read)
    return [.cancel(read)]
  }

  /// Cancels every read. Nothing begins any more, also no read that was to follow one of them.
  mutating func finish() -> [Action] {
    isOver = true
    return running.map { .cancel($0) }
  }

  private func delay(of effect: Effect, _ read: Effect.Read, at now: Duration) -> Duration {
    effect.canWait ? max(.zero, (due[read] ?? .zero) - now) : .zero
  }
}
