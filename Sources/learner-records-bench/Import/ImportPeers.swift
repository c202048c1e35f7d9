import Foundation

/// The ways from a MariaDB server to SQLite files that operators have had so far.
struct ImportPeers {
  let server: BenchServer
  let mysql2sqlite: String?

  /// Runs each way, and says how many times as long it takes as an import of dumps that are there, and as a dump that goes
  /// right into an import.
  func compare(with seconds: Double) throws {
    let piped = try server.shell(
      "rm -rf '\(server.site)'; mariadb-dump \(server.options) --single-transaction "
        + "--databases \(server.names.joined(separator: " ")) | '\(server.binary)' import --deployment '\(server.site)' -"
    ).seconds
    report("mariadb-dump into import", piped, "s")
    // It takes a host and a port, not a socket.
    let port = try server.port()
    let converter = try server.names.reduce(0.0) { sum, name in
      sum
        + (try server.shell(
          "rm -f '\(server.folder)/\(name).db'; mysql2sqlite -f '\(server.folder)/\(name).db' -d \(name) -u root "
            + "-h 127.0.0.1 -P \(port) --without-foreign-keys"
        )).seconds
    }
    report("mysql-to-sqlite3", converter, "s")
    report("mysql-to-sqlite3 to import", converter / seconds, "times (goal: 5)")
    report("mysql-to-sqlite3 to a dump into import", converter / piped, "times")
    guard let mysql2sqlite else { return }
    let pipe = try server.names.reduce(0.0) { sum, name in
      sum
        + (try server.shell(
          "rm -f '\(server.folder)/\(name).db'; mariadb-dump \(server.options) --skip-extended-insert --compact "
            + "\(name) | '\(mysql2sqlite)' - | sqlite3 '\(server.folder)/\(name).db'"
        )).seconds
    }
    report("mariadb-dump, awk, sqlite3", pipe, "s")
    report("mariadb-dump, awk, sqlite3 to import", pipe / seconds, "times (goal: 1.5)")
    report("mariadb-dump, awk, sqlite3 to a dump into import", pipe / piped, "times")
  }
}
