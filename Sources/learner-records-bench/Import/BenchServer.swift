import Foundation

/// A MariaDB server with the generated deployment's two databases.
struct BenchServer {
  let socket: String
  let folder: String
  let binary: String
  /// The LMS's database and that of Credentials.
  let names = ["bench_lms", "bench_credentials"]

  /// What a client needs to sign in.
  var options: String { "--no-defaults -S '\(socket)' -uroot" }
  /// A deployment's folder, which each run makes anew.
  var site: String { folder + "/site-of-server" }

  /// Loads a dump into each database.
  func load(_ dumps: [String]) throws {
    for (name, dump) in zip(names, dumps) {
      try shell("mariadb \(options) -e 'DROP DATABASE IF EXISTS \(name); CREATE DATABASE \(name)'")
      try shell("mariadb \(options) --max-allowed-packet=64M \(name) < '\(dump)'")
    }
  }

  /// Where it listens on this machine beside its socket.
  func port() throws -> Int {
    let path = folder + "/port"
    try shell("mariadb \(options) --skip-column-names -e 'SELECT @@port' > '\(path)'")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard let port = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)), port > 0 else {
      throw BenchError("The server has to listen on a port of this machine, which mysql-to-sqlite3 signs in at.")
    }
    return port
  }

  @discardableResult
  func shell(_ command: String) throws -> ChildRun {
    let run = try ChildRun("sh", ["-c", command])
    guard run.status == 0 else { throw BenchError("This has failed: \(command)") }
    return run
  }

  /// Runs statements and gives what the last of them that gives rows said.
  func text(_ sql: String) throws -> String {
    let path = folder + "/said"
    try shell("mariadb \(options) --batch --skip-column-names -e \"\(sql)\" > '\(path)'")
    return try String(contentsOfFile: path, encoding: .utf8)
  }
}
