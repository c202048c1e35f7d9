import Foundation

/// The ways from a MariaDB server to SQLite files that operators have had so far.
struct ImportPeers {
  let socket: String
  let folder: String
  let mysql2sqlite: String?

  /// Loads the dumps, runs each way on them, and says how many times as long it takes.
  func compare(with seconds: Double, dumps: [String]) throws {
    let names = ["bench_lms", "bench_credentials"]
    for (name, dump) in zip(names, dumps) {
      try shell(
        "mariadb --no-defaults -S '\(socket)' -uroot -e 'DROP DATABASE IF EXISTS \(name); CREATE DATABASE \(name)'"
      )
      try shell("mariadb --no-defaults -S '\(socket)' -uroot --max-allowed-packet=64M \(name) < '\(dump)'")
    }
    let converter = try names.reduce(0.0) { sum, name in
      sum
        + (try shell(
          "rm -f '\(folder)/\(name).db'; mysql2sqlite -f '\(folder)/\(name).db' -d \(name) -u root -S '\(socket)' --without-foreign-keys"
        ))
    }
    report("mysql-to-sqlite3", converter, "s")
    report("mysql-to-sqlite3 to import", converter / seconds, "times (goal: 5)")
    guard let mysql2sqlite else { return }
    let pipe = try names.reduce(0.0) { sum, name in
      sum
        + (try shell(
          "rm -f '\(folder)/\(name).db'; mysqldump --no-defaults -S '\(socket)' -uroot --skip-extended-insert --compact "
            + "\(name) | '\(mysql2sqlite)' - | sqlite3 '\(folder)/\(name).db'"
        ))
    }
    report("mysqldump, awk, sqlite3", pipe, "s")
    report("mysqldump, awk, sqlite3 to import", pipe / seconds, "times (goal: 1.5)")
  }

  @discardableResult
  private func shell(_ command: String) throws -> Double {
    let run = try ChildRun("sh", ["-c", command])
    guard run.status == 0 else { throw BenchError("This has failed: \(command)") }
    return run.seconds
  }
}
