import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A small HTTP server on 127.0.0.1 that answers as a test wants, well or badly, and remembers what it was asked.
package final class LoopbackServer: Sendable {
  private struct State {
    var requests: [ReceivedRequest] = []
    var connections: [ObjectIdentifier: any Channel] = [:]
    var opened = 0
  }

  private let state = Mutex(State())
  private let responder: @Sendable (ReceivedRequest) -> LoopbackReply
  private let listening = Mutex<(any Channel)?>(nil)
  /// Where it listens.
  package let port: Int
  private let scheme: String

  /// Listens on a free port.
  package static func run<Result: Sendable>(
    tls: TLSConfiguration? = nil,
    _ responder: @escaping @Sendable (ReceivedRequest) -> LoopbackReply,
    _ body: (LoopbackServer) async throws -> Result
  ) async throws -> Result {
    let server = try await LoopbackServer(tls: tls, responder)
    let result: Result
    do { result = try await body(server) } catch {
      await server.stop()
      throw error
    }
    await server.stop()
    return result
  }

  private init(tls: TLSConfiguration?, _ responder: @escaping @Sendable (ReceivedRequest) -> LoopbackReply) async throws
  {
    self.responder = responder
    let context = try tls.map { try NIOSSLContext(configuration: $0) }
    scheme = tls == nil ? "http" : "https"
    let owner = Owner()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          if let server = owner.server.withLock({ $0 }) {
            server.remember(channel)
            try channel.pipeline.syncOperations.addHandler(LoopbackConnection(server))
          }
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
    listening.withLock { $0 = channel }
    owner.server.withLock { $0 = self }
  }

  /// Breaks the circle between the bootstrap and the server that is not yet made.
  private final class Owner: Sendable {
    let server = Mutex<LoopbackServer?>(nil)
  }

  /// The address to give to a client.
  package var address: String { "\(scheme)://127.0.0.1:\(port)" }

  /// What was asked so far, in the order of arrival.
  package var requests: [ReceivedRequest] { state.withLock { $0.requests } }

  /// How many connections were made so far.
  package var connectionsMade: Int { state.withLock { $0.opened } }

  func answer(_ request: ReceivedRequest) -> LoopbackReply {
    state.withLock { $0.requests.append(request) }
    return responder(request)
  }

  private func remember(_ channel: any Channel) {
    let key = ObjectIdentifier(channel)
    state.withLock {
      $0.connections[key] = channel
      $0.opened += 1
    }
    channel.closeFuture.whenComplete { _ in self.state.withLock { _ = $0.connections.removeValue(forKey: key) } }
  }

  private func stop() async {
    try? await listening.withLock { $0 }?.close()
    for channel in state.withLock({ Array($0.connections.values) }) { try? await channel.close() }
  }
}
