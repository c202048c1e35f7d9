import DatabaseFile
import Dispatch
import Foundation
import GRDB
import GRDBSQLite
import OpenEdX
import Synchronization

/// A thread with a connection and a reader of its own, which does one job after the other.
///
/// SQLite works on one processor for each connection, so what is to use several has to have several.
final class ReaderThread: Sendable {
  private typealias Job = @Sendable (RecordReader) -> Void

  private let jobs = Mutex<(waiting: [Job], isClosed: Bool)>(([], false))
  private let arrived = DispatchSemaphore(value: 0)
  private let stop: StopFlag
  private let opened: Answer<Void>
  private let ended: Answer<Void>

  /// Opens the deployment on a thread of its own.
  ///
  /// - Parameter facts: those of the same state of the databases.
  init(_ store: RecordStore, facts: DeploymentFacts, stop: StopFlag) {
    self.stop = stop
    opened = Answer(stop)
    ended = Answer(stop)
    let thread = Thread { [self] in
      let result = Result {
        try store.readWith(facts, stop) { reader in
          opened.give(.success(()))
          while let job = next() { job(reader) }
        }
      }
      if case .failure(let error) = result { opened.give(.failure(error)) }
      ended.give(result)
    }
    thread.name = "records"
    thread.start()
  }

  /// Waits until it has seen the state of the databases that it will read from.
  func waitUntilOpen() throws { try opened.wait() }

  /// Begins a job behind those that it has.
  func begin<Value: Sendable>(_ body: @escaping @Sendable (RecordReader) throws -> Value) -> Answer<Value> {
    let answer = Answer<Value>(stop)
    jobs.withLock { jobs in
      jobs.waiting.append { reader in answer.give(Result { try body(reader) }) }
    }
    arrived.signal()
    return answer
  }

  /// Ends it after its jobs, and waits for that.
  ///
  /// - Throws: what went wrong beside the jobs: a file that nobody had open was changed meanwhile.
  func close() throws {
    jobs.withLock { $0.isClosed = true }
    arrived.signal()
    try ended.wait()
  }

  private func next() -> Job? {
    arrived.wait()
    return jobs.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
  }
}

/// Whether threads that read for another are to stop, in the middle of a statement, too.
final class StopFlag: Sendable {
  private let isSet = Atomic(false)

  func set() { isSet.store(true, ordering: .relaxed) }

  /// Looks from now on, while a statement runs, whether the flag is set; the statement then fails with
  /// `SQLITE_INTERRUPT`. The flag has to outlive the connection.
  func watch(_ db: Database) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_progress_handler(
      db.sqliteConnection,
      ReadCancellation.steps,
      { context in
        guard let context else { return 0 }
        return Unmanaged<StopFlag>.fromOpaque(context).takeUnretainedValue().isSet.load(ordering: .relaxed) ? 1 : 0
      },
      context
    )
  }
}

/// What a job on another thread will have come to.
final class Answer<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let given = DispatchSemaphore(value: 0)
  private let stop: StopFlag

  init(_ stop: StopFlag) { self.stop = stop }

  /// Gives it; another one later is left out.
  func give(_ value: Result<Value, any Error>) {
    let isFirst = result.withLock { result in
      guard result == nil else { return false }
      result = value
      return true
    }
    if isFirst { given.signal() }
  }

  /// Waits for it. When the task that waits is cancelled, the threads are told to stop, and it waits until they have.
  func wait() throws -> Value {
    // Nothing wakes a thread when its task is cancelled.
    while given.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
      if Task.isCancelled { stop.set() }
    }
    given.signal()
    guard let result = result.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
  }
}
