import AsyncHTTPClient
import CredentialsHTTP
import NIOCore
import NIOHTTP1
import OpenEdX

extension HTTPCall {
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
