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

  @discardableResult
  func shell(_ command: String) throws -> ChildRun {
    let run = try ChildRun("sh", ["-c", command])
    guard run.status == 0 else { throw BenchError("This has failed: \(command)") }
    return run
  }
}
