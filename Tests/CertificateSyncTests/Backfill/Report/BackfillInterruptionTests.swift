import Credentials
import LearnerRecords
import OpenEdX
import Synchronization
import Testing

@testable import CertificateSync

@Suite("A backfill that is interrupted")
struct BackfillInterruptionTests {
  /// Stops the engine after so many tasks have ended.
  private final class Brake: Sendable {
    private let state = Mutex((ended: 0, engine: SyncEngine?.none))
    private let after: Int

    init(after: Int) { self.after = after }

    func hold(_ engine: SyncEngine) { state.withLock { $0.engine = engine } }

    func count() {
      let engine = state.withLock { state in
        state.ended += 1
        return state.ended == after ? state.engine : nil
      }
      engine?.stop()
    }
  }

  private func subjects(_ service: StagedService) -> [String] {
    service.posts.map { request in
      let kind = if case .grade = request { "grade" } else { "credential" }
      return "\(kind) \(request.name)"
    }
  }

  @Test("Stopped midway and started anew, it goes on and posts nothing twice", arguments: [1, 40, 300])
  func goesOn(_ ended: Int) async throws {
    let golden = try GoldenBackfill()
    let plan = try golden.plan(GoldenBackfill.everything)
    let brake = Brake(after: ended)
    let first = try golden.engine { _ in brake.count() }
    brake.hold(first)
    let begun = try await BackfillRun(plan, engine: first, now: GoldenBackfill.now)
    let halfway = try await begun.finish()
    #expect(halfway.done >= ended)
    #expect(halfway.done < halfway.total)
    #expect(halfway.done + halfway.waiting.values.reduce(0, +) == halfway.total)

    // A new process: another plan, another engine, the same files.
    let again = try golden.plan(GoldenBackfill.everything)
    #expect(again.count < plan.count)
    let result = try await BackfillRun(again, engine: try golden.engine(), now: GoldenBackfill.now).finish()
    #expect(result.waiting.isEmpty && result.dead.isEmpty)
    let subjects = subjects(golden.service)
    #expect(Set(subjects).count == subjects.count, "each was posted once")
    #expect(try golden.plan(GoldenBackfill.everything).isEmpty)
  }

  @Test("What was enqueued is finished by the next engine even without a new plan")
  func queueAlone() async throws {
    let golden = try GoldenBackfill()
    let plan = try golden.plan()
    let begun = try await BackfillRun(plan, engine: try golden.engine(), now: GoldenBackfill.now)
    #expect(golden.service.posts.isEmpty)
    try await golden.engine().run(.untilIdle)
    #expect(try await begun.progress().done == plan.items.flatMap(\.tasks).count)
    #expect(try golden.plan().isEmpty)
  }

  @Test("Two backfills of the same rows share their tasks")
  func shares() async throws {
    let golden = try GoldenBackfill()
    let plan = try golden.plan()
    let one = try await BackfillRun(plan, engine: try golden.engine(), now: GoldenBackfill.now)
    let two = try await BackfillRun(plan, engine: try golden.engine(), now: GoldenBackfill.now)
    try await golden.engine().run(.untilIdle)
    #expect(try await one.progress() == two.progress())
    #expect(golden.service.posts.count == plan.items.flatMap(\.tasks).count)
  }
}
