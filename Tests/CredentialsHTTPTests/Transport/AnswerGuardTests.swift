import Credentials
import LoopbackSupport
import NIOCore
import NIOEmbedded
import NIOHTTP1
import OpenEdX
import Synchronization
import Testing

@testable import CredentialsHTTP
@testable import SiteNetwork

@Suite(.timeLimit(.minutes(30))) struct `An answer that is none` {
  /// Stands where the client's own handler stands, and notes what that one would end the process for.
  private final class StrictClient: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    var isInBody = false
    var violation: String?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        if isInBody { violation = "a head in a body" }
        isInBody = head.status.code >= 200 || head.status == .switchingProtocols
      case .body: if !isInBody { violation = "a body without a head" }
      case .end:
        if !isInBody { violation = "an end without a head" }
        isInBody = false
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
  }

  /// Whether the bytes, as the answer to one request, would end the process.
  private func violation(_ bytes: [UInt8], isGuarded: Bool = true) throws -> String? {
    let channel = EmbeddedChannel()
    let client = StrictClient()
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandlers(
      HTTPRequestEncoder(),
      ByteToMessageHandler(
        HTTPResponseDecoder(
          leftOverBytesStrategy: .dropBytes,
          informationalResponseStrategy: .forward
        )
      )
    )
    if isGuarded { try pipeline.addHandler(AnswerGuard()) }
    try pipeline.addHandler(client)
    channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
    let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: ["Content-Length": "0"])
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    let half = bytes.count / 2
    for part in [bytes[..<half], bytes[half...]] { _ = try? channel.writeInbound(ByteBuffer(bytes: part)) }
    _ = try? channel.finish(acceptAlreadyClosed: true)
    return client.violation
  }

  @Test func `never reaches the client, of 100,000 with random damage`() throws {
    var answers = MutatedAnswers(seed: 1)
    var unguarded = 0
    for number in 0..<100_000 {
      let bytes = answers.next()
      let found = try violation(bytes)
      #expect(found == nil, "number \(number): \(String(decoding: bytes, as: UTF8.self))")
      if number < 2000, try violation(bytes, isGuarded: false) != nil { unguarded += 1 }
    }
    #expect(unguarded > 50, "the damage is of the kind that ends the process")
  }

  @Test func `is no answer, whoever listens there, and does not end the process`() async throws {
    var answers = MutatedAnswers(seed: 2)
    let replies = (0..<1500).map { _ in answers.next() }
    let number = Atomic<Int>(0)
    let next: @Sendable (ReceivedRequest) -> LoopbackReply = { _ in
      .raw(replies[number.add(1, ordering: .relaxed).oldValue % replies.count])
    }
    let isDone: @Sendable () -> Bool = { number.load(ordering: .relaxed) >= replies.count }
    try await LoopbackServer.run(next) { server in
      let settings = TransportSettings(requestTimeout: .seconds(30), connections: 4)
      let service = try Site.service(server, settings: settings)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          // What follows an answer on its connection can answer the next post before that is sent.
          group.addTask {
            for _ in 0..<replies.count where !isDone() {
              _ = try? await service.post(.award())
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(server.requests.count >= replies.count)
    }
  }

  @Test(arguments: [
    ("HTTP/1.1 000 Zero\r\nContent-Length: 2\r\n\r\n{}", "the status 0"),
    ("HTTP/1.1 099 Odd\r\nContent-Length: 2\r\n\r\n{}", "the status 99"),
    ("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n", "the status 101"),
    ("HTTP/1.1 150 Odd\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", ""),
    ("HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\nhello", ""),
  ])
  func `is told as what it is, and the post as not answered`(_ text: String, _ expected: String) async throws {
    try await LoopbackServer.run({ _ in .raw(Array(text.utf8)) }) { server in
      let service = try Site.service(server)
      let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
      let found = try #require(error)
      #expect(found.reason.contains(expected), "\(found)")
      #expect(!found.isConfiguration && !found.isUnsent)
    }
  }

  @Test func `may stand before one: early hints are read over`() async throws {
    let row = String(decoding: JSONWriting.bytes(CredentialsRequest.award().row()) ?? [], as: UTF8.self)
    let text =
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(row.utf8.count)\r\n\r\n\(row)"
    try await LoopbackServer.run({ _ in .raw(Array(text.utf8)) }) { server in
      let answer = try await Site.service(server).post(.award())
      #expect(answer.status == 201)
    }
  }
}
