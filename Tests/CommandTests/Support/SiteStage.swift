import Foundation
import GRDB
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import Synchronization
import TerminalTestSupport
import TestSupport

/// A Credentials service on loopback that keeps what is posted, for runs of the real program.
final class FakeSite: Sendable {
  private struct State {
    var posts: [JSONValue] = []
    var held: [String: [JSONValue]] = [:]
    var trouble: (@Sendable (Int) -> LoopbackReply?)?
  }

  private let state = Mutex(State())

  /// What the post of this number, from 1, meets instead of an answer; nil answers it.
  func meet(_ trouble: (@Sendable (Int) -> LoopbackReply?)?) { state.withLock { $0.trouble = trouble } }

  /// The bodies of all posts that were answered with 201.
  var posts: [JSONValue] { state.withLock { $0.posts } }

  /// Changes what it holds of a learner behind everybody's back.
  func tamper(_ username: String, _ change: (inout [JSONValue]) -> Void) {
    state.withLock { change(&$0.held[username, default: []]) }
  }

  /// Answers as the service does.
  func answer(_ request: ReceivedRequest) -> LoopbackReply {
    switch (request.method, request.uri.split(separator: "?").first) {
    case ("POST", "/api/v2/credentials/"): return post(request.json ?? .null)
    case ("GET", "/api/v2/credentials/"):
      let name = request.uri.split(separator: "=").last.map(String.init) ?? ""
      let rows = state.withLock { $0.held[name] ?? [] }
      return .json(
        200,
        ["count": .number(Double(rows.count)), "next": nil, "previous": nil, "results": .array(rows)]
      )
    case ("GET", "/health/"):
      return .json(200, ["overall_status": "OK", "detailed_status": ["database_status": "OK"]])
    case ("GET", "/records/api/v1/program_records/"): return .json(200, ["enrolled_programs": []])
    default: return .json(404, ["detail": "Not found."])
    }
  }

  private func post(_ body: JSONValue) -> LoopbackReply {
    guard let username = body["username"]?.string, let credential = body["credential"] else {
      return .json(400, ["username": ["This field is required."], "credential": ["This field is required."]])
    }
    return state.withLock { state in
      if let reply = state.trouble?(state.posts.count + 1) { return reply }
      state.posts.append(body)
      let number = String(state.posts.count)
      let row: JSONValue = [
        "username": .string(username), "credential": credential, "status": body["status"] ?? "awarded",
        "uuid": .string("00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - number.count) + number),
        "attributes": [], "date_override": body["date_override"] ?? .null, "created": "2026-11-22T20:09:04Z",
        "modified": "2026-11-22T20:09:05Z", "certificate_url": "https://site.invalid/",
      ]
      state.held[username, default: []].append(row)
      return .json(201, row)
    }
  }
}

/// A deployment copied from a site, in a folder whose name a shell would take apart, and that site on loopback.
struct SiteStage {
  /// A learner with three lost awards and no blocker.
  static let learner = "learner00008"
  static let token = FakeToken.jwt("hunter2-token")

  let folder: TemporaryFolder
  let site = FakeSite()
  var deployment: String { folder.file("my site's copy") }
  var journal: String { deployment + "/journal.jsonl" }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: deployment, withIntermediateDirectories: false)
    for name in ["lms.sqlite", "credentials.sqlite"] {
      try folder.copy(Fixtures.golden(name), as: "my site's copy/\(name)")
    }
  }

  /// The settings for a run.
  func environment(_ server: LoopbackServer, _ more: [String: String] = [:]) -> [String: String] {
    [
      "LEARNER_RECORDS_CREDENTIALS_URL": server.address, "LEARNER_RECORDS_TOKEN_VALUE": Self.token,
      "HOME": folder.path,
    ].merging(more) { $1 }
  }

  /// The arguments of a backfill of the learner.
  func backfill(_ more: String...) -> [String] {
    ["--deployment", deployment, "--backfill", "--user", Self.learner] + more
  }

  /// Starts the program on a terminal.
  func terminal(_ arguments: [String], _ environment: [String: String]) throws -> PseudoTerminal {
    try Command.onTerminal(arguments: arguments, in: folder.path, environment: environment, columns: 160)
  }

  /// Runs the program without a terminal.
  func run(_ arguments: [String], _ environment: [String: String]) throws -> FinishedProcess {
    try FinishedProcess(
      arguments,
      in: folder.path,
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) { $1 }
    )
  }

  /// The learner's awards in the deployment's copy, as “run status uuid modified”.
  func copied() throws -> [String] {
    let queue = try DatabaseQueue(path: deployment + "/credentials.sqlite")
    defer { try? queue.close() }
    return try queue.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT c.course_id || ' ' || u.status || ' ' || u.uuid || ' ' || u.modified
          FROM credentials_usercredential u JOIN credentials_coursecertificate c ON c.id = u.credential_id
          WHERE u.username = ? AND u.uuid LIKE '00000000000040008000%' ORDER BY u.uuid
          """,
        arguments: [Self.learner]
      )
    }
  }
}
