import CredentialsHTTP
import LoopbackSupport
import OpenEdX

/// Clients of the loopback server.
enum Site {
  static let token = Secret("good.token.here")

  static func service(
    _ server: LoopbackServer,
    tokens: (any TokenSource)? = nil,
    settings: TransportSettings = TransportSettings()
  ) throws -> RemoteCredentialsService {
    try service(server.address, tokens: tokens, settings: settings)
  }

  static func service(
    _ address: String,
    tokens: (any TokenSource)? = nil,
    settings: TransportSettings = TransportSettings()
  ) throws -> RemoteCredentialsService {
    try RemoteCredentialsService(
      ServiceURL(address),
      tokens: try tokens ?? FixedToken(AccessToken(token), origin: "the test"),
      settings: settings
    )
  }
}
