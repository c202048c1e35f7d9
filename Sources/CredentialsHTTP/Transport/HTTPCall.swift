import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OpenEdX

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
  /// With the slash at its end: without it Django answers with a redirect, and the body is lost
  /// (<doc:CredentialsAPI#Credentials>).
  let path: String
  var query: [(name: String, value: String)] = []
  var body: Body = .none
  /// The value of the `Authorization` header.
  var authorization: Secret?

  /// The request without its token and its body.
  func request(_ base: ServiceURL) throws -> HTTPClient.Request {
    var headers: HTTPHeaders = ["Accept": "application/json", "User-Agent": "learner-records"]
    switch body {
    case .none: break
    case .json: headers.add(name: "Content-Type", value: "application/json")
    case .form: headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    }
    return try HTTPClient.Request(
      url: base.address(path, query: FormEncoding.encode(query)),
      method: method == .get ? .GET : .POST,
      headers: headers
    )
  }

  /// The request with them.
  func filled(_ template: HTTPClient.Request) throws -> HTTPClient.Request {
    var request = template
    if let authorization { request.headers.add(name: "Authorization", value: authorization.revealed) }
    switch body {
    case .none: break
    case .json(let value): request.body = .byteBuffer(ByteBuffer(bytes: Self.encoded(value)))
    case .form(let fields): request.body = .byteBuffer(ByteBuffer(string: FormEncoding.encode(fields)))
    }
    return request
  }

  private static func encoded(_ value: JSONValue) -> [UInt8] {
    // Only a number that JSON cannot write, infinity or NaN, fails; the service then names the field it misses.
    JSONWriting.bytes(value) ?? Array("{}".utf8)
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

/// The `Retry-After` header (RFC 9110, 10.2.3): a number of seconds, or a date.
enum RetryAfter {
  /// The longest wait in seconds that is believed: a service that wants to be left alone for longer has a wrong clock.
  static let longest = 86_400.0

  /// The seconds to wait from now, 0 when the date has passed; nil when the value is of neither form.
  static func seconds(_ value: String, now: UTCTime) -> Double? {
    let text = value.filter { $0 != "\t" }.split(separator: " ").joined(separator: " ")
    if let seconds = UInt32(text) { return min(longest, Double(seconds)) }
    guard let date = date(text) else { return nil }
    return min(longest, max(0, Double(date.microseconds - now.microseconds) / 1_000_000))
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may write today.
  private static func date(_ text: String) -> UTCTime? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4,
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let padded = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
    return UTCTime("\(parts[3])-\(padded)-\(parts[1])T\(parts[4])Z")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
