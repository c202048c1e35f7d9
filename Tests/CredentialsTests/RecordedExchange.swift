import Credentials
import OpenEdX
import TestSupport

/// One exchange that was recorded with the real service.
struct RecordedExchange {
  let name: String
  let method: String
  let path: String
  let requestBody: JSONValue
  let status: Int
  let body: JSONValue

  static func all() throws -> [RecordedExchange] {
    try Fixtures.jsonLines(Fixtures.contract("credentials.jsonl")).map(RecordedExchange.init)
  }

  static func named(_ name: String) throws -> RecordedExchange? { try all().first { $0.name == name } }

  init(_ line: JSONValue) {
    name = line["name"]?.string ?? ""
    method = line["request"]?["method"]?.string ?? ""
    path = line["request"]?["path"]?.string ?? ""
    requestBody = line["request"]?["body"] ?? .null
    body = line["response"]?["body"] ?? .null
    if case .number(let number) = line["response"]?["status"] { status = Int(number) } else { status = 0 }
  }
}

extension RecordedExchange {
  /// About reading HTTP rather than about the body: text that is no JSON, and a content type that is not parsed.
  static let httpLevel: Set<String> = ["award_malformed_json", "award_wrong_content_type"]

  /// About who asks: not signed in, not allowed, or too often.
  static let statusesOfAccess: Set<Int> = [401, 403, 429]

  /// The post to replay; nil when the exchange is no post, or not about its body.
  var replayable: PostBody? {
    guard method == "POST", !Self.httpLevel.contains(name), !Self.statusesOfAccess.contains(status) else { return nil }
    return switch path {
    case "/api/v2/credentials/": .credential(requestBody)
    case "/api/v2/grades/": .grade(requestBody)
    case "/api/v2/course_certificates/": .courseCertificate(requestBody)
    default: nil
    }
  }
}

/// Compares answers field by field, and remembers which recorded uuid stands for which of ours.
struct AnswerComparison {
  /// Rows of the starting database keep their uuid; only those of new rows differ.
  let seededUUIDs: Set<String>
  private(set) var ours: [String: String] = [:]

  init(seededUUIDs: Set<String>) { self.seededUUIDs = seededUUIDs }

  /// The differences of one answer, a line each; times must be there and of the right form.
  mutating func differences(_ exchange: RecordedExchange, _ answer: CredentialsAnswer) -> [String] {
    var result: [String] = []
    if answer.status != exchange.status {
      result.append("\(exchange.name) status: expected \(exchange.status), got \(answer.status) \(answer.message)")
    }
    compare(exchange.body, answer.body, at: "body", of: exchange.name, into: &result)
    return result
  }

  private mutating func compare(
    _ expected: JSONValue?,
    _ got: JSONValue?,
    at path: String,
    of name: String,
    into result: inout [String]
  ) {
    if case .object(let left) = expected, case .object(let right) = got {
      // Backwards, so that the uuid is known before the address that holds it.
      for key in Set(left.keys).union(right.keys).sorted(by: >) {
        compare(left[key], right[key], at: "\(path).\(key)", of: name, into: &result)
      }
      return
    }
    let isSame =
      switch path {
      case "body.created", "body.modified": isAPITime(expected) && isAPITime(got)
      case "body.uuid": isSameUUID(expected?.string ?? "", got?.string ?? "")
      case "body.certificate_url": isSameURL(expected?.string ?? "", got?.string ?? "")
      default: expected == got
      }
    if !isSame {
      result.append("\(name) \(path): expected \(text(expected)), got \(text(got))")
    }
  }

  private func text(_ value: JSONValue?) -> String { value.map { "\($0)" } ?? "nothing" }

  private func isAPITime(_ value: JSONValue?) -> Bool {
    guard let text = value?.string, let time = UTCTime(text) else { return false }
    return time.apiText == text
  }

  private mutating func isSameUUID(_ expected: String, _ got: String) -> Bool {
    if seededUUIDs.contains(hex(expected)) { return expected == got }
    if let known = ours[expected] { return known == got }
    ours[expected] = got
    return ProgramUUID(got)?.dashed == got
  }

  /// The same scheme, host and path; the uuid in it must be the one that stands for the recorded one.
  private func isSameURL(_ expected: String, _ got: String) -> Bool {
    let swapped = ours.reduce(expected) { $0.replacing(hex($1.key), with: hex($1.value)) }
    return swapped == got
  }

  private func hex(_ uuid: String) -> String { uuid.replacing("-", with: "") }
}
