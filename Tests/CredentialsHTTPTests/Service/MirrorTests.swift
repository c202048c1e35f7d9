import Credentials
import CredentialsHTTP
import OpenEdX
import Synchronization
import Testing

@Suite("The copy of a site")
struct MirrorTests {
  /// A service that answers as it is told and remembers what it was asked.
  private final class Told: CredentialsCopy {
    let posts = Mutex<[CredentialsRequest]>([])
    let status: Int?
    let destination: String

    init(_ destination: String, _ status: Int?) {
      self.destination = destination
      self.status = status
    }

    func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
      posts.withLock { $0.append(request) }
      guard let status else { throw CredentialsTransportError("\(destination) is away") }
      return CredentialsAnswer(status: status, body: [:])
    }

    func follow(
      _ request: CredentialsRequest,
      accepted answer: CredentialsAnswer
    ) async throws(CredentialsTransportError) -> CredentialsAnswer { try await post(request) }

    func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
      throw CredentialsTransportError("\(destination) is away")
    }

    func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
      throw CredentialsTransportError("\(destination) is away")
    }

    func programs(
      containing courseRunKeys: [String]
    ) async throws(CredentialsTransportError) -> [ProgramOutline] {
      guard destination == "copy" else { throw CredentialsTransportError("\(destination) is away") }
      return []
    }

    var count: Int { posts.withLock { $0.count } }
  }

  @Test(
    "follows what the site has accepted and nothing else",
    arguments: [(201, 201, 1, 0), (201, 400, 1, 1), (201, nil, 1, 1), (400, 201, 0, 0), (nil, 201, 0, 0)]
      as [(Int?, Int?, Int, Int)]
  )
  func follows(_ siteStatus: Int?, _ copyStatus: Int?, _ copied: Int, _ troubles: Int) async throws {
    let site = Told("site", siteStatus)
    let copy = Told("copy", copyStatus)
    let heard = Mutex(0)
    let service = MirroredCredentialsService(site, copy: copy) { _ in heard.withLock { $0 += 1 } }
    let answer = try? await service.post(.credential(["username": "dana"]))
    #expect(answer?.status == siteStatus)
    #expect(site.count == 1 && copy.count == copied && heard.withLock { $0 } == troubles)
    #expect(service.destination == "site")
    await #expect(throws: CredentialsTransportError("site is away")) {
      try await service.awardedProgramUUIDs(username: "dana")
    }
    await #expect(throws: CredentialsTransportError("site is away")) {
      try await service.allAwardedProgramUUIDs(username: "dana")
    }
    #expect(try await service.programs(containing: ["course-v1:A+B+C"]) == [])
  }
}
