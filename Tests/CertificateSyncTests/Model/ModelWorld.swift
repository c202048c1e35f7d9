import Credentials
import DatabaseFile
import GRDB
import LMS
import OpenEdX
import TestSupport

@testable import CertificateSync

/// The deployment of a model check: real databases, a real queue, workers that are moved one step at a time.
///
/// Nothing in it runs by itself, so a seed brings a whole interleaving back. Commits are not synced to the disk: what a
/// killed process leaves is shown elsewhere, and a thousand sequences have to end.
struct ModelWorld {
  enum Event: Sendable {
    /// A post stands before the service.
    case parked(ParkingService.Parked)
    /// A worker is through with its task.
    case finished(Int64, TaskOutcome)
  }

  let site: Site
  let service: ParkingService
  let worker: TaskWorker
  /// What the catalog holds.
  let programs: [CatalogProgram]
  private let queues: [TaskQueue]
  private let sink: AsyncStream<Event>.Continuation
  private let events: AsyncStream<Event>

  init(site: Site, engines: Int, programs: [CatalogProgram]) async throws {
    self.programs = programs
    for file in [site.lms.file, site.credentials.file] {
      try await file.writer?.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    }
    let (events, sink) = AsyncStream.makeStream(of: Event.self)
    service = ParkingService(site.service.inner) { sink.yield(.parked($0)) }
    worker = TaskWorker(lms: site.lms, credentials: CredentialsConnection(service))
    queues = try (0..<engines).map { _ in try TaskQueue(lms: site.lms, policy: Self.policy) }
    (self.site, self.events, self.sink) = (site, events, sink)
  }

  /// Retries without a dice of their own.
  static var policy: Backoff {
    var policy = Backoff()
    policy.draw = { ($0.lowerBound + $0.upperBound) / 2 }
    return policy
  }

  var now: UTCTime { site.clock.now }

  func queue(_ engine: Int) -> TaskQueue { queues[engine] }

  /// Starts a task's worker and waits until its post is parked or it has ended without one.
  func start(_ task: SyncTask) async throws -> Event {
    Task { [worker, sink] in sink.yield(.finished(task.id, await worker.run(task.request))) }
    return try await next()
  }

  /// Lets a parked post go and waits until its worker has ended.
  func release(_ place: String, _ fate: ParkingService.Fate) async throws -> Event {
    service.release(place, fate)
    return try await next()
  }

  private func next() async throws -> Event {
    for await event in events { return event }
    throw RolledBack()
  }

  /// The earliest time at which a task that waits may be claimed; nil when none waits.
  func nextDue() async throws -> UTCTime? {
    try await site.lms.file.reader.read { db in
      let task = try Int64.fetchOne(db, sql: "SELECT min(not_before) FROM sync_task WHERE state = 'queued'")
      return try task.map { max(UTCTime(microseconds: $0), try TaskQueue.slowedUntil(in: db) ?? Site.start) }
    }
  }

  func count(_ state: TaskState) async throws -> Int {
    let status = try await queues[0].status(now: now)
    return status.depths.filter { $0.state == state }.reduce(0) { $0 + $1.tasks }
  }
}
