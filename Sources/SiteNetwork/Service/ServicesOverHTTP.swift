import CredentialsHTTP
import OpenEdX

extension RemoteCredentialsService {
  /// Takes where the service is and where tokens come from; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - expected: the site that was read; nothing is posted while another one answers. Nil where there is but one.
  ///   - clock: the present, by which a `Retry-After` date is read.
  /// - Throws: `TransportSettingsError` when the file of authorities cannot be used.
  package init(
    _ base: ServiceURL,
    tokens: any TokenSource,
    settings: TransportSettings = TransportSettings(),
    reading expected: ExpectedSite? = nil,
    clock: @escaping @Sendable () -> UTCTime = { .now }
  ) throws(TransportSettingsError) {
    self.init(over: try HTTPConnections(base, settings), tokens: tokens, reading: expected, clock: clock)
  }
}

extension OAuth2Client {
  /// Takes the LMS's address and the client that was registered there.
  ///
  /// - Throws: `TransportSettingsError` when the file of authorities cannot be used.
  package init(
    lms: ServiceURL,
    identifier: String,
    secret: Secret,
    settings: TransportSettings = TransportSettings(),
    clock: @escaping @Sendable () -> UTCTime = { .now }
  ) throws(TransportSettingsError) {
    self.init(over: try HTTPConnections(lms, settings), identifier: identifier, secret: secret, clock: clock)
  }
}
