import Foundation
import OpenEdX
import Testing

@testable import Celery

@Suite struct `A task's message` {
  private static let award = LMSTask.awardCourseCertificate(username: "zoë", courseRunKey: "course-v1:edX+Demo+2024")
  private static let grade = LMSTask.sendGrade(
    GradePost(
      username: "zoë",
      courseRunKey: "course-v1:edX+Demo+2024",
      grade: SendGrade.Grade(
        letter: "B",
        percent: 0.8125,
        modified: UTCTime(microseconds: 1_781_690_992_572_000)
      )
    )
  )

  private func decoded(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  private func body(_ envelope: CeleryEnvelope) throws -> JSONValue {
    let text = try #require(try decoded(envelope.text)["body"]?.string)
    return try JSONDecoder().decode(JSONValue.self, from: try #require(Data(base64Encoded: text)))
  }

  @Test func `has every field without which a worker ends or loses it`() throws {
    let (id, tag) = (UUID(), UUID())
    let envelope = try CeleryEnvelope(Self.award, queue: "edx.lms.core.default", id: id, tag: tag)
    let message = try decoded(envelope.text)
    let word = JSONValue.string(id.uuidString.lowercased())
    #expect(message["content-type"] == "application/json" && message["content-encoding"] == "utf-8")
    #expect(message["headers"]?["id"] == word && message["properties"]?["correlation_id"] == word)
    #expect(
      message["headers"]?["task"] == "openedx.core.djangoapps.programs.tasks.award_course_certificate"
    )
    #expect(envelope.tag == tag.uuidString.lowercased())
    #expect(message["properties"]?["delivery_tag"] == .string(envelope.tag))
    #expect(message["properties"]?["delivery_info"] == ["exchange": "", "routing_key": "edx.lms.core.default"])
    #expect(!envelope.text.contains("\n"))
    #expect(
      try body(envelope) == [
        ["zoë", "course-v1:edX+Demo+2024"], [:], ["callbacks": nil, "errbacks": nil, "chain": nil, "chord": nil],
      ]
    )
  }

  @Test func `two of one task have nothing in common that tells messages apart`() throws {
    let two = try [CeleryEnvelope(Self.award, queue: "q"), CeleryEnvelope(Self.award, queue: "q")]
    #expect(two[0].tag != two[1].tag)
    #expect(try decoded(two[0].text)["headers"]?["id"] != decoded(two[1].text)["headers"]?["id"])
  }

  @Test func `a grade has six arguments, with the time in either form of kombu`() throws {
    let typed = try body(CeleryEnvelope(Self.grade, queue: "q"))
    #expect(
      typed.array?.first == [
        "zoë", "course-v1:edX+Demo+2024", true, "B", .number(0.8125),
        ["__type__": "datetime", "__value__": "2026-06-17T10:09:52.572000+00:00"],
      ]
    )
    let text = try body(CeleryEnvelope(Self.grade, queue: "q", times: .text))
    #expect(text.array?.first?.array?.last == "2026-06-17T10:09:52.572000Z")
  }

  @Test func `whatever a name holds, the message is one line of JSON, or none`() throws {
    for name in ["\"\\", "a\nb\r\t\u{0}", "\u{2028}👩‍🎓", "{\"__type__\":1}", String(repeating: "x", count: 255)] {
      let envelope = try CeleryEnvelope(.awardProgramCertificates(username: name), queue: "q")
      #expect(try body(envelope).array?.first == [.string(name)])
      #expect(envelope.text.utf8.allSatisfy { $0 >= 32 })
    }
    #expect(throws: CeleryEnvelopeError.self) {
      _ = try CeleryEnvelope(.awardProgramCertificates(username: String(repeating: "x", count: 20_000)), queue: "q")
    }
    #expect(throws: CeleryEnvelopeError.self) { _ = try CeleryEnvelope(Self.award, queue: "") }
  }

  /// The omissions and slips that end a worker or lose a message.
  @Test(
    arguments: [
      ("\"content-type\":\"application/json\",", ""), ("\"id\":", "\"no\":"), ("\"task\":", "\"no\":"),
      ("\"delivery_tag\":", "\"no\":"), ("\"delivery_info\":", "\"no\":"), ("\"exchange\":\"\"", "\"exchange\":\"x\""),
      ("\"routing_key\":\"q\"", "\"routing_key\":\"other\""), ("\"body\":\"W", "\"body\":\"!"),
      ("\"body_encoding\":\"base64\"", "\"body_encoding\":\"utf-8\""),
      ("\"correlation_id\":\"", "\"correlation_id\":\"0"),
      ("\"content-encoding\":\"utf-8\"", "\"content-encoding\":\"binary\""), ("{", "["), ("}", "}\u{7F}"),
    ]
  ) func `that a worker could not take is not let out`(_ part: String, _ other: String) throws {
    let good = try CeleryEnvelope(Self.award, queue: "q").text
    #expect(throws: Never.self) { try CeleryEnvelopeCheck(good).run(Self.award, queue: "q") }
    let place = try #require(good.range(of: part))
    let bad = good.replacingCharacters(in: place, with: other)
    #expect(throws: CeleryEnvelopeError.self) { try CeleryEnvelopeCheck(bad).run(Self.award, queue: "q") }
  }

  @Test func `of another task is not let out`() throws {
    let text = try CeleryEnvelope(Self.award, queue: "q").text
    #expect(throws: CeleryEnvelopeError.self) { try CeleryEnvelopeCheck(text).run(Self.grade, queue: "q") }
  }
}
