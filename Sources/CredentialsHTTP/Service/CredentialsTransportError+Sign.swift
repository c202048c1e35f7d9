import Credentials

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
