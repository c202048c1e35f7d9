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
  ///
  /// - Parameter loop: where it is written to its connection.
  func filled(_ template: HTTPClient.Request, on loop: any EventLoop) throws -> HTTPClient.Request {
    var request = template
    if let authorization { request.headers.add(name: "Authorization", value: authorization.revealed) }
    guard let bytes else { return request }
    guard let permit else {
      request.body = .byteBuffer(bytes)
      return request
    }
    // Called on the loop when the connection takes the body. What is written there is flushed in the same turn, so that
    // between the look at the clock and the system call nothing is waited for.
    request.body = .stream(contentLength: Int64(bytes.readableBytes)) { writer in
      if ContinuousClock.now < permit.latest { return writer.write(.byteBuffer(bytes)) }
      return loop.makeFutureWithTask { try await permit.renew() }.flatMap { latest in
        guard ContinuousClock.now < latest else { return loop.makeFailedFuture(LateRequest()) }
        return writer.write(.byteBuffer(bytes))
      }
    }
    return request
  }

  private var bytes: ByteBuffer? {
    switch body {
    case .none: nil
    case .json(let value): ByteBuffer(bytes: Self.encoded(value))
    case .form(let fields): ByteBuffer(string: FormEncoding.encode(fields))
    }
  }

  private static func encoded(_ value: JSONValue) -> [UInt8] {
    // Only a number that JSON cannot write, infinity or NaN, fails; the service then names the field it misses.
    JSONWriting.bytes(value) ?? Array("{}".utf8)
  }
}

/// A request whose permit had run out before its body was written, twice.
struct LateRequest: Error {}
