import Testing

@testable import CertificateSync

@Suite("The shards that a process holds")
struct HeldShardsTests {
  private static let start = ContinuousClock.now

  @Test func `nothing is posted for a shard before the wait is over`() {
    let held = HeldShards(count: 8, wait: .seconds(40))
    held.take(3, at: Self.start)
    #expect(!held.begin(3, at: Self.start + .seconds(39)))
    #expect(held.ready(at: Self.start + .seconds(39)) == [:])
    #expect(held.begin(3, at: Self.start + .seconds(40)))
    #expect(!held.begin(4, at: Self.start + .seconds(40)))
  }

  @Test func `a shard that is given up is kept until its posts have ended, and no other begins`() {
    let held = HeldShards(count: 8, wait: .zero)
    held.take(3, at: Self.start)
    #expect(held.begin(3, at: Self.start) && held.begin(3, at: Self.start))
    held.giveUp([3])
    #expect(held.kept.isEmpty && held.all == [3] && held.idle.isEmpty)
    #expect(!held.begin(3, at: Self.start) && held.hasWaited(3, at: Self.start))
    held.end(3)
    #expect(held.idle.isEmpty)
    held.end(3)
    #expect(held.idle == [3])
    held.drop(3)
    #expect(held.all.isEmpty && !held.hasWaited(3, at: Self.start))
  }

  @Test func `a shard that was lost and taken again is another hold, which waits anew`() {
    let held = HeldShards(count: 8, wait: .seconds(40))
    for shard in [3, 5] { held.take(shard, at: Self.start) }
    let later = Self.start + .seconds(50)
    let first = held.ready(at: later)
    #expect(Set(first.keys) == [3, 5])
    #expect(held.begin(3, at: later))
    #expect(held.keep(only: [5]) == [3])
    held.take(3, at: later)
    #expect(held.kept == [5, 3])
    #expect(!held.isReady(3, at: later) && !held.hasWaited(3, at: later))
    let second = held.ready(at: later + .seconds(40))
    #expect(second[5] == first[5] && second[3] != first[3])
    // The post of the lost hold is in flight all the same.
    held.giveUp([3])
    #expect(held.idle.isEmpty)
    held.end(3)
    #expect(held.idle == [3])
  }

  @Test func `learners are cut by the ids of their accounts, and one without an account is in the first shard`() {
    let held = HeldShards(count: 8, wait: .zero)
    #expect([nil, 0, 7, 8, 1_000_003, -3].map { held.shard(of: $0) } == [0, 0, 7, 0, 3, 5])
  }
}
