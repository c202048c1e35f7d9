import Foundation
import NIOCore
import NIOHTTP1
import OpenEdX

/// One request as the server got it.
package struct ReceivedRequest: Sendable {
  package let method: String
  /// Path and query as they were sent.
  package let uri: String
  package let headers: HTTPHeaders
  package let body: String

  package var json: JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8)) }

  /// Every `Authorization` header.
  package var authorization: [String] { headers["Authorization"] }

  /// The body read as a form.
  package var form: [String: String] {
    var result: [String: String] = [:]
    for field in body.split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let texts = parts.map { $0.replacing("+", with: " ").removingPercentEncoding ?? "?" }
      if texts.count == 2 { result[texts[0]] = texts[1] }
    }
    return result
  }
}

/// How the server answers.
package enum LoopbackReply: Sendable {
  /// A whole answer.
  case answer(status: Int, headers: [(String, String)], body: String)
  /// These bytes, whatever they are, and then the end of the connection.
  case raw([UInt8])
  /// The connection is closed instead.
  case close
  /// Fewer bytes than promised, then the connection is closed.
  case cutOff
  /// Nothing at all.
  case silence
  /// A head and the beginning of a body, then nothing.
  case stall
  /// A body without an end.
  case endless

  package static func json(_ status: Int, _ body: JSONValue, _ headers: [(String, String)] = []) -> LoopbackReply {
    let data = (try? JSONEncoder().encode(body)) ?? Data()
    return .answer(
      status: status,
      headers: [("Content-Type", "application/json")] + headers,
      body: String(decoding: data, as: UTF8.self)
    )
  }
}
