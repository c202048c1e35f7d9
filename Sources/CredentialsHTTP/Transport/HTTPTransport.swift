import Credentials

/// Carries requests to one host and brings back whole answers.
///
/// The implementation is in `SiteNetwork`, so that a build without the trait `HTTP` needs none of its libraries.
package protocol HTTPTransport: Sendable {
  /// Where the host is.
  var base: ServiceURL { get }
  /// How requests are carried.
  var settings: TransportSettings { get }

  /// Sends one request and reads its whole answer. No redirect is followed, so a token never reaches a host that it was not
  /// meant for.
  ///
  /// Cancelling the task ends the request; the service may have carried it out. A call with a permit is sent by its
  /// moment or asks for another; refused, its body is not sent, also when this process was paused in between.
  ///
  /// - Throws: `CredentialsTransportError` when there was no whole answer in time or within the limit of its size.
  func send(_ call: HTTPCall) async throws(CredentialsTransportError) -> HTTPReply

  /// The host's address, or “known” where it has none as text; nil where its name does not resolve.
  func resolvedHost() async -> String?

  /// A transport of the same kind to another address. Opens no connection yet.
  ///
  /// - Throws: `TransportSettingsError` when the file of authorities cannot be used.
  func other(_ base: ServiceURL, _ settings: TransportSettings) throws(TransportSettingsError) -> any HTTPTransport
}

/// A setting of the transport that cannot be used, as one line.
package struct TransportSettingsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  package let description: String

  /// Takes what is wrong.
  package init(_ description: String) { self.description = description }
}
