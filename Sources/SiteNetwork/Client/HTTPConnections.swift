import AsyncHTTPClient
import Credentials
import CredentialsHTTP
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Carries requests to one host over kept-alive HTTP/1.1 connections and bounds what an answer may cost.
///
/// No redirect is followed, so a token never reaches a host that it was not meant for. When the last user lets go of it,
/// its connections are closed.
final class HTTPConnections: HTTPTransport {
  let base: ServiceURL
  let settings: TransportSettings
  private let client: HTTPClient
  private let loop: any EventLoop
  private let templates = Mutex<[String: HTTPClient.Request]>([:])

  /// Opens no connection yet.
  ///
  /// - Throws: `TransportSettingsError` when the file of authorities cannot be used.
  init(_ base: ServiceURL, _ settings: TransportSettings) throws(TransportSettingsError) {
    self.base = base
    self.settings = settings
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: try Self.tls(settings),
      redirectConfiguration: .disallow,
      // Each exchange has a time limit of its own, so there is none between two reads.
      timeout: .init(connect: TimeAmount(settings.connectTimeout)),
      // Shorter than gunicorn's own two seconds, so that a request rarely meets a connection that is just being closed.
      connectionPool: .init(
        idleTimeout: .milliseconds(1500),
        concurrentHTTP1ConnectionsPerHostSoftLimit: max(1, settings.connections)
      )
    )
    configuration.httpVersion = .http1Only
    // Nobody collects traces here, and an empty one for each request has its price.
    configuration.tracing.tracer = nil
    // The only point at which the client lets a handler into its connections.
    configuration.http1_1ConnectionDebugInitializer = { channel in
      channel.eventLoop.makeCompletedFuture {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(GatheredFlushes(), position: .first)
        let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        try pipeline.addHandler(AnswerGuard(), position: .after(parser))
      }
    }
    // The queue tries again, with its own delays; a refused connection must be told at once.
    configuration.connectionPool.retryConnectionEstablishment = false
    // One thread carries all connections to one host; on several, each request would wander from one to another.
    loop = MultiThreadedEventLoopGroup.singleton.next()
    client = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: configuration)
  }

  deinit { client.shutdown { _ in } }

  /// Sends one request and reads its whole answer.
  ///
  /// Cancelling the task ends the request; the service may have carried it out.
  ///
  /// - Throws: `CredentialsTransportError` when there was no whole answer in time or within the limit of its size.
  func send(_ call: HTTPCall) async throws(CredentialsTransportError) -> HTTPReply {
    do {
      var request = try request(call)
      if let host = settings.host { request.headers.replaceOrAdd(name: "Host", value: host) }
      // The delegate's interface, because its time limit holds to the last byte of the body.
      let exchange = client.execute(
        request: request,
        delegate: ResponseAccumulator(request: request, maxBodySize: settings.bodyLimit),
        deadline: .now() + TimeAmount(settings.requestTimeout)
      )
      let response = try await withTaskCancellationHandler {
        try await exchange.get()
      } onCancel: {
        exchange.cancel()
      }
      let body = response.body.map { Array($0.readableBytesView) } ?? []
      return HTTPReply(status: Int(response.status.code), body: body) { response.headers.first(name: $0) }
    } catch let refusal as CredentialsTransportError {
      throw refusal
    } catch {
      throw CredentialsTransportError(error, site: base.site, settings: settings)
    }
  }

  func resolvedHost() async -> String? {
    let found = try? await NIOThreadPool.singleton.runIfActive { [base] in
      try SocketAddress.makeAddressResolvingHost(base.host, port: base.port)
    }
    return found.map { $0.ipAddress ?? "known" }
  }

  func other(
    _ base: ServiceURL,
    _ settings: TransportSettings
  ) throws(TransportSettingsError) -> any HTTPTransport {
    try HTTPConnections(base, settings)
  }

  /// Taking an address apart costs as much as sending it, so each post's is taken apart once.
  private func request(_ call: HTTPCall) throws -> HTTPClient.Request {
    guard call.method == .post else { return try call.filled(call.request(base), on: loop) }
    let template = try templates.withLock { templates in
      if let template = templates[call.path] { return template }
      let template = try call.request(base)
      templates[call.path] = template
      return template
    }
    return try call.filled(template, on: loop)
  }

  private static func tls(_ settings: TransportSettings) throws(TransportSettingsError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    // The library's own default takes TLS 1.0, over which a token is as good as lost.
    configuration.minimumTLSVersion = settings.minimumTLS == .v13 ? .tlsv13 : .tlsv12
    guard let authorities = settings.authorities else { return configuration }
    guard access(authorities, R_OK) == 0 else {
      throw TransportSettingsError("\(authorities): \(String(cString: strerror(errno)))")
    }
    var status = stat()
    // To read a pipe could wait for ever.
    guard stat(authorities, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw TransportSettingsError("\(authorities): this is not a plain file")
    }
    do {
      configuration.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(authorities))]
    } catch {
      throw TransportSettingsError("\(authorities): the file holds no certificate in PEM form")
    }
    return configuration
  }
}

extension HTTPConnections: CustomReflectable {
  /// Without children: an open connection's buffers hold the requests sent last, tokens included.
  var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension TimeAmount {
  fileprivate init(_ duration: Duration) {
    let parts = duration.components
    self = .nanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
  }
}
