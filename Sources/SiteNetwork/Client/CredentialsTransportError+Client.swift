import AsyncHTTPClient
import Credentials
import CredentialsHTTP
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Glibc)
import Glibc
#endif

extension CredentialsTransportError {
  /// Says in the operator's words why there was no answer.
  ///
  /// Only kinds of errors are named, never their contents: those can hold header values, hence tokens.
  init(_ error: any Error, site: String, settings: TransportSettings) {
    self.init(
      "\(site): \(Self.reason(error, settings))",
      isConfiguration: Self.isUntrusted(error),
      isUnsent: Self.isBeforeSending(error)
    )
  }

  /// Whether the site's certificate is not accepted, which no later try changes.
  private static func isUntrusted(_ error: any Error) -> Bool {
    error is NIOSSLExtraError || (error is NIOSSLError && "\(error)".contains("CERTIFICATE_VERIFY_FAILED"))
  }

  /// Whether there was no connection yet on which a request could have been sent, or its body was held back.
  private static func isBeforeSending(_ error: any Error) -> Bool {
    switch error {
    case let error as HTTPClientError:
      [.connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout].contains(error)
    case is NIOConnectionError, is NIOSSLExtraError, is LateRequest: true
    case let error as NIOSSLError:
      if case .handshakeFailed = error { true } else { false }
    case let error as IOError: error.errnoCode == ECONNREFUSED
    default: false
    }
  }

  private static func reason(_ error: any Error, _ settings: TransportSettings) -> String {
    switch error {
    case let error as HTTPClientError: clientReason(error, settings)
    case let error as NIOConnectionError: connectionReason(error)
    case is LateRequest:
      "not sent: it took too long to be sure that the learner's shard is still held"
    case is ResponseAccumulator.ResponseTooBigError:
      "the answer is larger than \(settings.bodyLimit) bytes and was not read"
    case is CancellationError: "the request was cancelled; it may or may not have been carried out"
    case let error as IOError: systemReason(error)
    case let error as NIOSSLError: tlsReason("\(error)")
    case is NIOSSLExtraError: "\(Sign.otherHost.rawValue); check the host name in the URL"
    case is BoringSSLError: tlsReason("\(error)")
    case let error as UnfitAnswer: unfitReason(error)
    case HTTPParserError.invalidEOFState: closed
    case is HTTPParserError: "\(Sign.noHTTP.rawValue); check the port and whether it speaks https"
    case is ChannelError: "the connection was closed or could not be made in time"
    default: "the request failed (\(type(of: error)))"
    }
  }

  private static let closed = Sign.closed.rawValue

  private static func clientReason(_ error: HTTPClientError, _ settings: TransportSettings) -> String {
    switch error {
    case .deadlineExceeded, .readTimeout: "no whole answer within \(settings.requestTimeout)"
    case .connectTimeout, .getConnectionFromPoolTimeout: "no connection within \(settings.connectTimeout)"
    case .tlsHandshakeTimeout: "no TLS handshake within \(settings.connectTimeout)"
    case .remoteConnectionClosed, .uncleanShutdown: closed
    case .cancelled: "the request was cancelled; it may or may not have been carried out"
    default: error.shortDescription.lowercased()
    }
  }

  private static func connectionReason(_ error: NIOConnectionError) -> String {
    if let first = error.connectionErrors.first?.error {
      if let system = first as? IOError { return systemReason(system) }
      return "no connection (\(type(of: first)))"
    }
    if error.dnsAError != nil || error.dnsAAAAError != nil {
      return "\(Sign.unknownHost.rawValue); check its spelling and this machine's DNS"
    }
    return "no connection"
  }

  private static func systemReason(_ error: IOError) -> String {
    switch error.errnoCode {
    case ECONNREFUSED: "connection refused; nothing listens there"
    case ECONNRESET, EPIPE: closed
    case ETIMEDOUT: "the host does not answer"
    case EHOSTUNREACH, ENETUNREACH: "no route to the host"
    default: "the connection failed (errno \(error.errnoCode))"
    }
  }

  private static func unfitReason(_ error: UnfitAnswer) -> String {
    switch error {
    case .status(let status):
      "what came back has the status \(status), which no HTTP answer has; check what listens there"
    case .order: "\(Sign.noHTTP.rawValue); check what listens there"
    }
  }

  private static func tlsReason(_ text: String) -> String {
    if ["UNSUPPORTED_PROTOCOL", "ALERT_PROTOCOL_VERSION"].contains(where: text.contains) {
      return "\(Sign.oldTLS.rawValue) than credentials.tls_minimum allows; have it brought up to date"
    }
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      return "\(Sign.untrusted.rawValue); name the authority's PEM file in the configuration, or have the "
        + "certificate renewed"
    }
    if text.contains("WRONG_VERSION_NUMBER") { return "\(Sign.noTLS.rawValue); check the scheme and the port" }
    return Sign.brokenTLS.rawValue
  }
}
