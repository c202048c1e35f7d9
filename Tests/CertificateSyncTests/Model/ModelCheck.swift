import Foundation
import Synchronization
import Testing

@testable import CertificateSync

/// What the sequences of a run did, so that a check that checks nothing is seen.
private let tally = Mutex((sequences: 0, changes: 0, posts: 0, excused: 0))

@Suite("Model check")
struct ModelCheck {
  private static let environment = ProcessInfo.processInfo.environment
  private static let replayed = environment["SYNC_MODEL_SEED"].flatMap { UInt64($0) }
  private static let chunks = replayed == nil ? 20 : 1
  private static let sequences = replayed == nil ? environment["SYNC_MODEL_SEQUENCES"].flatMap { Int($0) } ?? 2000 : 1
  private static let engines = 3

  @Test(
    "When all is quiet, Credentials equals what the LMS implies, and no change is posted twice",
    arguments: 0..<chunks
  )
  func sequences(_ chunk: Int) async throws {
    let count = (Self.sequences + Self.chunks - 1) / Self.chunks
    let names = (0..<count).map { ["ada\($0)", "zoe\($0)"] }
    let world = try await ModelWorld(learners: names.flatMap { $0 }, engines: Self.engines)
    for learners in names {
      let seed = Self.replayed ?? UInt64.random(in: 0 ... .max)
      var sequence = ModelSequence(world, learners: learners, engines: Self.engines, seed: seed)
      do {
        try await sequence.run()
      } catch {
        let steps = sequence.trace.joined(separator: "\n")
        Issue.record("\(error)\nreplay with SYNC_MODEL_SEED=\(seed)\n\(steps)")
        return
      }
      let done = sequence
      tally.withLock { sum in
        sum.sequences += 1
        sum.changes += done.changes
        sum.posts += done.posts
        sum.excused += done.excused
      }
    }
    let sum = tally.withLock { $0 }
    if sum.sequences >= Self.sequences {
      print(
        "model check: \(sum.sequences) sequences, \(sum.changes) changes, \(sum.posts) posts, \(sum.excused) excused"
      )
      #expect(sum.posts > sum.sequences)
    }
  }
}
