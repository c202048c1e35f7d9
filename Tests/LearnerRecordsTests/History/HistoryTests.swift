import OpenEdX
import TestSupport
import Testing

@testable import LearnerRecords

@Suite struct `A learner's history` {
  private static let person = LearnerPerson(username: "ada", lmsUserID: 1, fullName: "", email: "", notes: [])

  private static func time(_ seconds: Double) -> UTCTime { UTCTime(microseconds: 0).adding(seconds: seconds) }

  private static func standing(_ certificate: CertificateStatus?, _ credential: String?) -> LearnerHistory.Standing {
    LearnerHistory.Standing(
      courseRun: "course-v1:A+B+C",
      certificate: certificate,
      certificateTime: time(5),
      credential: credential
    )
  }

  @Test func `merges the sources by time, and at the same time in the order in which one leads to the other`() {
    let sources: [HistoryEvent.Source] = [.credentials, .journal, .queue, .lms]
    let events = sources.map { HistoryEvent(time: Self.time(5), source: $0, text: $0.rawValue) }
    let early = HistoryEvent(time: Self.time(1), source: .credentials, text: "early")
    let history = LearnerHistory(person: Self.person, events: events + [early], standings: [])
    #expect(history.events.map(\.text) == ["early", "LMS", "Queue", "Post", "Credentials"])
  }

  @Test(
    arguments: [
      (CertificateStatus.downloadable, nil, "never heard"), (.downloadable, "awarded", nil),
      (.downloadable, "revoked", "still says revoked"), (.notPassing, "awarded", "still says awarded"),
      (.notPassing, "revoked", nil), (.notPassing, nil, nil),
    ] as [(CertificateStatus, String?, String?)]
  )
  func `marks what should have followed and did not`(status: CertificateStatus, credential: String?, gap: String?) {
    let history = LearnerHistory(person: Self.person, events: [], standings: [Self.standing(status, credential)])
    #expect(history.events.count == (gap == nil ? 0 : 1))
    if let gap, let event = history.events.first {
      #expect(event.kind == .gap)
      #expect(event.text.contains(gap))
    }
  }

  @Test func `is limited to a run, compared exactly`() {
    let events = ["course-v1:A+B+C", "course-v1:a+b+c", nil].map {
      HistoryEvent(time: Self.time(0), source: .lms, courseRun: $0, text: $0 ?? "none")
    }
    let history = LearnerHistory(person: Self.person, events: events, standings: [], courseRun: "course-v1:A+B+C")
    #expect(history.events.map(\.text) == ["course-v1:A+B+C"])
  }

  @Test func `reads a post of the journal, and passes over other learners' and broken lines`() throws {
    let line = """
      {"action":"award","by":"olga","course_run_key":"course-v1:A+B+C","finding":"award-lost","http":201,\
      "message":"","time":"2026-07-02T09:14:05.123000+00:00","username":"ada"}
      """
    let event = try #require(HistoryEvent(journalLine: line, ofAnyOf: ["ada"]))
    #expect(event.text == "Posted: the award, answer 201, by olga, to repair award-lost")
    #expect(event.kind == .change)
    #expect(event.courseRun == "course-v1:A+B+C")
    #expect(HistoryEvent(journalLine: line, ofAnyOf: ["Ada"]) == nil)
    #expect(HistoryEvent(journalLine: String(line.dropLast(9)), ofAnyOf: ["ada"]) == nil)
    let refused = line.replacing("201", with: "1e300")
    #expect(HistoryEvent(journalLine: refused, ofAnyOf: ["ada"])?.kind == .failure)
  }

  @Test func `tells of the golden deployment each certificate and credential, and a gap for each lost award`() throws {
    let folder = try Fixtures.goldenDeployment()
    let records = try RecordStore(folder: folder.path)
    let lost = try Fixtures.jsonLines(Fixtures.golden("findings.jsonl")).first {
      $0["findings"]?.array?.contains("award-lost") ?? false
    }
    let username = try #require(lost?["username"]?.string)
    let run = try #require(lost?["course_run"]?.string)
    let history = try #require(try records.read { try $0.history(username: username, courseRun: run) })
    #expect(history.events.contains { $0.kind == .gap && $0.text.contains("never heard") })
    #expect(history.events.contains { $0.source == .lms && $0.text.hasPrefix("Certificate") })
    #expect(history.events.map(\.time.microseconds) == history.events.map(\.time.microseconds).sorted())
    #expect(try records.read { try $0.history(username: "nobody-at-all") } == nil)
  }
}
