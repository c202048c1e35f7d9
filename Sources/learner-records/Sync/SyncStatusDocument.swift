import CertificateSync
import OpenEdX

/// The state of the queue as one JSON object, for monitoring. Times are UTC, ages are seconds.
struct SyncStatusDocument {
  let json: JSONValue

  init(
    _ status: QueueStatus,
    destinations: [TasksElsewhere.Waiting],
    skipped: [QueueReader.Skipped],
    handedOver: QueueReader.HandedOver,
    errors: [SyncTask],
    shards: ShardStatus?,
    deployment: String,
    now: UTCTime
  ) {
    let number = { (value: Int) in JSONValue.number(Double(value)) }
    let time = { (value: UTCTime?) in value.map { JSONValue.string($0.isoFormat) } ?? .null }
    let age = status.oldestQueued.map { Double(max(0, now.microseconds - $0.microseconds) / 1_000_000) }
    json = [
      "deployment": .string(deployment),
      "time": time(now),
      "queued": number(status.queued),
      "retrying": number(status.retrying),
      "running": number(status.running),
      "done": number(status.done),
      "skipped": number(status.skipped),
      "dead": number(status.dead),
      "paused_reason": status.pauseReason.map { .string($0) } ?? .null,
      "slowed_until": time(status.slowedUntil),
      "oldest_queued_seconds": age.map { .number($0) } ?? .null,
      "ended_per_second": .number((status.endedPerSecond * 100).rounded() / 100),
      "depths": .array(
        status.depths.map {
          ["kind": .string($0.kind), "state": .string($0.state.rawValue), "tasks": number($0.tasks)]
        }
      ),
      "waiting_for": .array(
        destinations.map { ["destination": .string("\($0.destination)"), "tasks": number($0.tasks)] }
      ),
      "handed_over": number(handedOver.tasks),
      "skipped_reasons": .array(skipped.map { ["reason": .string($0.reason), "tasks": number($0.tasks)] }),
      "shards": shards?.json ?? .null,
      "last_errors": .array(
        errors.map {
          [
            "id": JSONValue($0.id),
            "task": .string($0.request.key),
            "state": .string($0.state.rawValue),
            "attempts": number($0.attempts),
            "message": .string($0.message ?? ""),
            "not_before": $0.state == .dead ? .null : time($0.notBefore),
            "finished": time($0.finished),
          ]
        }
      ),
    ]
  }
}
