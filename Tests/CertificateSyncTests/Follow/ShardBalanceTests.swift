import TestSupport
import Testing

@testable import CertificateSync

@Suite("How shards are spread over processes")
struct ShardBalanceTests {
  /// The server's locks, in memory.
  private struct Locks {
    var places: [Int: Int] = [:]
    var shards: [Int: Int] = [:]
  }

  /// One look of a process and what follows from it, as the keeper does it.
  private static func step(_ process: Int, _ balance: ShardBalance, _ locks: inout Locks, _ held: inout [Int: [Int]]) {
    if !locks.places.values.contains(process),
      let place = (0..<balance.shards).first(where: { locks.places[$0] == nil })
    {
      locks.places[place] = process
    }
    let moves = balance.moves(
      place: locks.places.first { $0.value == process }?.key,
      places: Set(locks.places.keys),
      held: held[process] ?? [],
      free: Set((0..<balance.shards).filter { locks.shards[$0] == nil })
    )
    for shard in moves.givenUp {
      locks.shards[shard] = nil
      held[process]?.removeAll { $0 == shard }
    }
    for shard in moves.free.prefix(moves.wanted) {
      locks.shards[shard] = process
      held[process, default: []].append(shard)
    }
  }

  @Test func `whatever comes and goes, three looks of each later the shards are spread evenly and stay`() {
    var draw = RandomDraw(seed: 7)
    for _ in 0..<200 {
      let balance = ShardBalance(shards: 1 + draw.below(16))
      var locks = Locks()
      var held: [Int: [Int]] = [:]
      var alive: [Int] = []
      for turn in 0..<20 {
        if !alive.isEmpty, draw.chance(50) {
          let gone = alive.remove(at: draw.below(alive.count))
          locks.places = locks.places.filter { $0.value != gone }
          locks.shards = locks.shards.filter { $0.value != gone }
          held[gone] = nil
        } else {
          alive.append(turn)
        }
        for _ in 0..<3 { for process in alive { Self.step(process, balance, &locks, &held) } }
        guard !alive.isEmpty else { continue }
        #expect(locks.shards.count == balance.shards)
        let counts = alive.map { held[$0]?.count ?? 0 }.sorted()
        #expect((counts.last ?? 0) - (counts.first ?? 0) <= 1, "\(counts) of \(balance.shards)")
        let before = locks.shards
        for process in alive { Self.step(process, balance, &locks, &held) }
        #expect(locks.shards == before)
      }
    }
  }

  @Test func `a process without a place stands by and gives up what it holds`() {
    let balance = ShardBalance(shards: 2)
    #expect(balance.moves(place: nil, places: [0, 1], held: [1], free: [0]) == .init(givenUp: [1]))
  }

  @Test func `what is held longest is kept`() {
    let moves = ShardBalance(shards: 4).moves(place: 0, places: [0, 1], held: [3, 1, 0, 2], free: [])
    #expect(moves == .init(givenUp: [0, 2]))
  }
}
