import LMS
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

/// Serialized: two children at once are slower than one after the other where cores are few.
@Suite("Killed with SIGKILL", .serialized)
struct CrashTests {
  private static let learners = (0..<6).map { "learner\($0)" }

  @Test("At random moments: nothing lost, no phantom, nothing out of order", arguments: 0..<4)
  func random(_ chain: Int) async throws {
    let deployment = try CrashedDeployment(learners: Self.learners)
    var kills = 0
    // On a busy machine all of the first may come before a post; later ones come later and later.
    while kills < 20 || deployment.posts(.sent).isEmpty {
      try #require(kills < 60, "nothing was posted")
      let isKilled = try await deployment.kill(
        "saves",
        at: nil,
        after: Int.random(in: 0...max(60, (kills - 19) * 100)),
        seed: UInt64.random(in: 0 ... .max)
      )
      #expect(isKilled)
      kills += 1
      try await deployment.drain()
      try await deployment.judge()
    }
  }

  @Test(
    "At each fail point: nothing lost, no phantom, nothing out of order",
    arguments: ["after-commit", "after-claim", "after-post", "before-record", "during-prune", "before-commit"]
  )
  func failPoint(_ name: String) async throws {
    let deployment = try CrashedDeployment(learners: Self.learners)
    for number in 0..<20 {
      let isKilled = try await deployment.kill(
        "saves",
        at: (name, 1 + number % 10),
        after: 0,
        seed: UInt64.random(in: 0 ... .max)
      )
      #expect(isKilled)
      try await deployment.drain()
      try await deployment.judge()
    }
  }

  @Test("Two processes on one deployment, both killed while they share the work: nothing lost, nothing out of order")
  func twoProcesses() async throws {
    let deployment = try CrashedDeployment(learners: Self.learners)
    for number in 0..<10 {
      let seed = UInt64.random(in: 0 ... .max)
      let point = number % 2 == 0 ? ("after-post", 3) : nil
      async let one = deployment.kill("saves", at: point, after: Int.random(in: 0...60), seed: seed)
      async let two = deployment.kill("saves", at: nil, after: Int.random(in: 20...80), seed: seed &+ 1)
      #expect(try await one)
      #expect(try await two)
      try await deployment.drain()
      try await deployment.judge()
    }
  }

  @Test("In the middle of a backfill: started again it goes on, and posts nothing twice that was recorded")
  func backfill() async throws {
    let names = (0..<60).map { "learner\($0)" }
    let deployment = try CrashedDeployment(learners: names, hasPrograms: false)
    let key = try CourseKey(Site.run)
    try await deployment.site.lms.telling([]).transaction { transaction in
      for name in names { try transaction.save(name, key, .downloadable) }
    }
    var kills = 0
    for number in 0..<20 {
      let isKilled = try await deployment.kill(
        "backfill",
        at: number % 2 == 0 ? ("after-post", 2) : ("before-record", 3),
        after: 0,
        seed: 0
      )
      guard isKilled else { break }
      kills += 1
    }
    #expect(kills > 5)
    try await deployment.drain()
    try await deployment.judge()
    let repeats = deployment.posts(.sent).count - names.count
    // At most what was in flight at each kill.
    #expect(repeats <= kills * EngineLimits().concurrency)
    let left = try BackfillPlan.reading(try RecordStore(folder: deployment.site.folder.path), RunFilter())
    #expect(left.items.isEmpty)
  }
}
