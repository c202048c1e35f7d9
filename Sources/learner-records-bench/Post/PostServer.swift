import ArgumentParser
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// `serve-posts`: the server that posts are measured against, in a process of its own, on one thread.
///
/// It prints its port, serves until its input ends, and then prints what it counted.
struct PostServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "serve-posts", shouldDisplay: false)

  /// How requests are answered.
  enum Mode: String, ExpressibleByArgument {
    /// 201 with the same body, whatever was asked.
    case fixed
    /// 201 with the learner and the run that were posted, and an identity of the pair's own.
    case echo
    /// As echo, but every third request meets some trouble.
    case flapping
    /// As echo, and it tells when each came.
    case told
  }

  @Option var mode = Mode.fixed
  @Option var body: String
  /// Milliseconds from the end of a request to its answer, as the real service takes them.
  @Option var latency = 0

  func run() async throws {
    let ledger = PostLedger(tellsTimes: mode == .told)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 512)
      .childChannelInitializer { [mode, body, latency] channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: false)
          try pipeline.addHandler(
            PostAnswerer(mode: mode, body: body, latency: .milliseconds(Int64(latency)), ledger: ledger)
          )
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    print(channel.localAddress?.port ?? 0)
    fflush(nil)
    while readLine() != nil {}
    print(try PostRecording.text(ledger.summary))
    fflush(nil)
    try await channel.close()
    try await group.shutdownGracefully()
  }
}

/// Answers the requests of one connection.
private final class PostAnswerer: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let mode: PostServer.Mode
  private let fixed: ByteBuffer
  private let latency: TimeAmount
  private let ledger: PostLedger
  private var received = ByteBuffer()

  init(mode: PostServer.Mode, body: String, latency: TimeAmount, ledger: PostLedger) {
    self.mode = mode
    self.latency = latency
    fixed = ByteBuffer(string: body)
    self.ledger = ledger
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: received.clear()
    case .body(var part): if mode != .fixed { received.writeBuffer(&part) }
    case .end:
      if latency == .zero { return answer(context) }
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: latency) {
        let (handler, context) = bound.value
        handler.answer(context)
      }
    }
  }

  private func answer(_ context: ChannelHandlerContext) {
    switch mode == .fixed ? ledger.count() : ledger.answer(received, flaps: mode == .flapping) {
    case .accepted(nil): write(.created, fixed, context)
    case .accepted(let body?): write(.created, body, context)
    case .refused(let status): write(status, ByteBuffer(string: "<html>Busy</html>"), context)
    case .hangUp: context.close(promise: nil)
    }
  }

  private func write(_ status: HTTPResponseStatus, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
    let head = HTTPResponseHead(
      version: .http1_1,
      status: status,
      headers: [
        "Content-Type": status == .created ? "application/json" : "text/html",
        "Content-Length": "\(body.readableBytes)", "Vary": "Accept, Accept-Language, Cookie, origin",
        "Allow": "GET, POST, HEAD, OPTIONS", "Content-Language": "en",
      ]
    )
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
