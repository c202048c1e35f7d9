import LearnerRecords
import OpenEdX
import Synchronization
import TestSupport
import Testing

@testable import CertificateSync

@Suite struct `How a follower stands` {
  private struct Unreachable: Error, CustomStringConvertible {
    let description = "the server is gone"
  }

  @Test func `a look that fails is told with its reason, until one works`() async throws {
    let site = try Site()
    let standing = FollowStanding()
    let looks = Mutex(0)
    let (states, told) = AsyncStream.makeStream(of: FollowStanding.State.self)
    var limits = Follower.Limits()
    limits.interval = 0.001
    let follower = Follower(
      try RecordStore(folder: site.folder.path),
      engine: site.engine(),
      limits: limits,
      logger: site.log.logger(),
      standing: standing,
      pull: { _ in
        told.yield(standing.state)
        let look = looks.withLock { looks in
          looks += 1
          return looks
        }
        if look == 2 { throw Unreachable() }
        if look > 3 { throw CancellationError() }
        return Follower.Pulled(moment: Site.start.adding(seconds: Double(look)), isWhole: true, hasChanged: true)
      },
      mayPass: { $0 is Unreachable }
    )
    await #expect(throws: CancellationError.self) { try await follower.run() }
    told.finish()
    var seen: [FollowStanding.State] = []
    for await state in states { seen.append(state) }
    try #require(seen.count == 4)
    #expect(seen[0] == FollowStanding.State())
    #expect(seen[1].moment == Site.start.adding(seconds: 1) && seen[1].trouble == nil)
    #expect(seen[2].trouble == "the server is gone" && seen[2].moment == Site.start.adding(seconds: 1))
    #expect(seen[3].trouble == nil && seen[3].worked == 2 && seen[3].failed == 1)
  }
}
