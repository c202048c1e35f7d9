/// Who holds a shard, as far as the account may see it.
package struct ShardHolder: Sendable, Hashable {
  /// The shard.
  package let shard: Int
  /// The number of the session that holds it; nil when nobody does.
  package let connection: Int?
  /// The account; nil where it cannot be seen.
  package let account: String?
  /// Where the session comes from, e.g. `10.0.0.5:51234`.
  package let host: String?
}

extension ShardLocks {
  /// Looks who holds which shard, and takes no part.
  ///
  /// - Returns: one of each shard, in order.
  /// - Throws: `ClientError`, `SiteDataError`.
  package func holders() async throws -> [ShardHolder] {
    let shards = shards
    let connections = try await ask { session, names in
      try await session.numbers((0..<shards).map { Self.holder(names.shard($0)) })
    }
    let sessions = await sessions(Set(connections.filter { $0 != 0 }))
    return connections.enumerated().map { shard, connection in
      ShardHolder(
        shard: shard,
        connection: connection == 0 ? nil : connection,
        account: sessions[connection]?.account,
        host: sessions[connection]?.host
      )
    }
  }

  /// Sessions of the same account can be seen without a right, others with PROCESS alone.
  private func sessions(_ connections: Set<Int>) async -> [Int: (account: String, host: String)] {
    guard !connections.isEmpty else { return [:] }
    let list = connections.sorted().map(String.init).joined(separator: ",")
    let rows = try? await ask { session, _ in
      let place = "FROM information_schema.PROCESSLIST WHERE ID IN (\(list))"
      return try await session.all(Selection(["ID", "USER", "HOST"], place))
    }
    guard let rows else { return [:] }
    var sessions: [Int: (account: String, host: String)] = [:]
    for row in 0..<rows.count {
      guard let id = rows.int(row, 0) else { continue }
      sessions[id] = (rows.text(row, 1) ?? "", rows.text(row, 2) ?? "")
    }
    return sessions
  }
}
