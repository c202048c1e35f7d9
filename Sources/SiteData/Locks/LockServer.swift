/// Whether a server's locks hold for all processes of a site.
///
/// A lock lives in the memory of one server. On a replica, or on one of several servers that take writes, it says nothing of what
/// is done elsewhere.
struct LockServer: Sendable {
  /// The server's variables that tell.
  static let variables = [
    "read_only", "super_read_only", "innodb_read_only", "wsrep_on", "group_replication_group_name",
    "group_replication_single_primary_mode",
  ]

  /// The server.
  let facts: ServerFacts
  /// The values of ``variables``, as far as the server has them.
  let values: [String: String]

  /// Why the locks are of no use; nil where they are.
  var refusal: String? {
    guard severalLocks else { return "\(facts.product) lets a session hold one lock alone" }
    if isOn("innodb_read_only") || isReadOnly("read_only") || isReadOnly("super_read_only") {
      return "it is a replica, or does not take writes, and locks have to be taken on the primary"
    }
    if isOn("wsrep_on") { return "it is a node of a Galera cluster, where each node has locks of its own" }
    if values["group_replication_group_name"]?.isEmpty == false, isOff("group_replication_single_primary_mode") {
      return "it is one of several primaries of a replication group, each of which has locks of its own"
    }
    return nil
  }

  /// MySQL since 5.7.5, MariaDB since 10.0.2.
  private var severalLocks: Bool {
    let numbers = facts.version.prefix { $0.isNumber || $0 == "." }.split(separator: ".").map { Int($0) ?? 0 }
    let least = facts.isMariaDB ? [10, 0, 2] : [5, 7, 5]
    return !numbers.lexicographicallyPrecedes(least)
  }

  private func isOn(_ name: String) -> Bool { ["ON", "1"].contains(values[name]?.uppercased()) }

  private func isOff(_ name: String) -> Bool { ["OFF", "0"].contains(values[name]?.uppercased()) }

  /// MariaDB 12 knows more than one kind of it.
  private func isReadOnly(_ name: String) -> Bool { values[name] != nil && !isOff(name) }
}

extension SiteDataError {
  /// A server whose locks cannot be used.
  static func unfitForLocks(_ reason: String, at place: String) -> SiteDataError {
    SiteDataError(
      .unfitForLocks,
      at: place,
      "follow.shards needs locks that hold for the whole site, and this server's do not: \(reason)",
      remedy: "Let lms.database name the one server that takes the LMS's writes, without a proxy between that shares "
        + "connections; or leave follow.shards out and run one process."
    )
  }
}
