import Credentials
import DatabaseFile
import LMS
import Logging
import OpenEdX
import Synchronization
import Testing

@testable import CertificateSync

@Suite("Posts for the shards that are held alone", .timeLimit(.minutes(30)))
struct ShardGateTests {
  private static let award = TaskRequest.awardCourseCertificate(username: "ada", courseRunKey: TaskStage.first)
  /// Ada has the id 11.
  private static let shard = 3

  private let stage: TaskStage
  private let held = HeldShards(count: 8, wait: .zero)

  init() throws {
    stage = try TaskStage()
    try stage.save([TaskStage.first])
  }

  private func gate(_ holds: @escaping @Sendable (Int) async -> Bool = { _ in true }) -> ShardGate {
    ShardGate(held, lms: stage.lms, holds: holds)
  }

  private func run(_ gate: ShardGate) async -> TaskOutcome {
    await TaskWorker(lms: stage.lms, credentials: CredentialsConnection(stage.service), shards: gate).run(Self.award)
  }

  @Test func `a task for a learner of a shard that is not held is skipped, and nothing is posted`() async throws {
    held.take(4)
    guard case .skipped(let reason) = await run(gate()) else { return #expect(Bool(false)) }
    #expect(reason.contains("shard 3 of the learners is not this process's"))
    #expect(stage.bodies.isEmpty)
    #expect(gate().refusal(Self.award) == .skipped(reason))
    held.take(Self.shard)
    #expect(gate().refusal(Self.award) == nil)
    guard case .done = await run(gate()) else { return #expect(Bool(false)) }
    #expect(stage.bodies.count == 1)
    // The post has ended.
    held.giveUp([Self.shard])
    #expect(held.idle == [Self.shard])
  }

  @Test func `an engine skips what waits in its queue for others`() async throws {
    let reports = Mutex<[TaskOutcome]>([])
    let engine = SyncEngine(
      queue: stage.queue,
      lms: stage.lms,
      credentials: CredentialsConnection(stage.service),
      shards: gate(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      listener: { report in reports.withLock { $0.append(report.outcome) } }
    )
    try await engine.run(.untilIdle)
    let outcomes = reports.withLock { $0 }
    #expect(!outcomes.isEmpty)
    for outcome in outcomes { if case .skipped = outcome {} else { #expect(Bool(false), "\(outcome)") } }
    #expect(stage.bodies.isEmpty)
  }

  @Test func `the server is asked right before a post, and its no is taken`() async throws {
    held.take(Self.shard)
    let before = ContinuousClock.now
    let latest = try await gate { $0 == Self.shard }.check("ada")
    #expect(latest >= before + ShardGate.validity && latest <= .now + ShardGate.validity)
    let lost = await #expect(throws: CredentialsTransportError.self) { try await gate { _ in false }.check("ada") }
    #expect(lost?.isElsewhere == true && lost?.isUnsent == true)
  }

  @Test func `an answer that was long in coming says nothing of now`() async throws {
    held.take(Self.shard)
    let asked = Mutex(0)
    let stalled = gate { _ in
      let number = asked.withLock { asked in
        asked += 1
        return asked
      }
      // As when the process is paused with the answer on its way.
      if number == 1 { try? await Task.sleep(for: .milliseconds(1100)) }
      return number == 1
    }
    let lost = await #expect(throws: CredentialsTransportError.self) { try await stalled.check("ada") }
    #expect(lost?.isElsewhere == true && asked.withLock { $0 } == 2)
  }

  @Test func `a lock that was lost and taken again does not let a post of before pass`() async throws {
    let held = HeldShards(count: 8, wait: .seconds(3600))
    held.take(Self.shard)
    let gate = ShardGate(held, lms: stage.lms) { _ in true }
    let lost = await #expect(throws: CredentialsTransportError.self) { try await gate.check("ada") }
    #expect(lost?.isElsewhere == true)
  }

  @Test func `only what was ready before the data was read is healed, and what is of no learner is in the first shard`()
    throws
  {
    let tasks = [
      PlannedTask(request: Self.award),
      PlannedTask(request: .awardCourseCertificate(username: "Ada", courseRunKey: TaskStage.first)),
      PlannedTask(request: .updateCertificateAvailableDate(courseRunKey: TaskStage.first)),
    ]
    let hold = try gate().holds(of: tasks, ready: [Self.shard: 7, 0: 9])
    // Names are told apart by case, as the service does; there is no “Ada”.
    #expect(tasks.map(hold) == [7, 9, 9])
    let none = try gate().holds(of: tasks, ready: [4: 1])
    #expect(tasks.map(none) == [nil, nil, nil])
  }
}
