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
  private var since: [ExactText: Sight] = [:]
  private var tried: [ExactText: Try] = [:]

  /// Of one row, which may drift in another way each time that it is changed.
  private struct Sight {
    let first: UTCTime
    let findings: [Finding]
  }

  private struct Try {
    let at: UTCTime
    let findings: [Finding]
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
  /// What was enqueued is forgotten then: it was handed back. A row that drifts in another way than before was changed since:
  /// it counts as new.
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
      let findings = task.findings
      let before = since[key].flatMap { $0.findings == findings ? $0.first : nil }
      // A clock that was set back must not hold a task for ever.
      let first = min(before ?? now, now)
      seen[key] = Sight(first: first, findings: findings)
      guard let hold = hold(task) else { continue }
      let last = tried[key].flatMap { last -> Try? in
        guard last.hold == hold, last.findings == findings else { return nil }
        return Try(at: min(last.at, now), findings: findings, hold: hold)
      }
      if unfinished.contains(key) {
        enqueued[key] = last
      } else if let last, Self.seconds(from: last.at, to: now) < Self.again {
        enqueued[key] = last
      } else if Self.seconds(from: first, to: now) >= grace {
        enqueued[key] = Try(at: now, findings: findings, hold: hold)
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
