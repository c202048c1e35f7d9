import Foundation
import LMS
import Synchronization
import Testing

@testable import CertificateSync

/// What the sequences of a run did, so that a check that checks nothing is seen.
private let tally = Mutex((sequences: 0, changes: 0, posts: 0, excused: 0, owed: 0, programs: 0))

@Suite("Model check")
struct ModelCheck {
  private static let environment = ProcessInfo.processInfo.environment
  private static let replayed = environment["SYNC_MODEL_SEED"].flatMap { UInt64($0) }
  private static let chunks = replayed == nil ? 20 : 1
  private static let sequences =
    replayed == nil ? environment["SYNC_MODEL_SEQUENCES"].flatMap { Int($0) } ?? 1000 : 1
  private static let engines = 3

  @Test(
    "When all is quiet, credentials, programs, grades and dates equal what the LMS implies, and nothing is posted twice",
    arguments: 0..<chunks
  )
  func sequences(_ chunk: Int) async throws {
    let count = (Self.sequences + Self.chunks - 1) / Self.chunks
    let campuses = try (0..<count).map { try ModelCampus(number: $0) }
    let site = try Site(
      learners: campuses.flatMap(\.learners) + [ModelCampus.staff],
      runs: campuses.flatMap(\.runs),
      policy: ModelWorld.policy,
      followsEveryCause: true,
      programs: campuses.flatMap(\.programs)
    )
    let world = try await ModelWorld(
      site: site,
      engines: Self.engines,
      programs: campuses.flatMap(\.programs)
    )
    for campus in campuses {
      let seed = Self.replayed ?? UInt64.random(in: 0 ... .max)
      var sequence = ModelSequence(world, campus, engines: Self.engines, seed: seed)
      do {
        try await sequence.run()
      } catch {
        let steps = sequence.trace.joined(separator: "\n")
        Issue.record("\(error)\nreplay with SYNC_MODEL_SEED=\(seed)\n\(steps)")
        return
      }
      add(sequence.ledger)
    }
    report()
  }

  private func add(_ ledger: ModelLedger) {
    let sum = { (counts: [String: Int]) in counts.values.reduce(0, +) }
    tally.withLock { total in
      total.sequences += 1
      total.changes += sum(ledger.changes)
      total.posts += sum(ledger.posts)
      total.excused += sum(ledger.excused)
      total.owed += ledger.owedGrades.count
      total.programs += ledger.posts.filter { $0.key.contains("/00000000-") }.values.reduce(0, +)
    }
  }

  private func report() {
    let sum = tally.withLock { $0 }
    guard sum.sequences >= Self.sequences else { return }
    print(
      "model check: \(sum.sequences) sequences, \(sum.changes) changes, \(sum.posts) posts "
        + "(\(sum.programs) of programs), \(sum.excused) excused, \(sum.owed) grades owed"
    )
    guard Self.replayed == nil else { return }
    #expect(sum.programs > sum.sequences / 2)
    #expect(sum.owed > sum.sequences / 50)
  }
}
