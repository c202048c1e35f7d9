import Foundation
import LoopbackSupport
import MariaDBSupport
import OpenEdX
import Synchronization
import TestSupport

/// A Credentials service on loopback that writes what is posted into its database, and keeps a log of who posted what while who
/// held the learner's shard.
final class AwardingSite: Sendable {
  /// A line of its log.
  struct Post: Sendable {
    let at: ContinuousClock.Instant
    /// The process that has sent it, by the name in its token.
    let sender: String
    let username: String
    let run: String
    let status: String
    let shard: Int
    /// The account whose session holds the shard's lock when the post arrives; empty for nobody.
    let holder: String
  }

  private let site: ServedSite
  private let line: DatabaseLine
  private let shards: Int
  private let kept = Mutex<[Post]>([])
  private let prefix = Mutex("")
  private let processes = Mutex<[String: pid_t]>([:])
  private let isDown = Mutex(false)
  private let blow = Mutex<Blow?>(nil)

  /// What was done to a process.
  struct Struck: Sendable {
    let name: String
    let at: ContinuousClock.Instant
  }

  /// What happens to the process that sends the next post.
  private struct Blow {
    let isBefore: Bool
    /// How many posts are let pass.
    var left: Int
    /// Nil cuts off the session that holds the shard's lock.
    let signal: Int32?
    let struck: AsyncStream<Struck>.Continuation
  }
  private let users: [String: Int]

  /// Takes the site with its learners, and the number of shards; 0 for none.
  init(_ site: ServedSite, shards: Int = 0) throws {
    self.site = site
    self.shards = shards
    line = DatabaseLine(site.server, database: site.credentials)
    users = Dictionary(
      uniqueKeysWithValues: try line.run("SELECT id, username FROM \(site.lms).auth_user").compactMap { row in
        let parts = row.split(separator: "\t").map(String.init)
        return parts.count == 2 ? Int(parts[0]).map { (parts[1], $0) } : nil
      }
    )
  }

  /// All posts, in the order of their arrival.
  var posts: [Post] { kept.withLock { $0 } }

  /// Says what the names of the locks begin with.
  func watch(_ prefix: String) { self.prefix.withLock { $0 = prefix } }

  /// Makes it answer that it is out of order, or answer as it should again.
  func fail(_ fails: Bool) { isDown.withLock { $0 = fails } }

  /// Learns the number of a process.
  func began(_ name: String, _ number: pid_t) { processes.withLock { $0[name] = number } }

  /// Kills or stops the process that sends a post, before it is carried out or when it has been.
  ///
  /// - Parameters:
  ///   - count: how many posts are let pass before.
  ///   - signal: nil cuts off the session that holds the locks instead.
  /// - Returns: the name of the process, and when.
  /// - Throws: `CancellationError`.
  func strike(isBefore: Bool, after count: Int = 0, by signal: Int32? = SIGKILL) async throws -> Struck {
    let (stream, struck) = AsyncStream.makeStream(of: Struck.self)
    blow.withLock { $0 = Blow(isBefore: isBefore, left: count, signal: signal, struck: struck) }
    for await one in stream { return one }
    throw CancellationError()
  }

  /// The account that holds each shard; empty for nobody.
  func holders() throws -> [String] {
    try (0..<shards).map { try holder($0) }
  }

  /// Runs statements in its database's server.
  func run(_ sql: String) throws -> [String] { try line.run(sql) }

  /// Ends its session with the server; the next statement opens another.
  func close() { line.close() }

  private func holder(_ shard: Int) throws -> String {
    guard shards > 0 else { return "" }
    let lock = "IS_USED_LOCK('\(name(shard))')"
    let sql = "SELECT COALESCE((SELECT USER FROM information_schema.PROCESSLIST WHERE ID=\(lock)),'')"
    return try line.run(sql).first ?? ""
  }

  private func name(_ shard: Int) -> String { "\(prefix.withLock { $0 }):shard:\(shard)/\(shards)" }

  /// Answers as the service does.
  func answer(_ request: ReceivedRequest) -> LoopbackReply {
    if isDown.withLock({ $0 }) { return .json(503, ["detail": "Out of order."]) }
    switch (request.method, request.uri.split(separator: "?").first) {
    case ("POST", "/api/v2/credentials/"):
      do { return try post(request) } catch { return .json(500, ["detail": .string("\(error)")]) }
    case ("GET", "/records/api/v1/program_records/"): return .json(200, ["enrolled_programs": []])
    default: return .json(404, ["detail": "Not found."])
    }
  }

  private func strike(_ post: Post, _ blow: Blow) throws {
    let struck = Struck(name: post.sender, at: .now)
    if let signal = blow.signal {
      if let number = processes.withLock({ $0[post.sender] }) { _ = kill(number, signal) }
    } else if let session = try line.run("SELECT IS_USED_LOCK('\(name(post.shard))')").first {
      _ = try line.run("KILL CONNECTION \(session)")
    }
    blow.struck.yield(struck)
  }

  private func post(_ request: ReceivedRequest) throws -> LoopbackReply {
    guard let body = request.json, let username = body["username"]?.string, let credential = body["credential"],
      let run = credential["course_run_key"]?.string
    else { return .json(400, ["credential": ["This field is required."]]) }
    let status = body["status"]?.string ?? "awarded"
    let shard = shards > 0 ? (users[username] ?? 0) % shards : 0
    let sender = request.authorization.first?.split(separator: "-").suffix(2).joined(separator: "-") ?? ""
    // The moment after the answer: who is killed in between was alive when the server was asked.
    let holder = try holder(shard)
    let post = Post(
      at: .now,
      sender: sender,
      username: username,
      run: run,
      status: status,
      shard: shard,
      holder: holder
    )
    kept.withLock { $0.append(post) }
    let blow = blow.withLock { blow -> Blow? in
      if blow?.left == 0 { return blow.take() }
      blow?.left -= 1
      return nil
    }
    if let blow, blow.isBefore {
      try strike(post, blow)
      return .close
    }
    let uuid = UUID().uuidString.lowercased()
    let name = ServedSite.literal(username)
    _ = try line.run(
      """
      INSERT INTO \(site.credentials).credentials_usercredential
        (created, modified, credential_id, username, status, uuid, credential_content_type_id)
      SELECT NOW(6), NOW(6), id, \(name), '\(status)', '\(uuid)', 25
      FROM \(site.credentials).credentials_coursecertificate WHERE course_id=\(ServedSite.literal(run)) LIMIT 1
      ON DUPLICATE KEY UPDATE status='\(status)', modified=NOW(6)
      """
    )
    if let blow { try strike(post, blow) }
    return .json(
      201,
      [
        "username": .string(username), "credential": credential, "status": .string(status), "uuid": .string(uuid),
        "attributes": [], "date_override": body["date_override"] ?? .null, "created": "2026-11-22T20:09:04Z",
        "modified": "2026-11-22T20:09:05Z", "certificate_url": "https://site.invalid/",
      ]
    )
  }
}
