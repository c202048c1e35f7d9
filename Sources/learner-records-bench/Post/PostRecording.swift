import Foundation
import OpenEdX

/// One exchange that was recorded with the real service: what is sent, and what comes back.
struct PostRecording {
  let post: CourseCredentialPost
  let response: JSONValue

  /// The body of the request.
  var request: JSONValue { post.json }

  /// Finds an entry of a JSON-lines file of exchanges.
  init(file: String, name: String) throws {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw BenchError("\(file) cannot be read: name the recorded exchanges with --recording.")
    }
    for line in text.split(separator: "\n") {
      let entry = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
      guard entry["name"]?.string == name else { continue }
      guard let body = entry["request"]?["body"], let response = entry["response"]?["body"],
        let username = body["username"]?.string, let run = body["credential"]?["course_run_key"]?.string
      else { break }
      post = CourseCredentialPost(
        username: username,
        status: body["status"]?.string.flatMap(CredentialStatus.init(rawValue:)) ?? .awarded,
        courseRunKey: run,
        mode: CourseMode(rawValue: body["credential"]?["mode"]?.string ?? "verified"),
        dateOverride: body["date_override"]?["date"]?.string.flatMap { UTCTime($0) }
      )
      self.response = response
      return
    }
    throw BenchError("\(file) has no award of a course run named \(name).")
  }

  /// A body as it goes over the wire.
  static func text(_ body: JSONValue) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(body), as: UTF8.self)
  }
}
