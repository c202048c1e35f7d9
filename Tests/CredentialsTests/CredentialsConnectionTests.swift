import Credentials
import OpenEdX
import Synchronization
import Testing

@Suite("A connection to a site and its copy")
struct CredentialsConnectionTests {
  /// A service that answers as it is told, and writes down that it was asked.
  private final class Told: CredentialsPosting, CredentialsReading, CredentialsCopy, CatalogReading {
    let destination: String
    private let status: Int?
    private let diary: Diary

    init(_ destination: String, _ status: Int?, _ diary: Diary) {
      (self.destination, self.status, self.diary) = (destination, status, diary)
    }

    func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
      diary.add("\(destination) \(request.name)")
      guard let status else { throw CredentialsTransportError("\(destination) is away") }
      return CredentialsAnswer(status: status, body: [:])
    }

    func follow(
      _ request: CredentialsRequest,
      accepted answer: CredentialsAnswer
    ) async throws(CredentialsTransportError) -> CredentialsAnswer { try await post(request) }

    func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] { [] }
    func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }
    func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }
    func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
      nil
    }
    func programs(containing: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] { [] }
  }

  private final class Diary: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  private static let post = CredentialsRequest.courseCredential(
    CourseCredentialPost(username: "dana", status: .awarded, courseRunKey: "r", mode: .verified, dateOverride: nil)
  )

  @Test(
    "tells the observer of every post, and lets the copy follow what the site has accepted and nothing else",
    arguments: [
      (201, 201, ["site dana r", "observer 201", "copy dana r"]),
      (201, 400, ["site dana r", "observer 201", "copy dana r", "trouble HTTP 400 without a reason"]),
      (201, nil, ["site dana r", "observer 201", "copy dana r", "trouble copy is away"]),
      (400, 201, ["site dana r", "observer 400"]), (nil, 201, ["site dana r", "observer site is away"]),
    ] as [(Int?, Int?, [String])]
  )
  func follows(_ siteStatus: Int?, _ copyStatus: Int?, _ expected: [String]) async throws {
    let diary = Diary()
    let connection = CredentialsConnection(
      site: Told("site", siteStatus, diary),
      copy: Told("copy", copyStatus, diary),
      observer: { report in
        switch report.result {
        case .success(let answer): diary.add("observer \(answer.status)")
        case .failure(let error): diary.add("observer \(error)")
        }
      },
      trouble: { line in
        #expect(line.hasPrefix("dana, r: site has accepted it, but the local copy did not follow ("))
        #expect(line.hasSuffix(". Copy the databases from the site again."))
        diary.add("trouble \(line.split(separator: "(").last?.split(separator: ")").first ?? "")")
      }
    )
    let report = await connection.post(Self.post)
    #expect(diary.all == expected)
    #expect((report.accepted != nil) == (siteStatus == 201))
    #expect(connection.posting.destination == "site" && connection.reading.destination == "site")
  }
}
