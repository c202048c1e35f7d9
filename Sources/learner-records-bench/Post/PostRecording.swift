import Foundation
import OpenEdX

/// One exchange that was recorded with the real service: what is sent, and what comes back.
struct PostRecording {
  let request: JSONValue
  let response: JSONValue

  /// Finds an entry of a JSON-lines file of exchanges.
  init(file: String, name: String) throws {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw BenchError("\(file) cannot be read: name the recorded exchanges with --recording.")
    }
    for line in text.split(separator: "\n") {
      let entry = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
      guard entry["name"]?.string == name else { continue }
      guard let request = entry["request"]?["body"], let response = entry["response"]?["body"] else { break }
      self.request = request
      self.response = response
      return
    }
    throw BenchError("\(file) has no exchange named \(name).")
  }

  /// A body as it goes over the wire.
  static func text(_ body: JSONValue) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(body), as: UTF8.self)
  }
}
