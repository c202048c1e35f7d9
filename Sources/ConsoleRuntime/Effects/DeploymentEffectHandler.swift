import CertificateSync
import Console
import LearnerRecords
import Logging
import OpenEdX
import Synchronization

/// Saves in the LMS what the words behind `learner-records lms` say, and tells each line of what comes of it.
package typealias LMSChange = @Sendable (_ words: [String], _ tell: @Sendable (String) -> Void) async throws -> Void

/// Carries out every effect but the session's own: reads the deployment, enqueues in it, and writes files.
///
/// `result(of:tell:)` is the one place that knows all effects.
package final class DeploymentEffectHandler: EffectHandler, ScreenSource {
  /// The deployment's databases, for reading.
  package let records: RecordStore
  private let engine: SyncEngine?
  private let log: RecentLog
  private let last = Mutex(Last())
  let underWay = UnderWay()
  let people = PeopleIndex()
  private let counter: AuditCounter
  private let control: QueueControl
  private let watch: QueueWatch
  private let backfills: BackfillWatch
  private let files: ExportFiles
  let kept: KeptCounts?
  private let lms: LMSChange?

  private struct Last {
    var fingerprint: DataFingerprint?
    var origin: OriginText?
    var engineFailure: String?
  }

  /// Takes an opened deployment; without an engine nothing can be changed.
  ///
  /// - Parameters:
  ///   - kept: what the last session has found out; nil where nothing may be remembered.
  ///   - lms: saves in the LMS as its staff would; nil where nobody may.
  package init(
    records: RecordStore,
    engine: SyncEngine?,
    log: RecentLog,
    files: ExportFiles,
    kept: KeptCounts? = nil,
    lms: LMSChange? = nil
  ) {
    self.files = files
    self.kept = kept
    self.lms = lms
    self.records = records
    self.engine = engine
    self.log = log
    counter = AuditCounter(records, kept: kept, underWay: underWay)
    control = QueueControl(engine: engine)
    backfills = BackfillWatch(records)
    watch = QueueWatch(engine: engine, lmsPath: records.lmsPath)
  }

  /// The deployment's queue, for reading.
  package func queue() throws -> QueueReader { try watch.reader() }

  /// Runs the engine until it is stopped; what ends it before that is shown in the engine pane, and whole in its log.
  package func runEngine() async {
    do {
      try await engine?.run(.untilStopped)
    } catch {
      last.withLock { $0.engineFailure = "\(error)" }
      log.logger().error("The engine stopped: \(error)")
    }
  }

  /// Where the tasks stand that were enqueued through it, one after the other backfill.
  ///
  /// - Throws: `DatabaseFileError`.
  package func enqueued() async throws -> [BackfillRun.Progress] { try await backfills.progress() }

  /// Does one thing; see ``EffectHandler/perform(_:tell:)``.
  package func perform(_ effect: Effect, tell: @escaping @Sendable (ConsoleEvent) -> Void) async -> ConsoleEvent? {
    underWay.begin()
    defer { underWay.end() }
    return await result(of: effect, tell: tell)
  }

  /// Waits until nothing that was begun is under way any more, so that the databases can be closed.
  package func waitUntilDone() async { await underWay.wait() }

  private func result(of effect: Effect, tell: @escaping @Sendable (ConsoleEvent) -> Void) async -> ConsoleEvent? {
    do {
      try Task.checkCancellation()
      switch effect {
      case .loadPrograms:
        return .programs(try records.read { $0.programs() })
      case .countPrograms, .recountPrograms:
        let answer = try counter.count(anew: effect.isRecount)
        return answer.map { .programs($0.counts.programs) } ?? .programCountStopped
      case .loadLearners(let program): return try loadLearners(program, tell)
      case .loadRecord(let username, let program):
        let page = try records.read { try $0.learnerRecord(username: username, program: program, now: .now) }
        if let page { return .record(program: program, page) }
        let isKnown = try records.read { try $0.learnerPrograms(username: username, now: .now) } != nil
        return isKnown
          ? .failed("the site has no such program any more", of: effect)
          : .noRecord(username: username, program: program)
      case .plan(let scope, let include):
        let plan = try plan(scope, include, tell)
        return .planned(plan, queued: try await watch.queued(of: plan))
      case .enqueue(let plan):
        guard let engine else { return .failed(QueueControl.closed, of: effect) }
        let run = try await BackfillRun(plan, engine: engine)
        backfills.begin(run)
        return .enqueued(count: run.total)
      case .reloadLearners(let program): return .learners(program: program, try allLearners(program, tell))
      case .reloadSome(let program, let usernames):
        let some = try records.read { try $0.learners(ofProgram: program, named: usernames, now: .now) }
        return .learners(program: program, some.map { LearnerRow($0) }, part: .some)
      case .search(let text): return try search(text, tell)
      case .loadPerson(let username):
        let programs = try records.read { try $0.learnerPrograms(username: username, now: .now) }
        return programs.map(ConsoleEvent.person) ?? .failed("nobody knows “\(username)” any more", of: effect)
      case .describe(let username):
        let programs = try records.read { try $0.learnerPrograms(username: username, now: .now) }
        return programs.map(ConsoleEvent.described) ?? .failed("nobody knows “\(username)” any more", of: effect)
      case .countFindings, .recountFindings:
        let answer = try counter.count(anew: effect.isRecount)
        return answer.map { .findings($0.counts.groups, tookSeconds: $0.tookSeconds) } ?? .countingStopped
      case .stopCounting:
        counter.stop()
        return nil
      case .loadGroup(let group, let limit): return try counter.learners(of: group, limit: limit)
      case .pauseQueue(let reason): return try await control.pause(reason, for: effect)
      case .resumeQueue: return try await control.resume(for: effect)
      case .retryDead(let ids): return try await control.retryDead(ids, for: effect)
      case .changeLMS(let words):
        guard let lms else { return .failed("nothing can be saved in the LMS from here", of: effect) }
        try await lms(words) { tell(.done($0)) }
        return nil
      case .replayRace: return .race(try await QueueControl.race())
      case .read(let read):
        guard let answer = try await read.answer(self) else {
          return .failed("the site does not know it any more", of: effect)
        }
        return .read(read.screen, answer)
      case .write(let draft): return files.write(draft)
      case .keep(let copied): return files.keep(copied)
      case .session: return nil
      }
    } catch is CancellationError {
      return nil
    } catch {
      return .failed("\(error)", of: effect)
    }
  }

  /// Looks; see ``EffectHandler/look()``.
  package func look() async -> (engine: EngineSnapshot, dataChanged: Bool) {
    underWay.begin()
    defer { underWay.end() }
    let lines = log.numbered
    var snapshot = EngineSnapshot(rate: engine?.ratePerSecond ?? 0, log: lines.lines)
    snapshot.firstLogLine = lines.first
    snapshot.failure = last.withLock { $0.engineFailure }
    snapshot.countedPercent = counter.percent
    let fingerprint = fingerprint
    do {
      try await watch.look(&snapshot, fingerprint, now: .now)
      snapshot.backfillEnd = try await backfills.look(isPaused: snapshot.queue?.pauseReason != nil)
    } catch {
      snapshot.failure = "\(error)"
    }
    let before = last.withLock { last in
      defer { last.fingerprint = fingerprint }
      return last.fingerprint
    }
    if before != fingerprint {
      let origin = try? records.originText()
      last.withLock { $0.origin = origin }
    }
    snapshot.copyAge = last.withLock { $0.origin }?.short(now: snapshot.now)
    return (snapshot, before.map { $0 != fingerprint } ?? false)
  }

  var fingerprint: DataFingerprint { DataFingerprint(of: records) }

  private func plan(
    _ scope: BackfillScope,
    _ include: Set<Finding>,
    _ tell: (ConsoleEvent) -> Void
  ) throws -> BackfillPlan {
    var filter = RunFilter()
    var program: ProgramUUID?
    switch scope {
    case .programs(let programs): filter.programs = Set(programs)
    case .learners(let usernames, let programs):
      filter.users = usernames
      filter.programs = Set(programs)
    case .runs(let username, let courseRunKeys, let ofProgram):
      program = ofProgram
      filter.users = [username]
      filter.courseRuns = courseRunKeys
    case .groups(let groups): return try BackfillPlan.reading(records, groups)
    case .groupLearners(let group, let usernames):
      return try BackfillPlan.reading(records, [group], usernames: usernames)
    }
    return try BackfillPlan.reading(records, filter, include: include, ofProgram: program) { rows in
      if rows.isMultiple(of: 500) { tell(.progress(of: .plan, done: rows, total: nil)) }
    }
  }
}
