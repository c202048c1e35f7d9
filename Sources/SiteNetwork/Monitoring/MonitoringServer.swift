import Monitoring
import NIOCore
import NIOHTTP1
import NIOPosix
import OpenEdX
import Synchronization

/// Serves the monitoring pages over HTTP.
///
/// A client can hold little: a connection carries one request, ends after some seconds whatever happens, and there
/// are only a few at a time. The parser bounds the head of a request, and its body is not read.
package final class MonitoringServer: Sendable {
  /// Where it listens.
  package let address: String
  private let listening: NIOAsyncChannel<Connection, Never>
  private let open = Mutex(0)

  /// Connections at a time.
  static let most = 32
  /// Seconds after which a connection ends.
  static let seconds: Int64 = 10

  private typealias Connection = NIOAsyncChannel<
    HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>
  >

  /// Begins to listen.
  ///
  /// - Throws: ``MonitoringServerError`` with the system's reason, e.g. of a port that is taken.
  package init(_ address: MonitoringAddress) async throws(MonitoringServerError) {
    do {
      listening = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .bind(host: address.host, port: address.port) { channel in
          channel.eventLoop.makeCompletedFuture {
            let end = channel.eventLoop.scheduleTask(in: .seconds(Self.seconds)) { channel.close(promise: nil) }
            channel.closeFuture.whenComplete { _ in end.cancel() }
            // Its help with pipelined requests asserts what a peer can break; here each connection has one request.
            try channel.pipeline.syncOperations.configureHTTPServerPipeline(
              withPipeliningAssistance: false,
              withErrorHandling: false
            )
            try channel.pipeline.syncOperations.addHandler(BufferParts())
            return try Connection(wrappingChannelSynchronously: channel)
          }
        }
    } catch {
      throw MonitoringServerError(address: address, reason: "\(error)")
    }
    let bound = listening.channel.localAddress
    let port = bound?.port ?? address.port
    self.address = (address.host.contains(":") ? "[\(address.host)]" : address.host) + ":\(port)"
  }

  /// Answers until the task is cancelled.
  package func run(_ pages: MonitoringPages) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      try await listening.executeThenClose { connections in
        for try await connection in connections {
          group.addTask { try? await self.answer(connection, pages) }
        }
      }
    }
  }

  private func answer(_ connection: Connection, _ pages: MonitoringPages) async throws {
    let number = open.withLock { open in
      open += 1
      return open
    }
    defer { open.withLock { $0 -= 1 } }
    try await connection.executeThenClose { inbound, outbound in
      guard number <= Self.most else { return }
      for try await part in inbound {
        guard case .head(let request) = part else { continue }
        let answer = await pages.answer(
          method: request.method.rawValue,
          target: request.uri,
          accept: request.headers["Accept"].joined(separator: ",")
        )
        try await outbound.write(.head(Self.head(answer, request.version)))
        if request.method != .HEAD { try await outbound.write(.body(ByteBuffer(string: answer.body))) }
        try await outbound.write(.end(nil))
        return
      }
    }
  }

  private static func head(_ answer: MonitoringAnswer, _ version: HTTPVersion) -> HTTPResponseHead {
    var headers: HTTPHeaders = [
      "Content-Type": answer.contentType, "Content-Length": "\(answer.body.utf8.count)", "Connection": "close",
      "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
    ]
    if let allow = answer.allow { headers.add(name: "Allow", value: allow) }
    return HTTPResponseHead(version: version, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
  }
}

/// The pages cannot be served.
package struct MonitoringServerError: Error, Sendable, CustomStringConvertible {
  let address: MonitoringAddress
  let reason: String

  /// The address, the reason and the remedy.
  package var description: String {
    "\(OptionName.metrics) \(address): cannot listen there (\(reason)). Choose an address of this machine and a free port."
  }
}

/// Bytes on their way out as NIO's encoder takes them: a value that may be sent between threads cannot hold `IOData`.
private final class BufferParts: ChannelOutboundHandler {
  typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
  typealias OutboundOut = HTTPServerResponsePart

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let part: HTTPServerResponsePart =
      switch unwrapOutboundIn(data) {
      case .head(let head): .head(head)
      case .body(let bytes): .body(.byteBuffer(bytes))
      case .end(let trailers): .end(trailers)
      }
    context.write(wrapOutboundOut(part), promise: promise)
  }
}
