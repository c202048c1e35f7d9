import CredentialsHTTP
import LoopbackSupport
import OpenEdX

/// Clients of the loopback server.
enum Site {
  static let tokenText = FakeToken.jwt()
  static let token = Secret(tokenText)

  static func service(
    _ server: LoopbackServer,
    tokens: (any TokenSource)? = nil,
    settings: TransportSettings = TransportSettings(),
    clock: @escaping @Sendable () -> UTCTime = { .now }
  ) throws -> RemoteCredentialsService {
    try service(server.address, tokens: tokens, settings: settings, clock: clock)
  }

  static func service(
    _ address: String,
    tokens: (any TokenSource)? = nil,
    settings: TransportSettings = TransportSettings(),
    clock: @escaping @Sendable () -> UTCTime = { .now }
  ) throws -> RemoteCredentialsService {
    try RemoteCredentialsService(
      ServiceURL(address),
      tokens: try tokens ?? FixedToken(AccessToken(token), origin: "the test"),
      settings: settings,
      clock: clock
    )
  }
}
