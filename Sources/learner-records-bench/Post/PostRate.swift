import Credentials
import CredentialsHTTP
import Foundation
import OpenEdX
import SiteNetwork
import Synchronization

/// Posts by the client that the engine uses, over a number of connections.
struct PostRate {
  /// With all claims that a site wants, good until 2100.
  static let token =
    "eyJhbGciOiJIUzUxMiJ9."
    + "eyJhZG1pbmlzdHJhdG9yIjp0cnVlLCJhdWQiOiJvcGVuZWR4IiwiZXhwIjo0MTAyNDQ0ODAwLCJpYXQiOjE3MDAwMD"
    + "AwMDAsImlzcyI6ImJlbmNoIiwicHJlZmVycmVkX3VzZXJuYW1lIjoid29ya2VyIn0.c2lnbmF0dXJl"

  let service: RemoteCredentialsService
  let post: CourseCredentialPost
  let connections: Int

  init(_ address: String, post: CourseCredentialPost, connections: Int) throws {
    service = try Self.service(address, connections: connections)
    self.post = post
    self.connections = connections
  }

  /// The client, with a token that nobody checks.
  static func service(_ address: String, connections: Int) throws -> RemoteCredentialsService {
    try RemoteCredentialsService(
      ServiceURL(address),
      tokens: FixedToken(AccessToken(Secret(token)), origin: "the measurement"),
      settings: TransportSettings(connections: connections)
    )
  }

  /// What was measured.
  struct Result {
    /// Posts a second.
    let rate: Double
    /// Microseconds that the processor worked for a post.
    let processor: Double

    /// Takes how many posts were made since a moment, and the processor's seconds at that moment.
    init(posts: Int, since start: ContinuousClock.Instant, worked: Double) {
      rate = Double(posts) / (ContinuousClock.now - start).inSeconds
      processor = (ProcessorTime.seconds() - worked) / Double(max(1, posts)) * 1_000_000
    }
  }

  /// Posts for so long.
  func run(for duration: Duration) async throws -> Result {
    let end = ContinuousClock.now + duration
    return try await measured { _ in ContinuousClock.now < end }
  }

  /// Posts so often.
  func run(posts: Int) async throws -> Result {
    try await measured { number in number < posts }
  }

  /// Posts from every connection as long as the condition holds for the number of the next post.
  private func measured(_ goesOn: @escaping @Sendable (Int) -> Bool) async throws -> Result {
    let numbers = PostNumbers()
    let worked = ProcessorTime.seconds()
    let start = ContinuousClock.now
    let posted = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<connections {
        group.addTask { [service, post] in
          var posted = 0
          while goesOn(numbers.next()) {
            let answer = try await service.post(.courseCredential(post))
            guard answer.status == 201 else { throw BenchError("The server answered \(answer.status).") }
            posted += 1
          }
          return posted
        }
      }
      return try await group.reduce(0, +)
    }
    return Result(posts: posted, since: start, worked: worked)
  }
}

/// Counts the posts of all connections.
private final class PostNumbers: Sendable {
  private let sent = Atomic<Int>(0)

  func next() -> Int { sent.add(1, ordering: .relaxed).oldValue }
}
