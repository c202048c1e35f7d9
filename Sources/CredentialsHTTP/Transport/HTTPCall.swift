import OpenEdX

/// One request to a service, without its host and its token.
package struct HTTPCall: Sendable {
  /// What is asked of the service.
  package enum Method: Sendable {
    /// To read.
    case get
    /// To write.
    case post
  }

  /// What is sent along.
  package enum Body: Sendable {
    /// Nothing.
    case none
    /// A value as JSON.
    case json(JSONValue)
    /// The fields of a form.
    case form([(name: String, value: String)])
  }

  /// What is asked.
  package let method: Method
  /// With the slash at its end: without it Django answers with a redirect, and the body is lost
  /// (<doc:CredentialsAPI#Credentials>).
  package let path: String
  /// The fields of the query.
  package internal(set) var query: [(name: String, value: String)] = []
  /// What is sent along.
  package internal(set) var body: Body = .none
  /// The value of the `Authorization` header.
  package internal(set) var authorization: Secret?
  /// Nil where none is needed.
  package internal(set) var permit: Permit?
}

extension HTTPCall {
  /// Lets a call be sent for a while.
  package struct Permit: Sendable {
    /// The moment by which it must be sent.
    package let latest: ContinuousClock.Instant
    /// Asks for another such moment, as when the connection was long in coming; throws `CredentialsTransportError`.
    package let renew: @Sendable () async throws -> ContinuousClock.Instant
  }
}

/// One whole answer.
package struct HTTPReply: Sendable {
  let status: Int
  /// The content type without its parameters, in lower case; "" when there is none.
  let contentType: String
  /// The `Retry-After` header.
  let retryAfter: String?
  /// The `Location` header, of a redirect.
  let location: String?
  let body: [UInt8]

  /// Takes a status, the body, and what is read of the headers.
  ///
  /// - Parameter header: gives the first value of the header of a name, whatever its case.
  package init(status: Int, body: [UInt8], header: (String) -> String?) {
    self.status = status
    self.body = body
    let type = header("Content-Type")?.split(separator: ";").first ?? ""
    contentType = type.filter { $0 != " " }.lowercased()
    retryAfter = header("Retry-After")
    location = header("Location")
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
