import Credentials
import DatabaseFile
import GRDB
import LMS
import OpenEdX
import Synchronization
import TestSupport
import Testing

@testable import CertificateSync

/// The real engines with their real threads, where the model check moves a single step at a time. What happens when
/// cannot be replayed, but whatever happens must end right.
@Suite("Several engines, random faults, saves all the while")
struct EngineStressTests {
  @Test("When all is quiet, Credentials equals what the LMS holds", arguments: 0..<4)
  func stress(_ round: Int) async throws {
    let names = (0..<6).map { "learner\($0)" }
    let site = try Site(learners: names)
    let service = MoodyService(inner: site.service.inner)
    let engines = (0..<3).map { number in
      SyncEngine(
        queue: site.queue,
        lms: site.lms,
        credentials: CredentialsConnection(service),
        wakeSignal: number == 0 ? site.wakeSignal : WakeSignal(),
        limits: EngineLimits(pollSeconds: 0.002),
        logger: site.log.logger(),
        clock: { [clock = site.clock] in clock.now }
      )
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for engine in engines { group.addTask { try await engine.run(.untilStopped) } }
      for number in 0..<150 {
        let status: CertificateStatus = [.downloadable, .notPassing, .unavailable].randomElement() ?? .downloadable
        let (name, run) = (names[number % 6], Bool.random() ? Site.run : Site.otherRun)
        if number % 9 == 0 { try site.saveAndRollBack(name, run) } else { try site.save(name, run, status) }
        site.clock.advance(seconds: 1)
      }
      service.calm()
      // Every change of a task is a reason to look.
      let changes = ValueObservation.tracking(Self.changes)
      for try await _ in changes.values(in: site.lms.file.reader, bufferingPolicy: .bufferingNewest(1)) {
        guard try await waiting(site) > 0 else { break }
        // Whoever looks after the site: resumes, retries what was given up, and time passes.
        try await site.queue.resume()
        _ = try await site.queue.retryAllDead(now: site.clock.now)
        // Not while a post is under way: its lease would run out faster than any engine can renew it.
        while try await isAtRest(site) { site.clock.advance(seconds: 60) }
      }
      for engine in engines { engine.stop() }
      try await group.waitForAll()
    }
    #expect(service.mostAtOnce == 1, "of one learner and run, no two posts at once")
    for name in names {
      for run in [Site.run, Site.otherRun] {
        let status = try await site.lms.file.reader.read { db in
          try String.fetchOne(
            db,
            sql: """
              SELECT status FROM certificates_generatedcertificate JOIN auth_user ON auth_user.id = user_id
              WHERE username = ? AND course_id = ?
              """,
            arguments: [name, run]
          )
        }
        #expect(try await site.held(name, run) == status.map { CertificateStatus(rawValue: $0).postedStatus })
      }
    }
  }

  /// What is another one after each change of a task.
  private static func changes(_ db: Database) throws -> [String] {
    try String.fetchAll(db, sql: "SELECT id || state || claims || not_before FROM sync_task")
  }

  /// Whether tasks wait for a later time alone.
  private func isAtRest(_ site: Site) async throws -> Bool {
    let status = try await site.queue.status(now: site.clock.now)
    guard status.running == 0, status.queued + status.retrying > 0 else { return false }
    guard try await !site.queue.isPaused() else { return false }
    return try await !site.queue.hasDue(now: site.clock.now)
  }

  private func waiting(_ site: Site) async throws -> Int {
    let status = try await site.queue.status(now: site.clock.now)
    return status.queued + status.retrying + status.running + status.dead
  }
}

/// Answers one post in three with a fault, until it is calmed.
private final class MoodyService: ForwardingService {
  private struct State {
    var isCalm = false
    var underWay: [PostKey: Int] = [:]
    var mostAtOnce = 0
  }

  let inner: any CredentialsService
  private let state = Mutex(State())

  init(inner: any CredentialsService) { self.inner = inner }

  var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

  func calm() { state.withLock { $0.isCalm = true } }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    guard case .courseCredential = request else { return try await inner.post(request) }
    let place = request.key
    let mood = state.withLock { state in
      let count = state.underWay[place, default: 0] + 1
      state.underWay[place] = count
      state.mostAtOnce = max(state.mostAtOnce, count)
      return state.isCalm ? 0 : Int.random(in: 0..<18)
    }
    defer { state.withLock { $0.underWay[place, default: 1] -= 1 } }
    for _ in 0..<Int.random(in: 0..<20) { await Task.yield() }
    switch mood {
    case 1: throw CredentialsTransportError("connection refused")
    case 2:
      _ = try await inner.post(request)
      throw CredentialsTransportError("connection reset by peer")
    case 3: return CredentialsAnswer(status: 500, body: "deadlock")
    case 4: return CredentialsAnswer(status: 429, body: .null, retryAfter: 5)
    case 5: return CredentialsAnswer(status: 400, body: ["username": "no"])
    case 6: return CredentialsAnswer(status: 401, body: ["detail": "no"])
    default: return try await inner.post(request)
    }
  }
}
