import CertificateSync
import LearnerRecords
import OpenEdX
import Synchronization

/// Reads a deployment and enqueues in it for the screens.
public final class DeploymentPerformer: Performer {
  let records: RecordStore
  private let engine: SyncEngine?
  private let log: RecentLog
  private let last = Mutex(Last())
  let people = PeopleIndex()

  private struct Last {
    var fingerprint: DataFingerprint?
    var engineFailure: String?
  }

  /// Takes an opened deployment; without an engine nothing can be changed.
  public init(records: RecordStore, engine: SyncEngine?, log: RecentLog) {
    self.records = records
    self.engine = engine
    self.log = log
  }

  /// Runs the engine until it is stopped; what ends it before that is shown in the engine pane.
  public func runEngine() async {
    do {
      try await engine?.run(.untilStopped)
    } catch {
      last.withLock { $0.engineFailure = "\(error)" }
    }
  }

  /// Does one thing; see ``Performer/perform(_:tell:)``.
  public func perform(_ effect: Effect, tell: @escaping @Sendable (ConsoleEvent) -> Void) async -> ConsoleEvent? {
    do {
      try Task.checkCancellation()
      switch effect {
      case .loadPrograms:
        return .programs(try records.read { $0.programs() })
      case .countPrograms:
        return .programs(try records.read { try $0.programs(now: .now) })
      case .loadLearners(let program): return try loadLearners(program, tell)
      case .loadRecord(let username, let program):
        let page = try records.read { try $0.learnerRecord(username: username, program: program, now: .now) }
        guard let page else { return .failed("“\(username)” has no record in this program", of: effect) }
        return .record(program: program, page)
      case .plan(let scope, let include): return .planned(try plan(scope, include, tell))
      case .enqueue(let plan):
        guard let engine else { return .failed("the deployment is open for reading only", of: effect) }
        return .enqueued(count: try await BackfillRun(plan, engine: engine).total)
      case .reloadLearners(let program): return .learners(program: program, try allLearners(program, tell))
      case .reloadSome(let program, let usernames):
        let some = try records.read { try $0.learners(ofProgram: program, named: usernames, now: .now) }
        return .learners(program: program, some.map { LearnerRow($0) }, part: .some)
      case .search(let text): return try search(text, tell)
      case .loadPerson(let username):
        let programs = try records.read { try $0.learnerPrograms(username: username, now: .now) }
        return programs.map(ConsoleEvent.person) ?? .failed("nobody knows “\(username)” any more", of: effect)
      case .stop, .quit, .redraw, .theme, .copy, .write: return nil
      }
    } catch is CancellationError {
      return nil
    } catch {
      return .failed("\(error)", of: effect)
    }
  }

  /// Looks; see ``Performer/look()``.
  public func look() async -> (engine: EngineSnapshot, dataChanged: Bool) {
    var snapshot = EngineSnapshot(rate: engine?.ratePerSecond ?? 0, log: log.all)
    snapshot.failure = last.withLock { $0.engineFailure }
    if let engine {
      do { snapshot.queue = try await engine.queue.status() } catch { snapshot.failure = "\(error)" }
    }
    let fingerprint = DataFingerprint(of: [records.lmsPath, records.credentialsPath])
    let changed = last.withLock { last in
      defer { last.fingerprint = fingerprint }
      return last.fingerprint.map { $0 != fingerprint } ?? false
    }
    return (snapshot, changed)
  }

  private func plan(
    _ scope: BackfillScope,
    _ include: Set<Finding>,
    _ tell: (ConsoleEvent) -> Void
  ) throws -> BackfillPlan {
    var filter = RunFilter()
    switch scope {
    case .programs(let programs): filter.programs = Set(programs)
    case .learners(let usernames, let programs):
      filter.users = usernames
      filter.programs = Set(programs)
    case .runs(let username, let courseRunKeys):
      filter.users = [username]
      filter.courseRuns = courseRunKeys
    }
    return try BackfillPlan.reading(records, filter, include: include) { rows in
      if rows.isMultiple(of: 500) { tell(.progress(of: .plan, done: rows, total: nil)) }
    }
  }
}
