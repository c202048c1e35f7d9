import CertificateSync
import Credentials
import CredentialsHTTP
import LoopbackSupport
import NIOHTTP1
import OpenEdX
import Testing

@Suite("An answer to another post")
struct AnsweredPostTests {
  private static let run: JSONValue = ["type": "course-run", "course_run_key": "course-v1:A+B+C", "mode": "verified"]
  private static let award = CredentialsRequest.award()
  private static let program = ProgramUUID("766103bd0c4b58218bd204c7a65ad625").map {
    CredentialsRequest.programCredential(
      ProgramCredentialPost(username: "dana", lmsUserID: 4, program: $0, status: .awarded)
    )
  }

  private static func row(_ username: String, program: String) -> JSONValue {
    ["username": .string(username), "status": "awarded", "credential": ["program_uuid": .string(program)]]
  }

  /// What is posted, what comes back, and what is wrong with it; nil for an answer that fits.
  private static let cases: [(CredentialsRequest?, JSONValue, String?)] = [
    (award, award.row(), nil), (award, ["username": "DANA", "status": "awarded", "credential": run], nil),
    (.award("André"), ["username": "andre", "status": "awarded", "credential": run], nil),
    (program, row("dana", program: "766103bd-0c4b-5821-8bd2-04c7a65ad625"), nil),
    (award, ["username": "dave", "status": "awarded", "credential": run], "username is “dave”"),
    (award, ["username": "dana", "status": "revoked", "credential": run], "status is “revoked”"),
    (.award("dana", .revoked), award.row(), "status is “awarded”, posted was “revoked”"),
    (award, ["username": "dana", "status": "awarded"], "course_run_key is missing"),
    (
      award, ["username": "dana", "status": "awarded", "credential": ["course_run_key": "course-v1:A+B+D"]],
      "course_run_key is “course-v1:A+B+D”, posted was “course-v1:A+B+C”"
    ),
    (program, row("dana", program: "00000000-0c4b-5821-8bd2-04c7a65ad625"), "program_uuid is"),
    (program, row("dana", program: "soon"), "program_uuid is “soon”"),
    (program, ["username": "dana", "status": "awarded"], "program_uuid is missing"),
    (award, [:], "username is missing"), (award, ["uuid": "u"], "username is missing"),
    (.grade(), ["username": "dana", "course_run": "course-v1:A+B+C"], nil),
    (.grade(), ["username": "dana", "course_run": "s"], "course_run is “s”"),
    (.configuration, ["course_id": "s"], "course_id is “s”"),
  ]

  @Test("is trouble and not a post, and says which field differs", arguments: cases.indices)
  func compared(_ index: Int) async throws {
    let (post, body, expected) = Self.cases[index]
    let request = try #require(post)
    try await LoopbackServer.run({ _ in .json(201, body) }) { server in
      let service = try Site.service(server)
      guard let expected else {
        #expect(try await service.post(request).status == 201)
        return
      }
      let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(request) }
      let found = try #require(error)
      #expect(found.reason.contains("answered 201, but not to what was posted: \(expected)"), "\(found)")
      #expect(!found.isConfiguration && !found.isUnsent)
    }
  }

  @Test("is less likely where the Host header names the site that is meant")
  func host() async throws {
    try await LoopbackServer.run({ _ in .json(201, CredentialsRequest.award().row()) }) { server in
      let service = try Site.service(server, settings: TransportSettings(host: "credentials.example.org"))
      for _ in 0..<2 { _ = try await service.post(.award()) }
      #expect(server.requests.map { $0.headers["Host"] } == [["credentials.example.org"], ["credentials.example.org"]])
    }
  }
}
