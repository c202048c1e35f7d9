import LearnerRecords
import Logging
import OpenEdX

/// Follows a live site: brings the copy up to date again and again, and enqueues what drifts.
///
/// It is reconciliation: the site's two databases are the truth and the queue only carries out what follows from them. A
/// queue that is lost, a pull that fails and a process that dies lose nothing, because the next look finds the drift.
package struct Follower: Sendable {
  /// What is healed, and how often the site is looked at.
  package struct Limits: Sendable {
    /// Seconds between two looks; a look that takes long is followed by a rest as long, and where nothing has changed for
    /// a minute, the rest is doubled.
    package var interval = 1.0
    /// Seconds for which the site's own task is left alone.
    package var grace = 60.0
    /// Whether what the first look finds is healed too; else what changes after it.
    package var healsAll = false
    /// What is healed beside lost awards.
    package var include: Set<Finding> = []

    /// Takes the usual ones.
    package init() {}
  }

  /// What a pull has brought.
  package struct Pulled: Sendable, Hashable {
    /// The moment of the data, by the site's clock.
    package let moment: UTCTime
    /// Whether all was checked; else what is new, and what an index tells of.
    package let isWhole: Bool
    /// Whether the copy was changed.
    package let hasChanged: Bool

    /// Takes the facts.
    package init(moment: UTCTime, isWhole: Bool, hasChanged: Bool) {
      self.moment = moment
      self.isWhole = isWhole
      self.hasChanged = hasChanged
    }
  }

  /// Of what moment the data are, and what of them is judged.
  package struct Moment: Sendable, Hashable {
    /// By the site's clock.
    let now: UTCTime
    /// Whether all is judged, not only what is young.
    let isWhole: Bool
    /// The shards whose learners are healed, with their holds; nil for all learners.
    let ready: [Int: Int]?
  }

  /// What came of one look.
  package struct Look: Sendable, Hashable {
    /// How many tasks were enqueued.
    package var enqueued = 0
    /// How many rows drift and are left to the site's own task for now.
    package var waiting = 0
    /// How many tasks that were handed to the site's workers have shown what they were for.
    package var confirmed = 0
    /// How many tasks lie with the site's workers.
    package var handedOver = 0

    /// Whether time alone can change what is to be done.
    var isUnfinished: Bool { waiting > 0 || handedOver > 0 }
  }

  /// Seconds for which a certificate is young.
  private static let recent = 900.0

  private let records: RecordStore
  private let engine: SyncEngine
  private let limits: Limits
  private let logger: Logger
  private let pull: @Sendable (_ isWhole: Bool) async throws -> Pulled
  private let mayPass: @Sendable (any Error) -> Bool
  private let standing: FollowStanding

  /// Takes what it works with.
  ///
  /// - Parameters:
  ///   - pull: brings the copy up to date; is told whether all has to be checked.
  ///   - standing: called after each look at the site.
  ///   - mayPass: whether an error of a pull may pass by itself; another one ends the following.
  package init(
    _ records: RecordStore,
    engine: SyncEngine,
    limits: Limits,
    logger: Logger,
    standing: FollowStanding = FollowStanding(),
    pull: @escaping @Sendable (_ isWhole: Bool) async throws -> Pulled,
    mayPass: @escaping @Sendable (any Error) -> Bool
  ) {
    self.records = records
    self.engine = engine
    self.limits = limits
    self.logger = logger
    self.standing = standing
    self.pull = pull
    self.mayPass = mayPass
  }

  /// Follows until the task is cancelled.
  ///
  /// - Throws: an error that does not pass by itself, e.g. of an account that was locked; `CancellationError`.
  package func run() async throws {
    var ledger = FollowLedger(grace: limits.grace)
    var begin: UTCTime?
    var failures = 0
    var judged: [Int: Int]?
    var last = Look()
    var quiet = ContinuousClock.now
    while true {
      let started = ContinuousClock.now
      do {
        // What was ready before the data was read alone: so what its last holder has posted is in them.
        let ready = engine.shards?.held.ready()
        let pulled = try await pull(ready != judged)
        if failures > 0 { logger.notice("The site can be read again") }
        failures = 0
        // What was there before is judged once, and again when there are other learners to heal.
        let isWhole = pulled.isWhole || begin == nil || ready != judged
        let first: UTCTime
        if let begin { first = begin } else { first = try await self.begin(at: pulled.moment) }
        begin = first
        if pulled.hasChanged || isWhole || last.isUnfinished {
          let moment = Moment(now: pulled.moment, isWhole: isWhole, ready: ready)
          last = try await heal(&ledger, since: limits.healsAll ? nil : first, at: moment)
          judged = ready
          tell(last)
        }
        if pulled.hasChanged, !isWhole || last.enqueued > 0 { quiet = .now }
        standing.worked(last, moment: pulled.moment)
        (last.enqueued, last.confirmed) = (0, 0)
      } catch {
        // What fails because it was cancelled is no trouble of the site's.
        try Task.checkCancellation()
        guard mayPass(error) else { throw error }
        failures += 1
        standing.failed("\(error)")
        logger.warning("The site cannot be read, nothing is posted until it can: \(error)")
      }
      let interval = limits.interval * (ContinuousClock.now - quiet > .seconds(60) ? 2 : 1)
      let rest = max(.seconds(interval), ContinuousClock.now - started)
      try await Task.sleep(for: failures > 0 ? min(.seconds(60), rest * (1 << min(failures, 4))) : rest)
    }
  }

  /// Begins, or goes on where a process before has begun.
  private func begin(at moment: UTCTime) async throws -> UTCTime {
    let first = try await engine.queue.followed(since: moment)
    let since = first == moment ? "from now on" : "since \(first.apiText), when following began,"
    logger.notice("Following; \(limits.healsAll ? "all drift" : "what changes \(since)") is healed")
    return first
  }

  private func tell(_ look: Look) {
    if look.enqueued > 0 {
      logger.info("\(look.enqueued) tasks enqueued, \(look.waiting) rows wait for the site's own")
    }
    if look.confirmed > 0 {
      logger.info("\(look.confirmed) tasks of the site's workers confirmed, \(look.handedOver) lie with them")
    }
  }

  /// Looks at the drift once and enqueues what is due.
  ///
  /// - Parameter since: the moment from which on drift is healed; nil heals all.
  package func heal(_ ledger: inout FollowLedger, since: UTCTime?, at moment: Moment) async throws -> Look {
    let now = moment.now
    // Between the whole checks only what is young is judged: on a large site all of it would take longer than the rest.
    let recent = now.adding(seconds: -Self.recent)
    let filter = RunFilter(modifiedSince: moment.isWhole ? since : max(since ?? recent, recent))
    let withheld = engine.handsOver ? HandOverDesk.withheld : [:]
    let plan = try BackfillPlan.reading(records, filter, include: limits.include, withheld: withheld, now: now)
    let (confirmed, handedOver) = try await engine.confirmHandedOver(records)
    // What waits already keeps its tries, and what was refused for good is left to an operator.
    let known = try await engine.queue.unfinishedKeys()
    let wanted = plan.tasks.filter { heals($0) }
    let due: [PlannedTask]
    if let shards = engine.shards, let ready = moment.ready {
      let hold = try shards.holds(of: wanted, ready: ready)
      due = ledger.take(wanted, isWhole: moment.isWhole, unfinished: known, now: now, hold: hold)
    } else {
      let new = wanted.filter { !known.contains(ExactText($0.request.key)) }
      due = ledger.take(new, isWhole: moment.isWhole, now: now)
    }
    if !due.isEmpty {
      _ = try await engine.queue.enqueue(due, origin: .backfill, now: .now)
      engine.wakeSignal.wake()
    }
    return Look(enqueued: due.count, waiting: ledger.waiting, confirmed: confirmed, handedOver: handedOver)
  }

  /// A plan repairs revocations unasked, because an operator confirms it; here nobody does.
  private func heals(_ task: PlannedTask) -> Bool {
    task.findings.allSatisfy { $0 == .awardLost || limits.include.contains($0) }
  }
}
