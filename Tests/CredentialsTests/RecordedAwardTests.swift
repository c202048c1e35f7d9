import Credentials
import OpenEdX
import TestSupport
import Testing

@Suite("The recorded awards")
struct RecordedAwardTests {
  /// About reading HTTP, not about awards: a body that is no JSON, a content type that is not parsed, and a GET.
  static let httpLevel: Set<String> = [
    "award_malformed_json", "award_wrong_content_type", "award_program_unknown_user_readback",
  ]

  @Test("are answered as the real service answered them, in the order in which they were made")
  func replayed() async throws {
    let fixture = try EmbeddedServiceFixture()
    var comparison = AnswerComparison(seededUUIDs: try fixture.uuids())
    var differences: [String] = []
    var replayed = 0
    for exchange in try RecordedExchange.all(named: "award_") where !Self.httpLevel.contains(exchange.name) {
      let before = try fixture.rows()
      let answer = try await fixture.service.post(.credential(exchange.requestBody))
      if exchange.status == 500 {
        if answer.isSuccess { differences.append("\(exchange.name): a success where the real service fails") }
        if try fixture.rows() != before { differences.append("\(exchange.name): rows changed by a failed post") }
      } else {
        differences += comparison.differences(exchange, answer)
      }
      replayed += 1
    }
    #expect(replayed == 54)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test("leave no award of the learner whose program award failed")
  func rolledBack() async throws {
    let fixture = try EmbeddedServiceFixture()
    let exchange = try #require(try RecordedExchange.all(named: "award_program_unknown_user").first)
    let answer = try await fixture.service.post(.credential(exchange.requestBody))
    #expect(answer.status == 500)
    #expect(try fixture.value("SELECT count(*) FROM credentials_usercredential WHERE username = 'stranger_2'") == "0")
    #expect(try await fixture.service.awardedProgramUUIDs(username: "stranger_2") == [])
  }
}
