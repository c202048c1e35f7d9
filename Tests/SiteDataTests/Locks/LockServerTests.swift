import Testing

@testable import SiteData

@Suite("Which servers' locks hold for a whole site")
struct LockServerTests {
  private static func refusal(_ version: String, _ values: [String: String] = [:]) -> String? {
    var facts = ServerFacts()
    facts.version = version
    return LockServer(facts: facts, values: values).refusal
  }

  @Test(arguments: [
    ("10.11.19-MariaDB", ["read_only": "OFF", "wsrep_on": "OFF", "innodb_read_only": "OFF"]),
    ("5.7.5-log", ["read_only": "0"]),
    ("8.4.11", ["read_only": "OFF", "super_read_only": "OFF", "innodb_read_only": "OFF"]),
    (
      "8.0.36",
      ["group_replication_group_name": "a-group", "group_replication_single_primary_mode": "ON", "read_only": "OFF"]
    ),
    ("8.0.36", ["group_replication_group_name": "", "group_replication_single_primary_mode": "OFF"]),
    ("12.0.2-MariaDB", ["read_only": "OFF"]),
  ]) func `a primary of its own is fit`(_ version: String, _ values: [String: String]) {
    #expect(Self.refusal(version, values) == nil)
  }

  @Test(arguments: [
    ("5.7.4", [:], "one lock alone"),
    ("10.0.1-MariaDB", [:], "one lock alone"),
    ("5.5.68-MariaDB", [:], "one lock alone"),
    ("", [:], "one lock alone"),
    ("10.11.19-MariaDB", ["read_only": "ON"], "primary"),
    ("12.0.2-MariaDB", ["read_only": "NO_LOCK"], "primary"),
    ("8.4.11", ["read_only": "OFF", "super_read_only": "1"], "primary"),
    ("8.0.28", ["innodb_read_only": "ON"], "primary"),
    ("10.11.19-MariaDB", ["wsrep_on": "ON"], "Galera"),
    (
      "8.0.36",
      ["group_replication_group_name": "a-group", "group_replication_single_primary_mode": "OFF"],
      "several primaries"
    ),
  ]) func `others are refused with the reason`(_ version: String, _ values: [String: String], _ word: String) {
    #expect(Self.refusal(version, values)?.contains(word) == true)
  }

  @Test func `names fit MySQL, and differ by server, databases and number of shards`() {
    func names(_ server: String, _ databases: [String], _ shards: Int) -> LockNames {
      LockNames(server: server, databases: databases, shards: shards)
    }
    let one = names("db 3306", ["openedx", "credentials"], 64)
    #expect(one == names("db 3306", ["openedx", "credentials"], 64))
    for name in [one.shard(63), one.place(63), one.cut(into: 64)] { #expect(name.utf8.count <= 64, "\(name)") }
    let all = [
      one, names("db 3307", ["openedx", "credentials"], 64), names("db 3306", ["openedx", "credentials_2"], 64),
      names("db 3306", ["openedxc", "redentials"], 64), names("db 3306", ["openedx", "credentials"], 32),
    ]
    #expect(Set(all.map { $0.shard(3) }).count == all.count)
  }
}
