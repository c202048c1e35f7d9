/// Why the broker did not take a command.
package struct BrokerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Whether it may pass by itself: a server that restarts, a full memory; else it is the configuration.
  package let mayPass: Bool
  /// The place, the reason and the remedy.
  package let description: String

  init(_ place: String, _ reason: String, mayPass: Bool = false, remedy: String = "") {
    self.mayPass = mayPass
    description = "\(place): \(reason)" + (remedy.isEmpty ? "" : ". " + remedy)
  }

  /// Reads what stands in the place of a number.
  ///
  /// - Parameters:
  ///   - reply: what `redis-cli` wrote to its standard output.
  ///   - said: what it wrote to its standard error.
  init(_ place: String, reply: String, said: String) {
    let lines = (said + "\n" + reply).split(whereSeparator: \.isNewline).map {
      $0.hasPrefix("(error) ") ? String($0.dropFirst("(error) ".count)) : String($0)
    }
    let told = String(lines.joined(separator: " ").prefix(300))
    for line in lines {
      guard let word = line.split(separator: " ").first.map(String.init) else { continue }
      if let remedy = Self.remedies[word] {
        self.init(place, told, remedy: remedy)
        return
      }
    }
    if told.contains("unknown command") {
      self.init(place, told, remedy: "Name the Redis server that workers use; a Sentinel is none")
    } else if told.contains("SELECT") {
      self.init(place, told, remedy: "Name the database that workers use at the end of the URL")
    } else {
      self.init(place, told.isEmpty ? "redis-cli gave no answer" : told, mayPass: true)
    }
  }

  private static let remedies = [
    "NOAUTH": "Set celery.broker_password_file",
    "WRONGPASS": "Check the account and celery.broker_password_file",
    "AUTH": "Check the account and celery.broker_password_file",
    "NOPERM": "The account needs LPUSH and LLEN on the queue's key, and no more",
    "WRONGTYPE": "The queue's name or the key prefix is wrong: that key is no list",
    "MOVED": "This is a Redis Cluster, over which nothing is handed over",
    "ASK": "This is a Redis Cluster, over which nothing is handed over",
    "CLUSTERDOWN": "This is a Redis Cluster, over which nothing is handed over",
    "CROSSSLOT": "This is a Redis Cluster, over which nothing is handed over",
    "READONLY": "This is a replica; name the primary",
  ]
}
