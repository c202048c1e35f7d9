import NIOCore
import NIOHTTP1

/// Stands between the parser and the client, and refuses what is no answer.
///
/// async-http-client 1.37.0 ends the process where a body comes without the head that it waits for: it leaves out a head
/// with a status below 100 or of the 100s, and then takes the body for impossible.
final class AnswerGuard: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  private var order = AnswerOrder()

  /// Passes on what may follow; anything else ends the connection, and with it the request.
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do throws(UnfitAnswer) {
      if try order.take(unwrapInboundIn(data)) { context.fireChannelRead(data) }
    } catch {
      context.fireErrorCaught(error)
      context.close(promise: nil)
    }
  }
}

/// The order in which the parts of answers come on one connection. Pure.
struct AnswerOrder {
  private enum State {
    case head
    case body
    case refused
  }

  private var state = State.head

  /// Takes the next part.
  ///
  /// - Returns: whether the client is to see it; an informational head tells it nothing.
  /// - Throws: `UnfitAnswer` once; what comes after it is left out.
  mutating func take(_ part: HTTPClientResponsePart) throws(UnfitAnswer) -> Bool {
    switch (state, part) {
    case (.refused, _): return false
    case (.head, .head(let head)):
      // A switch of protocols was not asked for.
      guard head.status.code >= 100, head.status != .switchingProtocols else {
        throw refuse(.status(Int(clamping: head.status.code)))
      }
      if head.status.code < 200 { return false }
      state = .body
      return true
    case (.body, .body): return true
    case (.body, .end):
      state = .head
      return true
    case (.head, _), (.body, .head): throw refuse(.order)
    }
  }

  private mutating func refuse(_ fault: UnfitAnswer) -> UnfitAnswer {
    state = .refused
    return fault
  }
}

/// Why what came back is no answer.
enum UnfitAnswer: Error, Hashable {
  /// A status that no answer has.
  case status(Int)
  /// Parts of an answer in an order that HTTP does not know.
  case order
}
