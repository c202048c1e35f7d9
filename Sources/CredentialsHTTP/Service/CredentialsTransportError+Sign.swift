import Credentials

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension CredentialsTransportError {
  /// The words by which `doctor` knows what a reason is about.
  package enum Sign: String {
    /// The LMS does not know the client.
    case invalidClient = "invalid_client"
    /// No trusted authority has signed the certificate.
    case untrusted = "its certificate is not trusted"
    /// The certificate names another host.
    case otherHost = "the certificate is for another host"
    /// The port answers without TLS.
    case noTLS = "it does not speak TLS there"
    /// The line ended too early.
    case closed = "the connection was closed before the whole answer came"
    /// TLS failed in another way.
    case brokenTLS = "the TLS connection failed"
    /// Something else listens there.
    case noHTTP = "what came back is not HTTP"
    /// The other side speaks no version that is allowed.
    case oldTLS = "it speaks an older TLS"
    /// The answer points elsewhere.
    case redirect = "a redirect to"
    /// A page came in place of JSON.
    case notJSON = "without readable JSON"
    /// DNS has no such name.
    case unknownHost = "the host name does not resolve"
  }
}

extension CredentialsTransportError {
  /// A redirect, which stops the queue: a wrong address, a login and a page about maintenance look alike, and none of
  /// them takes a post. Trying each task again would give all of them up within the hour, while a pause loses nothing.
  static func redirect(_ reply: HTTPReply, site: String, hiding mask: SecretMask) -> CredentialsTransportError {
    CredentialsTransportError(
      "\(site): answered \(reply.status), \(Sign.redirect.rawValue) \(target(of: reply, mask)), which is not followed because the token "
        + "would go along; check the configured URL (scheme, host, path), whether a login or a maintenance page stands "
        + "before the service, and the service's APPEND_SLASH and SECURE_SSL_REDIRECT",
      isConfiguration: true
    )
  }

  /// Scheme, host and path of where a redirect points. Its user and its query are left out: a login that comes back to
  /// what was asked for carries that along, and so perhaps the token. In the path that is masked.
  private static func target(of reply: HTTPReply, _ mask: SecretMask) -> String {
    guard let location = reply.location else { return "nowhere" }
    guard var parts = URLComponents(string: location) else { return "what is no address" }
    (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
    return ReadableLine.of(mask.masked(parts.string ?? "what is no address"), limit: 160)
  }
}
