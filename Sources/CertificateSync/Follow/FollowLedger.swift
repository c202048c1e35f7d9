import DatabaseFile
import GRDB
import OpenEdX

/// Decides which drift of a live site is healed, and when. It is told the drift and the time, and touches nothing.
///
/// A site's own task is given the first chance: drift is due when it has been seen for the grace time without a break. A
/// credential that has come meanwhile is no drift any more, so nothing is posted for it.
package struct FollowLedger: Sendable {
  /// Seconds for which the site's own task is left alone.
  package let grace: Double
  /// Seconds until a row that drifts on is enqueued once more.
  static let again = 600.0
  private var since: [ExactText: UTCTime] = [:]
  private var tried: [ExactText: Try] = [:]

  private struct Try {
    let at: UTCTime
    /// By which hold of its shard it was enqueued.
    let hold: Int
  }

  /// Takes the grace time.
  package init(grace: Double) { self.grace = grace }

  /// How many rows drift and are not due yet.
  package private(set) var waiting = 0

  /// Takes what drifts now.
  ///
  /// Of what another process is to heal the time is kept, so that its grace does not begin anew when this one takes it over.
  /// What was enqueued is forgotten then: it was handed back.
  ///
  /// - Parameters:
  ///   - isWhole: whether that is all that drifts; what is not in a part of it is remembered as it was.
  ///   - unfinished: the keys that the queue has already.
  ///   - now: the moment of the data, by one clock for all calls.
  ///   - hold: the hold of the shard of a task, by which it is this process's to heal; nil when it is another's.
  /// - Returns: what is due, in the order in which it came.
  mutating func take(
    _ drift: [PlannedTask],
    isWhole: Bool = true,
    unfinished: Set<ExactText> = [],
    now: UTCTime,
    hold: (PlannedTask) -> Int? = { _ in 0 }
  ) -> [PlannedTask] {
    var seen = isWhole ? [:] : since
    var enqueued = isWhole ? [:] : tried
    var due: [PlannedTask] = []
    waiting = 0
    for task in drift {
      let key = ExactText(task.request.key)
      // A clock that was set back must not hold a task for ever.
      let first = min(since[key] ?? now, now)
      seen[key] = first
      guard let hold = hold(task) else { continue }
      let last = tried[key].flatMap { $0.hold == hold ? Try(at: min($0.at, now), hold: hold) : nil }
      if unfinished.contains(key) {
        enqueued[key] = last
      } else if let last, Self.seconds(from: last.at, to: now) < Self.again {
        enqueued[key] = last
      } else if Self.seconds(from: first, to: now) >= grace {
        enqueued[key] = Try(at: now, hold: hold)
        due.append(task)
      } else {
        waiting += 1
      }
    }
    tried = enqueued
    since = seen
    return due
  }

  private static func seconds(from first: UTCTime, to last: UTCTime) -> Double {
    Double(last.microseconds - first.microseconds) / 1_000_000
  }
}

extension TaskQueue {
  /// The keys of all tasks that wait, run or were refused for good.
  ///
  /// - Throws: `DatabaseFileError`.
  func unfinishedKeys() async throws -> Set<ExactText> {
    try await read { db in
      let sql = "SELECT key FROM sync_task WHERE state IN ('queued', 'running', 'dead')"
      return Set(try StoredRow.fetchAll(db, sql: sql).map { ExactText(try $0.text(0)) })
    }
  }
}
