import Console
import Foundation
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

  /// Gives all reads up, for good; see ``ReadSchedule/finish()``.
  func cancelAll() {
    state.withLock { state in
      for action in state.schedule.finish() { follow(action, &state) }
    }
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

/// Memory that was used and is not any more.
enum FreedMemory {
  private typealias Trim = @convention(c) (_ kept: Int) -> Int32

  /// The C library's `malloc_trim`, which has no declaration in Swift; nil in a library without it.
  private static let trim: Trim? = dlsym(nil, "malloc_trim").map {
    // glibc declares it as `int malloc_trim (size_t)`, and no other library uses the name for anything else.
    unsafeBitCast($0, to: Trim.self)
  }

  /// Gives it back to the system. Else the C library keeps it for the same threads, and what a long read needed for a while
  /// would stay with the process, beside what the next one needs.
  static func giveBack() { _ = trim?(0) }
}

/// Threads for reads, which block until SQLite has answered. On the few threads of Swift's own pool they would hold up the
/// engine, and each other; and Dispatch's queues share their threads with that pool: where two processors are busy, a third
/// read would wait for the end of another.
final class ReadThreads: TaskExecutor {
  /// Gives each job a thread of its own, which ends with it: making one takes a fraction of the shortest read, and the
  /// schedule lets but a handful of reads run at a time.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    let thread = Thread { job.runSynchronously(on: executor) }
    thread.name = "read"
    thread.start()
  }
}
