import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OpenEdX

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One request to a service, without its host and its token.
struct HTTPCall: Sendable {
  enum Method: Sendable {
    case get
    case post
  }

  enum Body: Sendable {
    case none
    case json(JSONValue)
    case form([(name: String, value: String)])
  }

  let method: Method
  /// With the slash at its end: without it Django answers with a redirect, and the body is lost (credentials-api.md 2).
  let path: String
  var query: [(name: String, value: String)] = []
  var body: Body = .none
  /// The value of the `Authorization` header.
  var authorization: Secret?

  func request(_ base: ServiceURL) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: base.address(path, query: FormEncoding.encode(query)))
    request.method = method == .get ? .GET : .POST
    request.headers.add(name: "Accept", value: "application/json")
    request.headers.add(name: "User-Agent", value: "learner-records")
    if let authorization { request.headers.add(name: "Authorization", value: authorization.revealed) }
    switch body {
    case .none: break
    case .json(let value):
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: Self.encoded(value)))
    case .form(let fields):
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(ByteBuffer(string: FormEncoding.encode(fields)))
    }
    return request
  }

  private static func encoded(_ value: JSONValue) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Only a number that JSON cannot write, infinity or NaN, fails; the service then names the field it misses.
    return (try? encoder.encode(value)) ?? Data("{}".utf8)
  }
}

/// One whole answer.
struct HTTPReply: Sendable {
  let status: Int
  let headers: HTTPHeaders
  let body: ByteBuffer

  /// The content type without its parameters, in lower case; "" when there is none.
  var contentType: String {
    let value = headers.first(name: "Content-Type") ?? ""
    return (value.split(separator: ";").first ?? "").filter { $0 != " " }.lowercased()
  }
}
