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

  /// The service answers 105 posts a second with 16 in flight (<doc:CredentialsAPI#Speed>), so half a minute is plenty.
  package init(
    connectTimeout: Duration = .seconds(10),
    requestTimeout: Duration = .seconds(30),
    connections: Int = 8,
    bodyLimit: Int = 1 << 20,
    authorities: String? = nil
  ) {
    self.connectTimeout = connectTimeout
    self.requestTimeout = requestTimeout
    self.connections = connections
    self.bodyLimit = bodyLimit
    self.authorities = authorities
  }
}
