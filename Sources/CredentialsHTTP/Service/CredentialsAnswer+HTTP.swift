import Credentials
import OpenEdX

extension CredentialsAnswer {
  /// Reads a reply of the service: JSON as its value, anything else as text.
  ///
  /// - Parameters:
  ///   - service: who is expected to answer, for what is said where somebody else does.
  ///   - mask: hides what was sent as a secret, wherever the reply repeats it.
  /// - Throws: `CredentialsTransportError` for a reply that the Credentials service does not give: a redirect, or a
  ///   success that is not JSON. Were either taken for an answer, a page of a proxy would count as a credential posted.
  init(
    _ reply: HTTPReply,
    site: String,
    service: ServiceRole = .credentials,
    hiding mask: SecretMask = SecretMask([]),
    now: UTCTime
  ) throws(CredentialsTransportError) {
    if (300..<400).contains(reply.status) { throw .redirect(reply, site: site, hiding: mask) }
    let retryAfter = reply.retryAfter.flatMap { RetryAfter.seconds($0, now: now) }
    let isJSON = reply.contentType == "application/json" || reply.contentType.hasSuffix("+json")
    let isLong = !(200..<300).contains(reply.status) && reply.body.count > Self.longestRefusal
    if isJSON, !isLong, let value = JSONReading.value(reply.body) {
      self.init(status: reply.status, body: mask.masked(value), retryAfter: retryAfter)
      return
    }
    guard !(200..<300).contains(reply.status) else {
      let type = mask.masked(reply.contentType)
      let kind = type.isEmpty ? "no content type" : ReadableLine.of(type, limit: 60)
      throw CredentialsTransportError(
        "\(site): answered \(reply.status) \(CredentialsTransportError.Sign.notJSON.rawValue) (\(kind)), so it is not \(service.rawValue); "
          + "check the URL and what stands before the service"
      )
    }
    self.init(status: reply.status, body: .string(Self.refusal(reply, mask)), retryAfter: retryAfter)
  }

  /// The bytes of a refusal that are read: its reason is told in one line, and a page of a megabyte must not hold up
  /// the end of the program.
  static let longestRefusal = 16_384

  /// The beginning of a refusal as text. What may be the first part of a secret at the cut is left out.
  private static func refusal(_ reply: HTTPReply, _ mask: SecretMask) -> String {
    let isCut = reply.body.count > longestRefusal
    let bytes = reply.body.prefix(longestRefusal + (isCut ? mask.longest : 0))
    let text = mask.masked(String(decoding: bytes, as: UTF8.self))
    return isCut ? String(text.unicodeScalars.dropLast(mask.longest)) : text
  }
}

/// Who is expected to answer.
enum ServiceRole: String {
  case credentials = "the Credentials service"
  case lms = "the LMS"
}

/// Text from outside made fit for one line of a log or a terminal.
enum ReadableLine {
  /// Line breaks and control characters become single spaces; what is longer than the limit is cut.
  static func of(_ text: String, limit: Int) -> String {
    let line = text.unicodeScalars
      .split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
      .map { String(String.UnicodeScalarView($0)) }
      .joined(separator: " ")
    return line.count <= limit ? line : String(line.prefix(limit - 1)) + "…"
  }
}
