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
  private var tried: [ExactText: UTCTime] = [:]

  /// Takes the grace time.
  package init(grace: Double) { self.grace = grace }

  /// How many rows drift and are not due yet.
  package private(set) var waiting = 0

  /// Takes what drifts now.
  ///
  /// - Parameters:
  ///   - isWhole: whether that is all that drifts; what is not in a part of it is remembered as it was.
  ///   - now: the moment of the data, by one clock for all calls.
  /// - Returns: what is due, in the order in which it came.
  mutating func take(_ drift: [PlannedTask], isWhole: Bool = true, now: UTCTime) -> [PlannedTask] {
    var seen = isWhole ? [:] : since
    var enqueued = isWhole ? [:] : tried
    var due: [PlannedTask] = []
    waiting = 0
    for task in drift {
      let key = ExactText(task.request.key)
      // A clock that was set back must not hold a task for ever.
      let first = min(since[key] ?? now, now)
      seen[key] = first
      if let last = tried[key], Self.seconds(from: min(last, now), to: now) < Self.again {
        enqueued[key] = min(last, now)
      } else if Self.seconds(from: first, to: now) >= grace {
        enqueued[key] = now
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
