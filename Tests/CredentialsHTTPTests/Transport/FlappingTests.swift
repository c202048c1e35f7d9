import Credentials
import CredentialsHTTP
import LoopbackSupport
import OpenEdX
import Synchronization
import Testing

@Suite("A site that flaps", .timeLimit(.minutes(30)))
struct FlappingTests {
  /// Which posts the site has carried out and which of them it has confirmed with a whole answer.
  private struct Ledger {
    var asked = 0
    var carriedOut: [String: Int] = [:]
    var confirmed: Set<String> = []
    var postedAfterConfirmation = 0
  }

  private final class FlappingSite: Sendable {
    let ledger = Mutex(Ledger())

    /// Every third answer is some trouble, in turn.
    func answer(_ request: ReceivedRequest) -> LoopbackReply {
      let name = request.json?["username"]?.string ?? "?"
      return ledger.withLock { ledger in
        if ledger.confirmed.contains(name) { ledger.postedAfterConfirmation += 1 }
        ledger.asked += 1
        let troubles: [LoopbackReply] = [
          .close, .cutOff, .json(429, ["detail": "slow"], [("Retry-After", "1")]),
          .answer(
            status: 500,
            headers: [("Content-Type", "text/html")],
            body: "<html><title>Server Error</title></html>"
          ),
          .answer(status: 200, headers: [("Content-Type", "text/html")], body: "<html>Busy</html>"),
        ]
        guard ledger.asked % 3 != 0 else { return troubles[ledger.asked / 3 % troubles.count] }
        ledger.carriedOut[name, default: 0] += 1
        ledger.confirmed.insert(name)
        return .json(201, CredentialsRequest.award(name).row())
      }
    }
  }

  @Test("gets 2,000 posts all the same, none lost and none sent again after it was confirmed")
  func flapping() async throws {
    let site = FlappingSite()
    try await LoopbackServer.run(site.answer) { server in
      let service = try Site.service(server, settings: TransportSettings(connections: 16))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<16 {
          group.addTask {
            for number in stride(from: worker, to: 2_000, by: 16) {
              try await Self.postUntilConfirmed("learner\(number)", service)
            }
          }
        }
        try await group.waitForAll()
      }
    }
    let ledger = site.ledger.withLock { $0 }
    #expect(ledger.confirmed.count == 2_000)
    #expect(ledger.postedAfterConfirmation == 0)
    #expect(ledger.carriedOut.values.allSatisfy { $0 == 1 })
  }

  /// What the queue does, without its delays.
  private static func postUntilConfirmed(_ name: String, _ service: RemoteCredentialsService) async throws {
    for _ in 0..<50 {
      if let answer = try? await service.post(.award(name)), answer.isSuccess { return }
    }
    Issue.record("\(name) was never confirmed")
  }
}
