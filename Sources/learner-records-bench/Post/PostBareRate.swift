import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import OpenEdX

/// The same posts by the HTTP library alone: a request made beforehand, an answer that nobody reads.
///
/// What is above it is this project's share of the work, what is below it the library's and the kernel's.
struct PostBareRate {
  private let client: HTTPClient
  private let request: HTTPClient.Request
  private let connections: Int

  init(_ address: String, body: JSONValue, connections: Int) throws {
    var configuration = HTTPClient.Configuration(
      connectionPool: .init(idleTimeout: .seconds(60), concurrentHTTP1ConnectionsPerHostSoftLimit: connections)
    )
    configuration.httpVersion = .http1Only
    client = HTTPClient(
      eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton.next()),
      configuration: configuration
    )
    request = try HTTPClient.Request(
      url: address + "/api/v2/credentials/",
      method: .POST,
      headers: [
        "Accept": "application/json", "User-Agent": "learner-records", "Content-Type": "application/json",
        "Authorization": "JWT \(PostRate.token)",
      ],
      body: .byteBuffer(ByteBuffer(string: try PostRecording.text(body)))
    )
    self.connections = connections
  }

  /// Posts for so long.
  func run(for duration: Duration) async throws -> PostRate.Result {
    let worked = ProcessorTime.seconds()
    let start = ContinuousClock.now
    let end = start + duration
    let posted = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<connections {
        group.addTask { [client, request] in
          var posted = 0
          while ContinuousClock.now < end {
            let answer = try await client.execute(request: request, deadline: .now() + .seconds(30)).get()
            guard answer.status == .created else { throw BenchError("The server answered \(answer.status).") }
            posted += 1
          }
          return posted
        }
      }
      return try await group.reduce(0, +)
    }
    return PostRate.Result(posts: posted, since: start, worked: worked)
  }

  /// Closes the connections.
  func end() async throws { try await client.shutdown() }
}
