import Console
import LearnerRecords
import OpenEdX
import Synchronization

/// Counts programs and findings for the screens, with progress, and can be stopped.
///
/// All learners are judged once; after that those alone of whom something was written. Two screens that ask at once share
/// one walk.
final class AuditCounter: Sendable {
  /// What was counted, and how long it will take the next time, if little is written until then.
  struct Answer {
    let counts: AuditCounts
    let tookSeconds: Double
  }

  private struct Progress {
    var percent: Int?
    var stops = 0
  }

  private struct Last {
    var ledger: AuditLedger
    /// The databases of which it is; nil where they changed while it was made.
    var fingerprint: DataFingerprint?
    /// Learners who were judged again since it was written down.
    var unwritten = 0
  }

  private enum State {
    /// Nothing was asked for in this session.
    case begun
    case counted(Last)
    case uncounted
  }

  /// The ledger is written again once so many learners were judged since. Fewer are judged again at the next start.
  private static let mostUnwritten = 100

  private let records: RecordStore
  private let kept: KeptCounts?
  private let underWay: UnderWay
  private let progress = Mutex(Progress())
  /// Held while something is counted.
  private let state = Mutex(State.begun)

  /// Takes the databases, and where ledgers are kept from one session to the next.
  init(_ records: RecordStore, kept: KeptCounts?, underWay: UnderWay) {
    self.records = records
    self.kept = kept
    self.underWay = underWay
  }

  /// How much has been judged of all learners; nil when they are not being judged.
  var percent: Int? { progress.withLock(\.percent) }

  /// Stops the counts that are under way; their answer is then nil.
  func stop() { progress.withLock { $0.stops += 1 } }

  /// Counts, until the surrounding task is cancelled or ``stop()`` is called.
  ///
  /// - Parameter anew: whether all learners are judged again, whatever is known of them.
  /// - Returns: nil when it was stopped.
  /// - Throws: what the databases report, and `CancellationError`.
  func count(anew: Bool = false) throws -> Answer? {
    let stops = progress.withLock(\.stops)
    do {
      return try state.withLock { state in
        try goOn(stops)
        if anew { state = .uncounted }
        return try count(&state, stops)
      }
    } catch is Stopped {
      return nil
    }
  }

  private struct Stopped: Error {}

  private func goOn(_ stops: Int) throws {
    try Task.checkCancellation()
    if progress.withLock(\.stops) != stops { throw Stopped() }
  }

  private func count(_ state: inout State, _ stops: Int) throws -> Answer {
    let start = ContinuousClock.now
    let before = DataFingerprint(of: records)
    if case .begun = state {
      let last = kept?.ledger(before).map { Last(ledger: $0.ledger, fingerprint: $0.isSame ? before : nil) }
      state = last.map { .counted($0) } ?? .uncounted
    }
    if case .counted(var last) = state, let counts = try update(&last, before, stops) {
      state = .counted(last)
      return Answer(counts: counts, tookSeconds: Self.seconds(since: start))
    }
    state = .uncounted
    progress.withLock { $0.percent = 0 }
    defer { progress.withLock { $0.percent = nil } }
    var added = start
    let (ledger, counts) = try records.readInParallel { reader in
      let total = max(1, try reader.certificateCount())
      let ledger = try reader.auditLedger(now: .now) { rows in
        // Rows without a certificate come on top, so that the guess may exceed the whole.
        progress.withLock { $0.percent = min(99, rows * 100 / total) }
        try goOn(stops)
      }
      added = .now
      return (ledger, reader.counts(ledger))
    }
    var last = Last(ledger: ledger, fingerprint: before == DataFingerprint(of: records) ? before : nil)
    write(&last)
    state = .counted(last)
    return Answer(counts: counts, tookSeconds: Self.seconds(since: ledger.isLogged ? added : start))
  }

  /// Brings a ledger up to date and adds it up; nil where all learners have to be judged.
  private func update(_ last: inout Last, _ before: DataFingerprint, _ stops: Int) throws -> AuditCounts? {
    var (ledger, changed) = (last.ledger, 0)
    let isUnchanged = last.fingerprint == before
    var counts: AuditCounts?
    do {
      counts = try records.read { reader in
        let count = try reader.update(&ledger, isUnchanged: isUnchanged, now: .now) { try goOn(stops) }
        changed = count ?? 0
        return count == nil ? nil : reader.counts(ledger)
      }
    } catch let error where !(error is CancellationError || error is Stopped) {
      // More is read of those who are judged one by one; what is broken there, a walk over all does not look at.
      return nil
    }
    guard let counts else { return nil }
    last.ledger = ledger
    last.fingerprint = before == DataFingerprint(of: records) ? before : nil
    last.unwritten += changed
    if last.unwritten >= Self.mostUnwritten { write(&last) }
    return counts
  }

  /// Writes a ledger down, on a thread of its own: nobody need wait for the disk.
  private func write(_ last: inout Last) {
    last.unwritten = 0
    guard let kept else { return }
    let (ledger, fingerprint) = (last.ledger, last.fingerprint)
    underWay.inBackground("ledger") { kept.keep(ledger, fingerprint) }
  }

  /// Reads the learners of a group.
  ///
  /// - Throws: what the databases report, and `CancellationError`.
  func learners(of group: FindingGroup.ID, limit: Int) throws -> ConsoleEvent {
    let start = ContinuousClock.now
    let learners = try records.read { reader in
      try reader.learners(of: group, limit: limit, now: .now) { try Task.checkCancellation() }
    }
    return .group(group, learners, tookSeconds: Self.seconds(since: start))
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let passed = (ContinuousClock.now - start).components
    return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
  }
}
