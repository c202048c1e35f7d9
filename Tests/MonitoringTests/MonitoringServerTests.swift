import ProcessTestSupport
import Testing

@testable import Monitoring
@testable import SiteNetwork

@Suite(.ownThread) struct `The monitoring server` {
  /// Serves pages on a free port while a closure asks them.
  private func serving(
    obstacle: String? = nil,
    _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    let server = try await MonitoringServer(try MonitoringAddress("127.0.0.1:0"))
    let port = try #require(server.address.split(separator: ":").last.flatMap { Int($0) })
    let pages = MonitoringPages(
      metrics: { [MetricFamily("queue_tasks", "Tasks.", 4)] },
      obstacle: { obstacle }
    )
    try await withThrowingTaskGroup { group in
      group.addTask { try await server.run(pages) }
      try await body(port)
      group.cancelAll()
    }
  }

  @Test func `answers its pages in the format that is wanted`() async throws {
    try await serving { port in
      let plain = try PlainExchange.get("/metrics", port: port)
      #expect(plain.statusLine == "HTTP/1.1 200 OK")
      #expect(plain.reply.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"))
      #expect(plain.body.hasSuffix("\nlearner_records_queue_tasks 4\n"))
      let open = try PlainExchange.get("/metrics?x=1", port: port, "Accept: application/openmetrics-text")
      #expect(open.reply.contains("Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n"))
      #expect(open.body.hasSuffix("\nlearner_records_queue_tasks 4\n# EOF\n"))
      #expect(try PlainExchange.get("/health/live", port: port).body == "alive\n")
      #expect(try PlainExchange.get("/health/ready", port: port).body == "ready\n")
    }
  }

  @Test func `says why it is not ready, and lives all the same`() async throws {
    try await serving(obstacle: "the queue is paused: 401 bad token") { port in
      let ready = try PlainExchange.get("/health/ready", port: port)
      #expect(ready.statusLine == "HTTP/1.1 503 Service Unavailable")
      #expect(ready.body == "the queue is paused: 401 bad token\n")
      #expect(try PlainExchange.get("/health/live", port: port).statusLine == "HTTP/1.1 200 OK")
    }
  }

  @Test func `refuses other pages and methods, and gives no body to HEAD`() async throws {
    try await serving { port in
      #expect(try PlainExchange.get("/", port: port).statusLine == "HTTP/1.1 404 Not Found")
      #expect(try PlainExchange.get("/metrics/..", port: port).statusLine == "HTTP/1.1 404 Not Found")
      let post = try PlainExchange(
        port: port,
        sending: "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
      )
      #expect(post.statusLine == "HTTP/1.1 405 Method Not Allowed" && post.reply.contains("Allow: GET, HEAD\r\n"))
      let head = try PlainExchange(port: port, sending: "HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(head.statusLine == "HTTP/1.1 200 OK" && head.body.isEmpty)
    }
  }

  @Test func `outlasts whatever is sent to it`() async throws {
    try await serving { port in
      let long = String(repeating: "a", count: 1 << 20)
      for text in [
        "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "GET /\(long) HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nX: \(long)\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "POST /metrics HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: \(long.prefix(60_000))\r\n\r\n",
      ] {
        _ = try PlainExchange(port: port, sending: text)
      }
      #expect(try PlainExchange.get("/health/live", port: port).body == "alive\n")
    }
  }

  @Test func `holds no more connections than it means to, and drops those that say nothing`() async throws {
    try await serving { port in
      // Each is ended by the server alone: those above the bound at once, the others when their time is over.
      try await withThrowingTaskGroup { group in
        for _ in 0..<(MonitoringServer.most + 8) {
          group.addTask { _ = try PlainExchange(port: port, sending: "GET /metr") }
        }
        try await group.waitForAll()
      }
      #expect(try PlainExchange.get("/health/live", port: port).body == "alive\n")
    }
  }

  @Test func `says of a port that is taken which one it is`() async throws {
    try await serving { port in
      let error = await #expect(throws: MonitoringServerError.self) {
        _ = try await MonitoringServer(try MonitoringAddress("127.0.0.1:\(port)"))
      }
      #expect(error?.description.contains("--metrics 127.0.0.1:\(port): cannot listen there") == true)
    }
  }
}
