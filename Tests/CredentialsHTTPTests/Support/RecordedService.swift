import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import NIOHTTP1
import OpenEdX
import Synchronization
import TestSupport

/// One exchange that was recorded with the real service.
struct Recording: Sendable {
  let name: String
  let method: String
  let path: String
  let requestHeaders: [String: String]
  let requestBody: JSONValue
  let status: Int
  let headers: [String: String]
  let body: JSONValue

  static func all() throws -> [Recording] {
    try Fixtures.jsonLines(Fixtures.contract("credentials.jsonl")).map(Recording.init)
  }

  static func named(_ name: String) throws -> Recording? { try all().first { $0.name == name } }

  private init(_ line: JSONValue) {
    name = line["name"]?.string ?? ""
    method = line["request"]?["method"]?.string ?? ""
    path = line["request"]?["path"]?.string ?? ""
    requestHeaders = Self.texts(line["request"]?["headers"])
    requestBody = line["request"]?["body"] ?? .null
    headers = Self.texts(line["response"]?["headers"])
    body = line["response"]?["body"] ?? .null
    if case .number(let number) = line["response"]?["status"] { status = Int(number) } else { status = 0 }
  }

  private static func texts(_ value: JSONValue?) -> [String: String] {
    guard case .object(let members) = value else { return [:] }
    return members.compactMapValues(\.string)
  }

  /// The body as it came over the wire.
  var bodyText: String {
    if let text = body.string, headers["Content-Type"] != "application/json" { return text }
    return String(decoding: (try? JSONEncoder().encode(body)) ?? Data(), as: UTF8.self)
  }

  /// The post that asks this; nil when it is no post of ours, or about reading HTTP or who asks.
  var post: PostBody? {
    guard method == "POST", ![401, 403, 415, 429].contains(status), name != "award_malformed_json" else { return nil }
    return switch path {
    case "/api/v2/credentials/": .credential(requestBody)
    case "/api/v2/grades/": .grade(requestBody)
    case "/api/v2/course_certificates/": .courseCertificate(requestBody)
    default: nil
    }
  }
}

/// A Credentials service that knows only the recording: it checks each request field by field and refuses the rest.
final class RecordedService: Sendable {
  private let left: Mutex<[Recording]>
  private let complaints = Mutex<[String]>([])

  init(_ recordings: [Recording]) { left = Mutex(recordings) }

  /// What was wrong with the requests.
  var problems: [String] { complaints.withLock { $0 } }

  /// The recorded answer to the request; of several recorded ones each in its turn.
  func answer(_ request: ReceivedRequest) -> LoopbackReply {
    let found = left.withLock { left -> Recording? in
      guard let index = left.firstIndex(where: { isSame($0, request) }) else { return nil }
      return left.remove(at: index)
    }
    guard let found else {
      return complain("unrecorded: \(request.method) \(request.uri) \(request.body)")
    }
    if let problem = headerProblem(found, request) { return complain("\(found.name): \(problem)") }
    return .answer(status: found.status, headers: found.headers.map { ($0, $1) }, body: found.bodyText)
  }

  private func isSame(_ recording: Recording, _ request: ReceivedRequest) -> Bool {
    guard recording.method == request.method, recording.path == request.uri else { return false }
    guard request.method == "POST" else { return request.body.isEmpty }
    if recording.path == "/api/v2/grades/" { return Self.form(recording.requestBody) == request.form }
    return request.json == recording.requestBody
  }

  private func headerProblem(_ recording: Recording, _ request: ReceivedRequest) -> String? {
    let token = request.authorization
    let needsToken = recording.requestHeaders["Authorization"] != nil
    if needsToken, token != ["JWT \(Site.tokenText)"] { return "the token is missing, doubled or another" }
    if !needsToken, !token.isEmpty { return "a token was sent where none is needed" }
    let isForm = recording.path == "/api/v2/grades/"
    let expected = isForm ? "application/x-www-form-urlencoded" : "application/json"
    if request.method == "POST", request.headers["Content-Type"] != [expected] { return "Content-Type" }
    if request.headers["Accept"] != ["application/json"] { return "Accept" }
    return nil
  }

  private func complain(_ problem: String) -> LoopbackReply {
    complaints.withLock { $0.append(problem) }
    return .json(599, ["detail": .string(problem)])
  }

  /// The fields as Python's requests would send them.
  private static func form(_ body: JSONValue) -> [String: String] {
    guard case .object(let members) = body else { return [:] }
    return members.compactMapValues { value in
      switch value {
      case .string(let text): text
      case .bool(let flag): flag ? "True" : "False"
      case .number, .integer: value.digits ?? ""
      default: nil
      }
    }
  }
}
