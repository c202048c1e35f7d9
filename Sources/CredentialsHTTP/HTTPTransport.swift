import AsyncHTTPClient
import Credentials
import NIOCore
import NIOHTTP1
import NIOSSL

/// Carries requests to one host over kept-alive HTTP/1.1 connections and bounds what an answer may cost.
///
/// No redirect is followed, so a token never reaches a host that it was not meant for. When the last user lets go of it,
/// its connections are closed.
final class HTTPTransport: Sendable {
  let base: ServiceURL
  private let client: HTTPClient
  private let settings: TransportSettings

  /// Opens no connection yet.
  ///
  /// - Throws: `TransportSettingsError` when the file of authorities cannot be used.
  init(_ base: ServiceURL, _ settings: TransportSettings) throws(TransportSettingsError) {
    self.base = base
    self.settings = settings
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: try Self.tls(settings.authorities),
      redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(settings.connectTimeout), read: TimeAmount(settings.requestTimeout)),
      // Shorter than gunicorn's own two seconds, so that a request rarely meets a connection that is just being closed.
      connectionPool: .init(
        idleTimeout: .milliseconds(1500),
        concurrentHTTP1ConnectionsPerHostSoftLimit: max(1, settings.connections)
      )
    )
    configuration.httpVersion = .http1Only
    // The queue tries again, with its own delays; a refused connection must be told at once.
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// The size of the pool.
  var connections: Int { max(1, settings.connections) }

  deinit { client.shutdown { _ in } }

  /// Sends one request and reads its whole answer.
  ///
  /// Cancelling the task ends the request; the service may have carried it out.
  ///
  /// - Throws: `CredentialsTransportError` when there was no whole answer in time or within the limit of its size.
  func send(_ call: HTTPCall) async throws(CredentialsTransportError) -> HTTPReply {
    let request = call.request(base)
    do {
      return try await withThrowingTaskGroup(of: HTTPReply?.self) { group in
        group.addTask { [client, settings] in try await Self.exchange(request, client, settings) }
        group.addTask { [settings] in
          try await Task.sleep(for: settings.requestTimeout)
          return nil
        }
        defer { group.cancelAll() }
        guard let reply = try await group.next() ?? nil else { throw HTTPClientError.deadlineExceeded }
        return reply
      }
    } catch {
      throw CredentialsTransportError(error, site: base.site, settings: settings)
    }
  }

  private static func exchange(
    _ request: HTTPClientRequest,
    _ client: HTTPClient,
    _ settings: TransportSettings
  ) async throws -> HTTPReply {
    // The time limit of the whole exchange is the caller's; this one only has to be no shorter.
    let response = try await client.execute(request, timeout: TimeAmount(settings.requestTimeout) + .seconds(1))
    let body = try await response.body.collect(upTo: settings.bodyLimit)
    return HTTPReply(status: Int(response.status.code), headers: response.headers, body: body)
  }

  private static func tls(_ authorities: String?) throws(TransportSettingsError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    guard let authorities else { return configuration }
    do {
      configuration.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(authorities))]
    } catch {
      throw TransportSettingsError("\(authorities): no certificates in PEM form could be read from this file")
    }
    return configuration
  }
}

extension HTTPTransport: CustomReflectable {
  /// Without children: an open connection's buffers hold the requests sent last, tokens included.
  var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A setting of the transport that cannot be used, as one line.
public struct TransportSettingsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension TimeAmount {
  fileprivate init(_ duration: Duration) {
    let parts = duration.components
    self = .nanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
  }
}
