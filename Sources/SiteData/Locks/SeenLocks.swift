extension ShardLocks {
  /// All locks of a deployment as the server tells them in one answer.
  struct Seen: Sendable {
    private let shards: Int
    private let places: [Int]
    private let holders: [Int]
    /// Whether no process says yet into how many shards the learners are cut.
    let isUnmarked: Bool

    /// Asks.
    ///
    /// - Throws: `ClientError`; `SiteDataError` for a server that takes no writes any more, and of the code `otherShards` where
    ///   another process has cut the learners into another number of shards.
    init(_ session: ClientSession, _ names: LockNames, _ program: ClientProgram) async throws {
      shards = names.shards
      let words = try await session.numbers(
        (0..<shards).map { ShardLocks.holder(names.place($0)) }
          + (0..<shards).map { ShardLocks.holder(names.shard($0)) }
          + (1...64).map { ShardLocks.holder(names.cut(into: $0)) } + ["CONCAT(@@global.read_only) NOT IN ('0','OFF')"]
      )
      // A primary that was replaced keeps the sessions that it has.
      if words.last != 0 { throw SiteDataError.unfitForLocks("it does not take writes any more", at: program.place) }
      places = Array(words[..<shards])
      holders = Array(words[shards..<(2 * shards)])
      let cuts = words[(2 * shards)...].prefix(64).enumerated().filter { $0.element != 0 }.map { $0.offset + 1 }
      isUnmarked = !cuts.contains(shards)
      guard let other = cuts.first(where: { $0 != names.shards }) else { return }
      throw SiteDataError(
        .otherShards,
        at: program.place,
        "another process follows this site with follow.shards \(other), and this one has \(shards)",
        remedy: "Give all of them the same number; end all before it is changed."
      )
    }

    /// The same from the side of a session.
    func look(of connection: Int?) -> Look {
      Look(
        place: places.firstIndex { $0 == connection },
        places: Set(places.indices.filter { places[$0] != 0 }),
        mine: Set(holders.indices.filter { holders[$0] == connection }),
        free: Set(holders.indices.filter { holders[$0] == 0 })
      )
    }
  }
}

extension ClientSession {
  /// The value of an expression that is evaluated once; -1 for NULL.
  func number(_ expression: String) async throws -> Int {
    let row = try await all(Selection([Selection.Column("COALESCE(\(expression),-1)", isNullable: false)], ""))
    guard row.count == 1, let number = row.int(0, 0) else {
      throw failure(.garbled("no number where one was asked for"))
    }
    return number
  }

  /// The values of many expressions, none of which can be NULL.
  func numbers(_ expressions: [String]) async throws -> [Int] {
    let list = "CONCAT_WS(' ',\(expressions.joined(separator: ",")))"
    let row = try await all(Selection([Selection.Column(list, isNullable: false)], ""))
    let words = row.count == 1 ? (row.text(0, 0) ?? "").split(separator: " ").compactMap { Int($0) } : []
    guard words.count == expressions.count else { throw failure(.garbled("too few numbers came")) }
    return words
  }
}
