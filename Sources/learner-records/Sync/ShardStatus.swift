import CredentialsHTTP
import OpenEdX
import SiteData

/// Who holds which shards of the configured site, as `sync status` tells it.
struct ShardStatus {
  /// How many shards there are.
  private let shards: Int
  private let holders: [ShardHolder]
  /// Why it cannot be told.
  private let trouble: String?

  /// Asks the LMS's database server; nil without `follow.shards` and databases.
  ///
  /// - Throws: `SettingsError`, `Failure` for settings that cannot be used.
  init?(_ settings: Settings) async throws {
    guard let shards = settings.whole(.followShards), let (lms, credentials) = try settings.databases() else {
      return nil
    }
    self.shards = shards
    do {
      let locks = try await ShardLocks.find(lms: lms, credentials: credentials, shards: shards)
      holders = try await locks.holders()
      trouble = nil
      await locks.end()
    } catch {
      // The queue is told all the same.
      holders = []
      trouble = "\(error)".split(separator: "\n").joined(separator: " ")
    }
  }

  /// A line of each shard.
  var lines: [String] {
    if let trouble { return ["", "shards of the learners: \(shards); who holds them cannot be seen: \(trouble)"] }
    return ["", "shards of the learners"]
      + holders.map { holder in
        guard let connection = holder.connection else { return "  \(holder.shard)  nobody" }
        let who = holder.account.map { ", \($0) from \(holder.host ?? "an unknown host")" } ?? ""
        return "  \(holder.shard)  connection \(connection)\(who)"
      }
  }

  /// The same for monitoring.
  var json: JSONValue {
    let text = { (value: String?) in value.map { JSONValue.string($0) } ?? .null }
    return [
      "count": .number(Double(shards)),
      "trouble": text(trouble),
      "holders": .array(
        holders.map { holder in
          [
            "shard": .number(Double(holder.shard)),
            "connection": holder.connection.map { .number(Double($0)) } ?? .null,
            "account": text(holder.account),
            "host": text(holder.host),
          ]
        }
      ),
    ]
  }
}
