import DatabaseFile
import OpenEdX

/// What a run of the engine does next, round by round. Pure: it is told the time and what has happened, and says what to
/// read and write.
///
/// A task is in flight from its claim until its worker has ended; what a worker has ended with is kept until it is
/// recorded, also while the database cannot be written.
struct Dispatch {
  /// What one round does, in this order.
  struct Round {
    /// Tasks whose workers are to end now, because a grace is over.
    var cancels: [Int64] = []
    /// Whether the database is left alone, because it could not be written a moment ago.
    var isWaiting = false
    /// What the queue needs beside.
    var duties: [Maintenance.Duty] = []
    /// What has ended, to be recorded with the next claim.
    var record: [TaskQueue.Finished] = []
    /// How many tasks may be claimed.
    var claims = 0
  }

  /// What follows a round.
  enum Next: Equatable {
    /// Wait for the next wake-up.
    case wait
    /// Nothing is under way: ask whether the mode is over.
    case askMode
    /// The run is over.
    case end
  }

  /// What follows from trouble with the database.
  enum Trouble: Equatable {
    /// The run ends with it.
    case ends
    /// It is tried again; the first of a row is to be told.
    case triedAgain(isFirst: Bool)
  }

  private let concurrency: Int
  /// Whether the run ends only when it is stopped.
  private let isEndless: Bool
  private(set) var inFlight: [Int64: SyncTask] = [:]
  private(set) var unrecorded: [TaskQueue.Finished] = []
  private var maintenance: Maintenance.Schedule
  private var stop = EngineStop()
  private var breaker = CircuitBreaker()
  private var trouble = WriteBackoff()

  init(limits: EngineLimits, isEndless: Bool, now: UTCTime) {
    concurrency = limits.concurrency
    self.isEndless = isEndless
    maintenance = Maintenance.Schedule(limits.maintenance, from: now)
  }

  /// The tasks whose leases are kept.
  var held: [SyncTask] { inFlight.values + unrecorded.map(\.task) }

  /// Asks the run to stop; a shorter grace than one before counts.
  mutating func ask(stop grace: Duration?, instant: ContinuousClock.Instant) { stop.ask(grace: grace, now: instant) }

  /// When a stop goes on by itself.
  func nextChange(_ instant: ContinuousClock.Instant) -> ContinuousClock.Instant? { stop.nextChange(instant) }

  /// Takes what a worker has ended with. A task that was left behind is not one of this run any more.
  mutating func ended(_ item: TaskQueue.Finished) {
    guard inFlight.removeValue(forKey: item.task.id) != nil else { return }
    unrecorded.append(item)
  }

  /// Takes how the requests of a task went.
  ///
  /// - Returns: seconds for which nothing is to be claimed, when the service has failed too often in a row.
  mutating func take(_ signs: [CircuitBreaker.Sign], now: UTCTime) -> Double? {
    signs.reduce(nil) { rest, sign in breaker.take(sign, now: now) ?? rest }
  }

  /// Begins a round.
  mutating func round(now: UTCTime, instant: ContinuousClock.Instant) -> Round {
    let phase = stop.phase(instant)
    var round = Round()
    if phase >= .cancelling { round.cancels = inFlight.keys.sorted() }
    if phase == .abandoning {
      // A late answer of what does not end even when cancelled is void, because its claim is.
      unrecorded += round.cancels.compactMap { inFlight[$0] }.map { TaskQueue.Finished(task: $0, outcome: nil) }
      inFlight = [:]
    }
    guard phase > .running || trouble.isOver(instant) else {
      round.isWaiting = true
      return round
    }
    round.record = unrecorded
    guard phase == .running else { return round }
    round.duties = maintenance.due(now)
    round.claims = max(0, (breaker.isProbing ? 1 : concurrency) - inFlight.count)
    return round
  }

  /// Takes what the transaction of a round has done: its record is kept there, and the claimed tasks' workers start.
  mutating func exchanged(_ round: Round, for claimed: [SyncTask]) {
    unrecorded.removeFirst(round.record.count)
    for task in claimed { inFlight[task.id] = task }
  }

  /// Takes that all of a round has been carried out.
  ///
  /// - Returns: whether the database can be written again after trouble.
  mutating func succeeded() -> Bool { trouble.clear() }

  /// Makes a duty due again, because it was not finished.
  mutating func again(_ duty: Maintenance.Duty, at now: UTCTime) { maintenance.again(duty, at: now) }

  /// Takes that a round could not be carried out; what it would have recorded is kept.
  mutating func failed(_ error: DatabaseFileError, instant: ContinuousClock.Instant) -> Trouble {
    guard error.isPassing, isEndless, stop.phase(instant) == .running else { return .ends }
    return .triedAgain(isFirst: trouble.add(instant))
  }

  /// What follows a round that was carried out.
  func next(_ instant: ContinuousClock.Instant) -> Next {
    guard inFlight.isEmpty, unrecorded.isEmpty else { return .wait }
    return stop.phase(instant) > .running ? .end : .askMode
  }
}
