import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `The history of a learner` {
  private static let run = Example.run(1)

  private static func event(
    _ minute: Int,
    _ source: HistoryEvent.Source,
    _ text: String,
    _ kind: HistoryEvent.Kind = .change
  ) -> HistoryEvent {
    HistoryEvent(
      time: Example.now.adding(seconds: Double(minute) * 60),
      source: source,
      courseRun: run,
      text: text,
      kind: kind
    )
  }

  private static let history = LearnerHistory(
    person: Example.person("paid_learner", "Oluwaseun"),
    events: [
      event(1, .lms, "Certificate 1 made: downloadable, mode verified, grade 0.81"),
      event(2, .queue, "Task course status given up after 10 tries: Credentials answered 503", .failure),
      event(0, .lms, "Enrolled, mode verified"),
    ],
    standings: [
      LearnerHistory.Standing(
        courseRun: run,
        certificate: .downloadable,
        certificateTime: Example.now.adding(seconds: 60),
        credential: nil
      )
    ]
  )

  private func atHistory(columns: Int = 120, rows: Int = 40, zone: DisplayZone = .utc) -> Operator {
    var preferences = Preferences()
    preferences.zone = zone
    var someone = Operator.atRecord(columns: columns, rows: rows, preferences: preferences)
    someone.press(.character("h"))
    let id = someone.model.screenID
    someone.tell(.read(id, Self.history))
    return someone
  }

  @Test func `is asked for the course under the cursor, and Esc leads back to the record`() {
    var someone = Operator.atRecord()
    someone.press(.character("h"))
    #expect(someone.asked == ["history paid_learner \(Self.run)"])
    #expect(someone.screen.contains("reading …"))
    someone.press(.escape)
    #expect(someone.model.screenID == .record(username: "paid_learner", program: Example.paidCourses))
  }

  @Test func `stands in the order of time, with the gap where it should have gone on, and begins at its end`() {
    let someone = atHistory()
    let texts = someone.model.export().texts
    #expect(texts.map { $0[3].prefix(12) } == ["Enrolled, mo", "Certificate ", "! Credential", "✗ Task cours"])
    #expect(someone.cursorLine?.contains("given up after 10 tries") == true)
  }

  @Test func `is copied in lines for a ticket`() {
    var someone = atHistory()
    someone.forget()
    someone.press(.home, .character("y"))
    #expect(someone.asked == ["copy 2026-07-02T09:14:05Z  LMS  \(Self.run)  Enrolled, mode verified"])
  }

  @Test(arguments: Golden.sizes) func `looks as it was kept`(size: Size) throws {
    try Golden.check("history", atHistory(columns: size.columns, rows: size.rows))
  }

  @Test func `is told in the operator's zone, and written to a file in UTC`() throws {
    let zone = try #require(DisplayZone(name: "America/New_York"))
    var someone = atHistory(zone: zone)
    #expect(someone.screen.contains("2026-07-02T05:14:05-04:00"))
    #expect(!someone.screen.contains("09:14:05"))
    someone.forget()
    someone.press(.home, .character("y"), .character("c"))
    #expect(someone.asked.first?.hasPrefix("copy 2026-07-02T05:14:05-04:00  LMS") == true)
    #expect(someone.asked.last?.contains("Times are America/New_York") == true)
    #expect(someone.asked.last?.contains("2026-07-02T05:15:05-04:00  LMS") == true)
    let file = someone.model.export()
    #expect(file.values(0).first == .text("2026-07-02T09:14:05Z"))
  }

  @Test func `says what is missing where no learner is chosen`() {
    var someone = Operator.atPrograms()
    someone.press(.character("h"))
    #expect(someone.screen.contains("choose one first"))
    #expect(someone.model.screenID == .programs)
  }
}

extension ListExport {
  /// The texts of all rows.
  var texts: [[String]] { (0..<count).map(row) }
}
