import Celery
import CertificateSync
import LearnerRecords
import Monitoring
import OpenEdX

/// What `sync --metrics` tells: what was counted, how the queue stands, and how the follower does.
struct SyncMetrics: Sendable {
  let records: RecordStore
  let queue: QueueReader
  let meter: SyncMeter
  let drift: DriftGauge
  /// Nil where this program posts itself.
  let desk: CeleryDesk?
  /// Nil without `--follow`.
  let standing: FollowStanding?
  /// Nil without `follow.shards`.
  let shards: HeldShards?

  /// All of it, as it is now. What cannot be read is left out.
  func families(now: UTCTime = .now) async -> [MetricFamily] {
    var families = [build] + drift.families
    if let origin = try? records.origin() { families += [origin.moments, origin.ages(now: now)] }
    if let status = try? await queue.status(now: now) { families += Self.queue(status, now: now) }
    if let desk {
      families.append(meter.handedOver)
      if let waiting = await desk.waiting {
        families.append(
          MetricFamily(
            "broker_queue_tasks",
            "Tasks of all kinds that wait in the Celery queue, as it was seen last.",
            Double(waiting)
          )
        )
      }
    } else {
      families.append(meter.posts)
    }
    if let state = standing?.state {
      families += Self.follow(state, now: now)
      if desk != nil { families += Self.handedOver(state) }
    }
    if let shards { families += Self.shards(shards) }
    return families
  }

  /// Why the sync does not do its work; nil when it does.
  func obstacle() async -> String? {
    if let state = standing?.state {
      if let trouble = state.trouble { return "the site cannot be read: \(trouble)" }
      if state.moment == nil { return "the first look at the site has not ended yet" }
    }
    do {
      let status = try await queue.status()
      guard status.isRefused, let reason = status.pauseReason else { return nil }
      return "the queue is paused: \(reason)"
    } catch {
      return "the queue cannot be read: \(error)"
    }
  }

  private var build: MetricFamily {
    var family = MetricFamily("build", "The version of the program.", kind: .info)
    family.add(1, ["version": ProgramVersion.number])
    return family
  }

  private static func queue(_ status: QueueStatus, now: UTCTime) -> [MetricFamily] {
    var tasks = MetricFamily("queue_tasks", "Tasks in the queue, by state; ended ones until they are removed.")
    let counts = [
      ("queued", status.queued), ("retrying", status.retrying), ("running", status.running), ("done", status.done),
      ("skipped", status.skipped), ("dead", status.dead),
    ]
    for (state, count) in counts { tasks.add(Double(count), ["state": state]) }
    return [
      tasks,
      MetricFamily("queue_paused", "1 while the queue is paused, else 0.", status.pauseReason == nil ? 0 : 1),
      MetricFamily(
        "queue_oldest_age_seconds",
        "Seconds for which the oldest waiting task has waited; 0 when none waits.",
        status.oldestQueued.map { $0.seconds(until: now) } ?? 0
      ),
    ]
  }

  private static func shards(_ shards: HeldShards) -> [MetricFamily] {
    [
      MetricFamily("shards", "Shards into which the learners are cut.", Double(shards.count)),
      MetricFamily("shards_held", "Shards that this process holds.", Double(shards.all.count)),
      MetricFamily(
        "shards_ready",
        "Shards that this process holds for so long that it posts for them.",
        Double(shards.ready().count)
      ),
    ]
  }

  private static func handedOver(_ state: FollowStanding.State) -> [MetricFamily] {
    [
      MetricFamily(
        "handed_over_confirmed",
        "Tasks of the site's workers whose drift was seen to be gone.",
        kind: .counter,
        Double(state.confirmed)
      ),
      MetricFamily(
        "handed_over_waiting_tasks",
        "Tasks that lie with the site's workers, whose drift is still there.",
        Double(state.handedOver)
      ),
    ]
  }

  private static func follow(_ state: FollowStanding.State, now: UTCTime) -> [MetricFamily] {
    var looks = MetricFamily("follow_looks", "Looks at the site, by what came of them.", kind: .counter)
    looks.add(Double(state.worked), ["outcome": "worked"])
    looks.add(Double(state.failed), ["outcome": "failed"])
    var families = [
      looks,
      MetricFamily(
        "follow_waiting_rows",
        "Rows that drift and are left to the site's own task for now.",
        Double(state.waiting)
      ),
    ]
    if let moment = state.moment {
      families.append(
        MetricFamily(
          "follow_lag_seconds",
          "Seconds since the moment of the data of the last look that worked.",
          moment.seconds(until: now)
        )
      )
    }
    return families
  }
}
