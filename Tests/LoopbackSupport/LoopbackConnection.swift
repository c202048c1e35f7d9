import NIOCore
import NIOHTTP1

/// Reads whole requests of one connection and writes what the server answers.
final class LoopbackConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let server: LoopbackServer
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()

  init(_ server: LoopbackServer) { self.server = server }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.clear()
    case .body(var part): body.writeBuffer(&part)
    case .end:
      guard let head else { return }
      let request = ReceivedRequest(
        method: head.method.rawValue,
        uri: head.uri,
        headers: head.headers,
        body: String(buffer: body)
      )
      write(server.answer(request), context)
    }
  }

  private func write(_ reply: LoopbackReply, _ context: ChannelHandlerContext) {
    switch reply {
    case .answer(let status, let headers, let body):
      let buffer = ByteBuffer(string: body)
      writeHead(status, headers + [("Content-Length", "\(buffer.readableBytes)")], context)
      context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    case .raw(let bytes):
      // Behind the encoder, which writes nothing that HTTP does not know.
      let encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
      encoder?.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer(bytes: bytes))), promise: nil)
      context.close(promise: nil)
    case .close: context.close(promise: nil)
    case .silence: break
    case .stall, .cutOff:
      writeHead(201, [("Content-Type", "application/json"), ("Content-Length", "1000")], context)
      context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "{\"username\": ")))), promise: nil)
      if case .cutOff = reply { context.close(promise: nil) }
    case .endless:
      writeHead(201, [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")], context)
      writeOn(context)
    }
  }

  private func writeHead(_ status: Int, _ headers: [(String, String)], _ context: ChannelHandlerContext) {
    let head = HTTPResponseHead(
      version: .http1_1,
      status: HTTPResponseStatus(statusCode: status),
      headers: HTTPHeaders(headers)
    )
    context.write(wrapOutboundOut(.head(head)), promise: nil)
  }

  /// Writes chunk after chunk, each when the one before has gone, until the client hangs up.
  private func writeOn(_ context: ChannelHandlerContext) {
    let chunk = ByteBuffer(repeating: UInt8(ascii: " "), count: 65_536)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(chunk)))).whenSuccess {
      let (handler, context) = bound.value
      handler.writeOn(context)
    }
  }
}
