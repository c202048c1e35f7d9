import CertificateSync
import LearnerRecords
import OpenEdX

/// The state of the queue in words, with times in the reader's zone.
struct SyncStatusText {
  private(set) var lines: [String] = []

  init(
    _ status: QueueStatus,
    pause: PausedQueue?,
    destinations: [TasksElsewhere.Waiting],
    skipped: [QueueReader.Skipped],
    handedOver: QueueReader.HandedOver,
    errors: [SyncTask],
    shards: ShardStatus?,
    in zone: DisplayZone,
    now: UTCTime
  ) {
    lines.append("queue     \(pause.map { "paused: \(zone.text($0.reason))" } ?? "open")")
    if let pause { lines.append("          \(pause.remedy)") }
    if let until = status.slowedUntil {
      let cause = status.restCause.map { ", because \(zone.text($0.text))" } ?? ""
      lines.append("resting   until \(zone.text(until))\(cause)")
    }
    lines.append("tasks     \(Self.counts(status))")
    for waiting in destinations {
      lines.append("waiting   \(PlanText.count(waiting.tasks, "task")) for \(waiting.destination)")
    }
    if let oldest = handedOver.oldest {
      lines.append(
        "workers   \(PlanText.count(handedOver.tasks, "task")) handed to the LMS's workers and not confirmed, the oldest for "
          + Self.age(oldest, now)
      )
    }
    if let oldest = status.oldestQueued { lines.append("oldest    has waited for \(Self.age(oldest, now))") }
    lines.append("rate      \(Self.rate(status.endedPerSecond)) a second in the last minute")
    if !status.depths.isEmpty {
      lines += ["", "by kind and state"]
      lines += status.depths.map { "  \($0.kind)  \($0.state.rawValue)  \($0.tasks)" }
    }
    if !skipped.isEmpty {
      lines += ["", "skipped, by reason"]
      lines += skipped.map { "  \($0.tasks)  \(zone.text($0.reason))" }
    }
    if let shards { lines += shards.lines }
    if !errors.isEmpty {
      lines += ["", "last errors"]
      lines += errors.map { task in
        let state = task.state == .dead ? "dead" : "tried \(PlanText.count(task.attempts, "time"))"
        return "  \(task.id)  \(task.request.key)  \(state)  \(zone.text(task.message ?? ""))"
      }
      let others = status.dead + status.retrying - errors.count
      if others > 0 { lines.append("  … and \(others) more: --all names them") }
    }
  }

  /// “3 queued, 1 retrying, …”
  static func counts(_ status: QueueStatus) -> String {
    [
      (status.queued, "queued"), (status.retrying, "retrying"), (status.running, "running"), (status.done, "done"),
      (status.skipped, "skipped"), (status.dead, "dead"),
    ].map { "\($0.0) \($0.1)" }.joined(separator: ", ") + (status.pauseReason == nil ? "" : "; paused")
  }

  /// One digit after the point.
  static func rate(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// “4 s”, “12 min”, “3 h”, “2 d”: the whole part.
  static func age(_ time: UTCTime, _ now: UTCTime) -> String {
    let seconds = max(0, (now.microseconds - time.microseconds) / 1_000_000)
    switch seconds {
    case ..<120: return "\(seconds) s"
    case ..<7200: return "\(seconds / 60) min"
    case ..<172_800: return "\(seconds / 3600) h"
    default: return "\(seconds / 86_400) d"
    }
  }
}
