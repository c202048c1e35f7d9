import OpenEdX

/// The names of a site's locks, by which processes on several machines know of each other: at most 64 characters, which is what
/// MySQL takes.
struct LockNames: Sendable, Hashable {
  /// What all names of a site's deployment begin with.
  let prefix: String
  /// How many shards there are.
  let shards: Int

  /// Makes the names.
  ///
  /// - Parameters:
  ///   - server: what tells the server from others.
  ///   - databases: the names of the site's databases.
  init(server: String, databases: [String], shards: Int) {
    // FNV-1a: a short name, and nothing that must not be guessed. A zero between the parts, so that no two sets of names are one.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in [server] + databases {
      for byte in Array(part.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    let digits = String(hash >> 16, radix: 16)
    prefix = "learner_records:" + String(repeating: "0", count: 12 - digits.count) + digits
    self.shards = shards
  }

  /// The lock of a shard: who holds it posts for its learners.
  func shard(_ number: Int) -> String { "\(prefix):shard:\(number)/\(shards)" }

  /// The lock of a place: who holds one takes part.
  func place(_ number: Int) -> String { "\(prefix):place:\(number)/\(shards)" }

  /// The lock that shows that processes with this number of shards are at work; one of them holds it.
  func cut(into shards: Int) -> String { "\(prefix):shards:\(shards)" }
}
