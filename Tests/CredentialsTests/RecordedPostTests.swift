import Credentials
import OpenEdX
import TestSupport
import Testing

@Suite("The recorded posts")
struct RecordedPostTests {
  @Test("are answered as the real service answered them, in the order in which they were made")
  func replayed() async throws {
    let fixture = try EmbeddedServiceFixture()
    var comparison = AnswerComparison(seededUUIDs: try fixture.uuids())
    var differences: [String] = []
    var equal: [String: Int] = [:]
    for exchange in try RecordedExchange.all() {
      guard let request = exchange.replayable else { continue }
      let before = try fixture.rows()
      let answer = try await fixture.service.answer(request)
      var found: [String] = []
      if exchange.status == 500 {
        if answer.isSuccess { found.append("\(exchange.name): a success where the real service fails") }
        if try fixture.rows() != before { found.append("\(exchange.name): rows changed by a failed post") }
      } else {
        found = comparison.differences(exchange, answer)
      }
      if found.isEmpty { equal["\(exchange.path) \(exchange.status)", default: 0] += 1 }
      differences += found
    }
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    #expect(
      equal == [
        "/api/v2/credentials/ 201": 47, "/api/v2/credentials/ 400": 24, "/api/v2/credentials/ 500": 3,
        "/api/v2/grades/ 201": 9, "/api/v2/grades/ 400": 5,
        "/api/v2/course_certificates/ 201": 3, "/api/v2/course_certificates/ 400": 3,
        "/api/v2/course_certificates/ 500": 2,
      ]
    )
  }

  @Test("that are not replayed are about reading HTTP, about who asks, or no posts")
  func notReplayed() throws {
    let left = try RecordedExchange.all().filter { exchange in
      exchange.replayable == nil
        && ["award_", "grade_", "course_certificate_post_"].contains { exchange.name.hasPrefix($0) }
    }
    #expect(
      left.map(\.name) == [
        "award_malformed_json", "award_wrong_content_type", "award_program_unknown_user_readback",
        "grade_patch", "grade_put", "grade_get_list_not_allowed", "grade_get_one_not_allowed",
        "grade_unauthenticated", "grade_forbidden",
      ]
    )
  }

  @Test("leave no award of the learner whose program award failed")
  func rolledBack() async throws {
    let fixture = try EmbeddedServiceFixture()
    let exchange = try #require(try RecordedExchange.named("award_program_unknown_user"))
    let answer = try await fixture.service.answer(try #require(exchange.replayable))
    #expect(answer.status == 500)
    #expect(try fixture.value("SELECT count(*) FROM credentials_usercredential WHERE username = 'stranger_2'") == "0")
    #expect(try await fixture.service.awardedProgramUUIDs(username: "stranger_2") == [])
  }
}
