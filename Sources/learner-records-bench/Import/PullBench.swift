import Foundation

/// How long a pull takes, and one that finds nothing new beside the server's own checksums.
struct PullBench {
  let server: BenchServer
  private var settings: String { server.folder + "/site.yaml" }

  func measure(repeats: Int) throws {
    let lines = zip(["lms", "credentials"], server.names).map { side, name in
      "\(side):\n  database: mysql://root@localhost/\(name)?socket=\(server.socket)\n"
    }
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: settings))
    try? FileManager.default.removeItem(atPath: server.site)
    let first = try pull()
    report("pull", first.seconds, "s")
    report("pull, peak memory", Double(first.peakBytes) / 1e6, "MB")
    let checksums = try recordChecksums()
    // In turns, because the machine is seldom as busy as a moment ago.
    let both = try (0..<max(3, repeats)).map { _ in
      (try pull().seconds, try server.shell("mariadb \(server.options) --batch < '\(checksums)' >/dev/null").seconds)
    }
    report("pull with nothing new, median", median(both.map(\.0)), "s")
    report("its checksums alone, median", median(both.map(\.1)), "s")
    report("what a pull adds to them, median", 1000 * median(both.map { $0.0 - $0.1 }), "ms (goal: 100)")
  }

  private func pull() throws -> ChildRun {
    let run = try ChildRun(server.binary, ["pull", "--config", settings, "--deployment", server.site])
    guard run.status == 0 else { throw BenchError("pull has failed.") }
    return run
  }

  /// The statements by which the server computes a pull's checksums, as it has logged them.
  private func recordChecksums() throws -> String {
    let path = server.folder + "/checksums.sql"
    try server.shell(
      "mariadb \(server.options) -e \"SET GLOBAL log_output='TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log=1\""
    )
    _ = try pull()
    try server.shell(
      "mariadb \(server.options) --batch --skip-column-names --raw -e \"SET GLOBAL general_log=0; "
        + "SELECT CONCAT(argument, ';') FROM mysql.general_log WHERE argument LIKE 'SELECT%SUM(CRC32%'\" > '\(path)'"
    )
    return path
  }
}
