import Credentials
import OpenEdX
import TestSupport
import Testing

@Suite("The message of an answer")
struct CredentialsAnswerTests {
  @Test("is a readable line for every refusal in the recording")
  func recorded() throws {
    let refused = try RecordedExchange.all().filter { $0.status == 400 }
    var messages: [String: String] = [:]
    for exchange in refused {
      messages[exchange.name] = CredentialsAnswer(status: exchange.status, body: exchange.body).message
    }
    #expect(refused.count == 39)
    for (name, message) in messages {
      #expect(!message.isEmpty && message.count <= CredentialsAnswer.messageLimit, "\(name)")
      #expect(!message.contains("<") && !message.contains("\n") && !message.contains("string("), "\(name): \(message)")
    }
    for (name, expected) in Self.expected { #expect(messages[name] == expected) }
  }

  static let expected = [
    "award_empty_body": "credential: This field is required.; username: This field is required.",
    "award_inactive_config":
      "credential.course_run_key: No active CourseCertificate exists for course run [course-v1:GammaX+HU303+2024_T3]",
    "award_date_override_empty_object": "date_override.date: This field is required.",
    "award_attributes_missing_value": "attributes[0].value: This field is required.",
    "award_attributes_not_list": #"attributes: Expected a list of items but got type "dict"."#,
    "award_list_body": "Invalid data. Expected a dictionary, but got list.",
    "award_malformed_json": "JSON parse error - Expecting value: line 1 column 14 (char 13)",
    "award_program_malformed_uuid": "credential: “zzz” is not a valid UUID.",
    "bulk_learner_status_bad_item": "Bad Request (400)",
    "learner_status_both_ids": "HTTP 400 without a reason",
  ]

  @Test("is the title of a page of HTML")
  func html() throws {
    let exchange = try #require(try RecordedExchange.named("award_credential_string"))
    #expect(CredentialsAnswer(status: exchange.status, body: exchange.body).message == "Server Error")
    #expect(
      CredentialsAnswer(status: 502, body: "<html><body>x</body></html>").message == "a page of HTML without a title"
    )
  }

  @Test("is the detail of a refusal of access or of too many requests")
  func detail() throws {
    let exchange = try #require(try RecordedExchange.named("throttle_nonstaff_credential_16"))
    let answer = CredentialsAnswer(status: exchange.status, body: exchange.body, retryAfter: 52)
    #expect(answer.message.hasPrefix("Request was throttled. Expected available in "))
    #expect(!answer.isSuccess)
    #expect(CredentialsAnswer(status: 201, body: [:]).isSuccess)
  }

  @Test("is bounded, on one line and without control characters")
  func bounded() {
    let body: JSONValue = ["detail": .string(String(repeating: "a\u{1B}[31m\n", count: 200))]
    let message = CredentialsAnswer(status: 400, body: body).message
    #expect(message.count == 300)
    #expect(message.hasSuffix("…"))
    #expect(message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
  }
}
