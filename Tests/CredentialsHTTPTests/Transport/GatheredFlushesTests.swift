import NIOCore
import NIOEmbedded
import Testing

@testable import SiteNetwork

@Suite("Flushes of one turn")
struct GatheredFlushesTests {
  /// Counts the flushes that come through to the socket.
  private final class Counter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    var flushes = 0

    func flush(context: ChannelHandlerContext) {
      flushes += 1
      context.flush()
    }
  }

  private func channel() throws -> (EmbeddedChannel, Counter) {
    let counter = Counter()
    let channel = EmbeddedChannel()
    try channel.pipeline.syncOperations.addHandler(counter)
    try channel.pipeline.syncOperations.addHandler(GatheredFlushes())
    return (channel, counter)
  }

  private func sent(_ channel: EmbeddedChannel) throws -> String {
    var text = ""
    while let part = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: part) }
    return text
  }

  @Test("are one, after all that was written in it, and each turn has its own")
  func gathered() throws {
    let (channel, counter) = try channel()
    for part in ["head ", "body ", "end"] { channel.writeAndFlush(ByteBuffer(string: part), promise: nil) }
    #expect(counter.flushes == 0)
    channel.embeddedEventLoop.run()
    #expect(counter.flushes == 1)
    #expect(try sent(channel) == "head body end")
    channel.writeAndFlush(ByteBuffer(string: "next"), promise: nil)
    channel.embeddedEventLoop.run()
    #expect(counter.flushes == 2)
    #expect(try sent(channel) == "next")
    _ = try channel.finish()
  }
}
