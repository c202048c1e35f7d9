/// How requests are carried.
package struct TransportSettings: Sendable, Hashable {
  /// How long making a connection, its TLS handshake included, may take.
  package var connectTimeout: Duration
  /// How long one request may take from its start to the last byte of its answer.
  package var requestTimeout: Duration
  /// The greatest number of connections to the host; as many as tasks are in flight, so that none waits for another's.
  package var connections: Int
  /// The greatest size of an answer's body, in bytes.
  package var bodyLimit: Int
  /// A PEM file with certificate authorities to trust beside the system's. There is no way to trust everybody.
  package var authorities: String?
  /// The oldest version of TLS that is spoken.
  package var minimumTLS: TLSMinimum
  /// The `Host` header, where it is another than the address's own; the certificate is still that of the address.
  package var host: String?

  /// The service answers 105 posts a second with 16 in flight (<doc:CredentialsAPI#Speed>), so half a minute is plenty.
  package init(
    connectTimeout: Duration = .seconds(10),
    requestTimeout: Duration = .seconds(30),
    connections: Int = 8,
    bodyLimit: Int = 1 << 20,
    authorities: String? = nil,
    minimumTLS: TLSMinimum = .v12,
    host: String? = nil
  ) {
    self.connectTimeout = connectTimeout
    self.requestTimeout = requestTimeout
    self.connections = connections
    self.bodyLimit = bodyLimit
    self.authorities = authorities
    self.minimumTLS = minimumTLS
    self.host = host
  }
}

/// A version of TLS that may be the oldest one spoken.
package enum TLSMinimum: String, Sendable, CaseIterable {
  /// TLS 1.2.
  case v12 = "1.2"
  /// TLS 1.3.
  case v13 = "1.3"
}
