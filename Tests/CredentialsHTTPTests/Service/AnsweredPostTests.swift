import CertificateSync
import Credentials
import CredentialsHTTP
import LoopbackSupport
import OpenEdX
import Testing

@Suite("An answer to another post")
struct AnsweredPostTests {
  private static let run: JSONValue = ["type": "course-run", "course_run_key": "course-v1:A+B+C", "mode": "verified"]
  private static let award: JSONValue = ["username": "dana", "status": "awarded", "credential": run]
  private static let program: JSONValue = [
    "username": "dana", "credential": ["type": "program", "program_uuid": "766103bd0c4b58218bd204c7a65ad625"],
  ]

  /// What is posted, what comes back, and what is wrong with it; nil for an answer that fits.
  private static let cases: [(CredentialsRequest, JSONValue, String?)] = [
    (.credential(award), award, nil),
    (.credential(award), ["username": "DANA", "status": "awarded", "credential": run], nil),
    (.credential(["username": "André"]), ["username": "andre", "status": "awarded"], nil),
    (
      .credential(program),
      [
        "username": "dana", "status": "awarded",
        "credential": ["program_uuid": "766103bd-0c4b-5821-8bd2-04c7a65ad625"],
      ], nil
    ),
    (.credential(award), ["username": "dave", "status": "awarded", "credential": run], "username is “dave”"),
    (.credential(award), ["username": "dana", "status": "revoked", "credential": run], "status is “revoked”"),
    (.credential(award), ["username": "dana", "status": "awarded"], "course_run_key is missing"),
    (
      .credential(award),
      ["username": "dana", "status": "awarded", "credential": ["course_run_key": "course-v1:A+B+D"]],
      "course_run_key is “course-v1:A+B+D”, posted was “course-v1:A+B+C”"
    ),
    (
      .credential(program),
      [
        "username": "dana", "status": "awarded",
        "credential": ["program_uuid": "00000000-0c4b-5821-8bd2-04c7a65ad625"],
      ], "program_uuid is"
    ),
    (.credential(award), [:], "username is missing"), (.credential(award), ["uuid": "u"], "username is missing"),
    (.grade(["username": "dana", "course_run": "r"]), ["username": "dana", "course_run": "r"], nil),
    (.grade(["username": "dana", "course_run": "r"]), ["username": "dana", "course_run": "s"], "course_run is “s”"),
    (.courseCertificate(["course_id": "r"]), ["course_id": "s"], "course_id is “s”"),
  ]

  @Test("is trouble and not a post, and says which field differs", arguments: cases.indices)
  func compared(_ index: Int) async throws {
    let (request, body, expected) = Self.cases[index]
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
}
