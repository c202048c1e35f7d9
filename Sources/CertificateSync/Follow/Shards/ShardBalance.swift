/// Says which shards a process takes and gives up, so that they are spread evenly. Pure: it is told who is there.
///
/// Each process that takes part has a place of its own; there are as many places as shards, so that each can have one.
/// A process without a place stands by. How many shards a process is to have follows from the places that are taken alone, so
/// that all of them come to the same numbers without talking.
package struct ShardBalance: Sendable, Hashable {
  /// What a process does next.
  package struct Moves: Sendable, Hashable {
    /// The shards that may be had, in the order in which to try.
    package var free: [Int] = []
    /// How many of them are taken.
    package var wanted = 0
    /// What is given up for others.
    package var givenUp: [Int] = []
  }

  /// How many shards there are.
  package let shards: Int

  /// Takes the number of shards, 1 at least.
  package init(shards: Int) { self.shards = max(1, shards) }

  /// How many shards the process of a place is to have.
  package func share(of place: Int, among places: Set<Int>) -> Int {
    let places = places.union([place])
    let before = places.count { $0 < place }
    return shards / places.count + (before < shards % places.count ? 1 : 0)
  }

  /// The next moves of a process.
  ///
  /// - Parameters:
  ///   - place: its own place; nil while it stands by.
  ///   - places: all places that are taken.
  ///   - held: what it holds, what it has held longest first.
  ///   - free: what nobody holds.
  package func moves(place: Int?, places: Set<Int>, held: [Int], free: Set<Int>) -> Moves {
    guard let place else { return Moves(givenUp: held) }
    let share = share(of: place, among: places)
    // Two that begin at once try others first.
    let order = free.sorted { ($0 - place + shards) % shards < ($1 - place + shards) % shards }
    return Moves(
      free: order,
      wanted: min(order.count, max(0, share - held.count)),
      // What it has held longest is most probably at work.
      givenUp: Array(held.dropFirst(share))
    )
  }
}
