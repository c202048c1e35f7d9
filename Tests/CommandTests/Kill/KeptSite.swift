import Foundation
import GRDB
import LoopbackSupport
import OpenEdX
import Synchronization

/// A Credentials service on loopback that holds what the deployment's copy held at first, and keeps what is posted, as the
/// service does: one row a learner and credential, whatever is posted of it.
final class KeptSite: Sendable {
  /// A post that was carried out.
  struct Post: Hashable, Sendable {
    let username: String
    /// The run's key or the program's digits.
    let credential: String
    let status: String

    /// What it is a post of.
    var subject: String { "\(username) \(credential)" }
    var isOfProgram: Bool { !credential.hasPrefix("course-v1:") }
  }

  private struct State {
    var rows: [String: JSONValue] = [:]
    var posts: [Post] = []
    /// How many posts of the process at work have come.
    var arrived = 0
    var interruption: (@Sendable (Int) -> Interruption?)?
  }

  /// What happens to the process that has sent a post.
  enum Interruption {
    /// It is gone before the service has read the post.
    case before(@Sendable () -> Void)
    /// It is gone when the service has carried the post out, and has not answered.
    case after(@Sendable () -> Void)
  }

  private let state = Mutex(State())

  /// Takes the credentials of a copy.
  init(copy path: String) throws {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    let rows = try queue.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT u.username, coalesce(c.course_id, p.program_uuid), u.status, u.uuid
          FROM credentials_usercredential u JOIN django_content_type t ON t.id = u.credential_content_type_id
          LEFT JOIN credentials_coursecertificate c ON t.model = 'coursecertificate' AND c.id = u.credential_id
          LEFT JOIN credentials_programcertificate p ON t.model = 'programcertificate' AND p.id = u.credential_id
          """
      ).map { (Post(username: $0[0], credential: $0[1], status: $0[2]), $0[3] as String) }
    }
    state.withLock { state in
      for (row, digits) in rows {
        let uuid = ProgramUUID(digits)?.dashed ?? digits
        state.rows[row.subject] = Self.row(row, dateOverride: .null, uuid: uuid)
      }
    }
  }

  /// All posts that were carried out, in their order.
  var posts: [Post] { state.withLock { $0.posts } }

  /// The status of a credential; nil when there is none.
  func status(of post: Post) -> String? { state.withLock { $0.rows[post.subject]?["status"]?.string } }

  /// What the posts of a process meet, by their numbers from 1 on in that process.
  func interrupt(_ interruption: (@Sendable (Int) -> Interruption?)?) {
    state.withLock { ($0.interruption, $0.arrived) = (interruption, 0) }
  }

  /// Answers as the service does.
  func answer(_ request: ReceivedRequest) -> LoopbackReply {
    let parts = request.uri.split(separator: "?", maxSplits: 1).map(String.init)
    switch (request.method, parts.first) {
    case ("POST", "/api/v2/credentials/"): return post(request.json ?? .null)
    case ("GET", "/api/v2/credentials/"): return list(parts.count > 1 ? parts[1] : "")
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
    let name = credential["course_run_key"]?.string ?? credential["program_uuid"]?.string ?? ""
    let post = Post(
      username: username,
      credential: name.hasPrefix("course-v1:") ? name : name.replacing("-", with: ""),
      status: body["status"]?.string ?? "awarded"
    )
    return state.withLock { state in
      state.arrived += 1
      let interruption = state.interruption?(state.arrived)
      if case .before(let end)? = interruption {
        end()
        return .close
      }
      state.posts.append(post)
      let digits = String(state.rows.count)
      let new = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
      let uuid = state.rows[post.subject]?["uuid"]?.string ?? new
      let row = Self.row(post, dateOverride: body["date_override"] ?? .null, uuid: uuid)
      state.rows[post.subject] = row
      if case .after(let end)? = interruption {
        end()
        return .close
      }
      return .json(201, row)
    }
  }

  private func list(_ query: String) -> LoopbackReply {
    var fields: [String: String] = [:]
    for field in query.split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1).map { $0.removingPercentEncoding ?? "" }
      if parts.count == 2 { fields[parts[0]] = parts[1] }
    }
    let rows = state.withLock { state in
      state.rows.values.filter { row in
        row["username"]?.string == fields["username"]
          && (fields["status"] == nil || row["status"]?.string == fields["status"])
          && (fields["type"] == nil || row["credential"]?["type"]?.string == fields["type"])
      }
    }
    return .json(
      200,
      ["count": .number(Double(rows.count)), "next": nil, "previous": nil, "results": .array(rows)]
    )
  }

  private static func row(_ post: Post, dateOverride: JSONValue, uuid: String) -> JSONValue {
    let credential: JSONValue =
      post.isOfProgram
      ? ["type": "program", "program_uuid": .string(post.credential)]
      : ["type": "course-run", "course_run_key": .string(post.credential), "mode": "verified"]
    return [
      "username": .string(post.username), "credential": credential, "status": .string(post.status),
      "uuid": .string(uuid),
      "attributes": [], "date_override": dateOverride, "created": "2026-11-22T20:09:04Z",
      "modified": "2026-11-22T20:09:05Z", "certificate_url": "https://site.invalid/",
    ]
  }
}
