import Synchronization

/// The shards of learners that this process holds, for those who keep them, heal them and post for them.
///
///     take ──the wait──▶ ready ──give up──▶ leaving ──posts in flight have ended──▶ dropped
///                          └──────────── the session is lost ─────────────────────────▲
///
/// Before a shard is ready nothing is posted for it: what its last holder has sent may still be under way.
package final class HeldShards: Sendable {
  /// How many shards there are.
  package let count: Int
  /// How long the request of another process can be under way.
  package let wait: Duration

  private struct Hold {
    /// Tells this hold from one of the same shard before.
    let number: Int
    let since: ContinuousClock.Instant
    var isLeaving = false
  }

  private struct State {
    var holds: [Int: Hold] = [:]
    var last = 0
    /// Posts in flight, also those of a hold that was lost.
    var posts: [Int: Int] = [:]
  }

  private let state = Mutex(State())

  /// Begins with none.
  package init(count: Int, wait: Duration) {
    self.count = max(1, count)
    self.wait = wait
  }

  /// The shard of an account; 0 for a learner without one, and for what is of no learner.
  package func shard(of userID: Int64?) -> Int {
    let rest = Int((userID ?? 0) % Int64(count))
    return rest < 0 ? rest + count : rest
  }

  /// What is held and not being given up, what was taken first before the rest.
  package var kept: [Int] {
    state.withLock { state in
      state.holds.filter { !$0.value.isLeaving }.sorted { $0.value.number < $1.value.number }.map(\.key)
    }
  }

  /// All that is held.
  package var all: Set<Int> { state.withLock { Set($0.holds.keys) } }

  /// What is to be freed: it is being given up, and no post for it is in flight any more.
  package var idle: [Int] {
    state.withLock { state in
      state.holds.filter { $0.value.isLeaving && state.posts[$0.key] == nil }.keys.sorted()
    }
  }

  /// Takes a shard whose lock was got.
  package func take(_ shard: Int, at now: ContinuousClock.Instant = .now) {
    state.withLock { state in
      state.last += 1
      state.holds[shard] = Hold(number: state.last, since: now)
    }
  }

  /// Begins no post for these any more.
  package func giveUp(_ shards: [Int]) {
    state.withLock { state in for shard in shards { state.holds[shard]?.isLeaving = true } }
  }

  /// Forgets a shard whose lock was freed.
  package func drop(_ shard: Int) { state.withLock { _ = $0.holds.removeValue(forKey: shard) } }

  /// Keeps those whose locks are still held.
  ///
  /// - Returns: those that were lost.
  package func keep(only shards: Set<Int>) -> [Int] {
    state.withLock { state in
      let lost = state.holds.keys.filter { !shards.contains($0) }.sorted()
      for shard in lost { state.holds[shard] = nil }
      return lost
    }
  }

  /// What may be posted for, each with the number of its hold.
  package func ready(at now: ContinuousClock.Instant = .now) -> [Int: Int] {
    state.withLock { state in state.holds.filter { isReady($0.value, now) }.mapValues(\.number) }
  }

  /// Whether a shard may be posted for.
  func isReady(_ shard: Int, at now: ContinuousClock.Instant = .now) -> Bool {
    state.withLock { state in state.holds[shard].map { isReady($0, now) } ?? false }
  }

  /// Whether a shard is held for long enough; also while it is being given up.
  func hasWaited(_ shard: Int, at now: ContinuousClock.Instant = .now) -> Bool {
    state.withLock { state in state.holds[shard].map { now - $0.since >= wait } ?? false }
  }

  /// Begins a post, which keeps the shard until its end.
  ///
  /// - Returns: false when the shard may not be posted for; there is then nothing to end.
  func begin(_ shard: Int, at now: ContinuousClock.Instant = .now) -> Bool {
    state.withLock { state in
      guard let hold = state.holds[shard], isReady(hold, now) else { return false }
      state.posts[shard, default: 0] += 1
      return true
    }
  }

  /// Ends a post.
  func end(_ shard: Int) {
    state.withLock { state in
      let left = (state.posts[shard] ?? 1) - 1
      state.posts[shard] = left > 0 ? left : nil
    }
  }

  private func isReady(_ hold: Hold, _ now: ContinuousClock.Instant) -> Bool {
    !hold.isLeaving && now - hold.since >= wait
  }
}
