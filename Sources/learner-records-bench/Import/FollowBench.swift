import Foundation
import OpenEdX

/// How soon `sync --follow` posts what is committed on a large site, and what it costs while nothing happens.
struct FollowBench {
  let server: BenchServer
  private var settings: String { server.folder + "/follow.yaml" }
  private var log: String { server.folder + "/follow.log" }

  /// Measures; the server has the databases, which get as many certificates more.
  func measure(commits: Int) async throws {
    let posts = try PostServerProcess(.told, body: .null)
    let lines = zip(["lms", "credentials"], server.names).map { side, name in
      "\(side):\n  database: mysql://root@localhost/\(name)?socket=\(server.socket)\n"
    }
    let site = "  url: \(posts.address)\n"
    try Data((lines.joined() + site).utf8).write(to: URL(fileURLWithPath: settings))
    let follower = try begin()
    defer {
      follower.terminate()
      follower.waitUntilExit()
    }
    try await idle(follower)
    let committed = try await commit(commits)
    // The last post may be on its way; the server tells what came when it ends.
    try await Task.sleep(for: .seconds(5))
    let arrived = try arrivals(posts.end())
    var late: [Double] = []
    for (name, time) in committed { if let arrival = arrived[name] { late.append((arrival - time) * 1000) } }
    guard late.count == committed.count else {
      throw BenchError("Of \(committed.count) certificates \(late.count) were posted.")
    }
    let sorted = late.sorted()
    report("commit to post, median", median(sorted), "ms, \(sorted.count) times (goal: 1500)")
    report("commit to post, p99", sorted[(sorted.count - 1) * 99 / 100], "ms (goal: 3000)")
    report("follower, peak memory", try ProcessMemory.of(follower.processIdentifier).peak, "MB (goal: 100)")
  }

  private func begin() throws -> Process {
    let follower = Process()
    follower.executableURL = URL(fileURLWithPath: server.binary)
    follower.arguments = [
      "sync", "--follow", "--follow-grace", "0", "--config", settings, "--deployment", server.site,
    ]
    follower.environment = ProcessInfo.processInfo.environment
      .merging(["LEARNER_RECORDS_TOKEN_VALUE": PostRate.token]) { $1 }
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    follower.standardError = FileHandle(forWritingAtPath: log)
    try follower.run()
    while try !String(contentsOfFile: log, encoding: .utf8).contains("Following;") {
      guard follower.isRunning else {
        throw BenchError("sync has ended: \(try String(contentsOfFile: log, encoding: .utf8))")
      }
      usleep(100_000)
    }
    return follower
  }

  private func idle(_ follower: Process) async throws {
    // Behind the first look and the first minute it rests longer.
    try await Task.sleep(for: .seconds(75))
    let (before, asked) = (try processorSeconds(follower), try questions())
    let seconds = 60.0
    try await Task.sleep(for: .seconds(seconds))
    let (after, asking) = (try processorSeconds(follower), try questions())
    let ours = 100 * (after - before) / seconds
    report("follower at rest", ours, "% of a core (goal: 1)")
    report("its statements at rest", Double(asking - asked) / seconds, "a second (goal: 20)")
  }

  /// Saves certificates one after the other, at random moments.
  private func commit(_ count: Int) async throws -> [String: Double] {
    let owed = try server.text(
      """
      SELECT u.id, u.username, r.key FROM bench_lms.auth_user u
      JOIN bench_credentials.core_user k ON k.username = u.username
      CROSS JOIN (SELECT MIN(c.course_run_id) AS id FROM bench_credentials.credentials_coursecertificate c) one
      JOIN bench_credentials.catalog_courserun r ON r.id = one.id
      LEFT JOIN bench_lms.certificates_generatedcertificate g ON g.user_id = u.id AND g.course_id = r.key
      LEFT JOIN bench_credentials.credentials_usercredential c ON c.username = u.username
      WHERE g.id IS NULL AND c.id IS NULL ORDER BY u.id LIMIT \(count)
      """
    ).split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    var committed: [String: Double] = [:]
    var id =
      Int(try server.text("SELECT MAX(id) FROM bench_lms.certificates_generatedcertificate").filter(\.isNumber)) ?? 0
    for row in owed where row.count == 3 {
      id += 1
      let said = try server.text(
        """
        START TRANSACTION;
        INSERT INTO bench_lms.certificates_generatedcertificate (id, user_id, course_id, status, mode, grade, verify_uuid,
          created_date, modified_date, download_uuid, download_url, \\`key\\`, distinction, name, error_reason)
        VALUES (\(id), \(row[0]), '\(row[2])', 'downloadable', 'verified', '0.9', MD5(RAND()), UTC_TIMESTAMP(6),
          UTC_TIMESTAMP(6), '', '', '', 0, '', '');
        COMMIT;
        SELECT UNIX_TIMESTAMP(NOW(6))
        """
      )
      guard let time = Double(said.trimmingCharacters(in: .whitespacesAndNewlines)) else {
        throw BenchError("The server does not say the time: \(said)")
      }
      committed["\(row[1])/\(row[2])"] = time
      try await Task.sleep(for: .milliseconds(Int.random(in: 300...1700)))
    }
    return committed
  }

  private func processorSeconds(_ process: Process) throws -> Double {
    let stat = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw BenchError("The follower has ended.")
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private func questions() throws -> Int {
    let said = try server.text(
      "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME='QUESTIONS'"
    )
    return Int(said.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  private func arrivals(_ summary: JSONValue) throws -> [String: Double] {
    guard case .object(let times)? = summary["times"] else { throw BenchError("The server told no times.") }
    return times.compactMapValues { if case .number(let time) = $0 { Double(time) } else { nil } }
  }
}
