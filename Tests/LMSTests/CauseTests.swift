import GRDB
import LMS
import OpenEdX
import TestSupport
import Testing

@Suite("The causes beside a certificate's save")
struct CauseTests {
  static let history = """
    SELECT history_type, status, grade, history_date, user_id FROM certificates_historicalgeneratedcertificate
    ORDER BY history_id
    """
  static let overrideHistory = """
    SELECT history_type, date, reason, generated_certificate_id, overridden_by_id, history_date
    FROM certificates_historicalcertificatedateoverride ORDER BY history_id
    """

  let campus: Campus
  let key: CourseKey

  /// Ada's certificate was saved at the start, and 60 seconds have passed since.
  init() throws {
    campus = try Campus()
    key = try CourseKey(Campus.run)
    try campus.save(grade: "0.91")
    campus.clock.advance(seconds: 60)
  }

  /// The signals after the first save, which tells of a change and an award.
  var signals: [CertificateSignal] { Array(campus.receiver.signals.dropFirst(2)) }

  enum Revocation: String, CaseIterable, Sendable {
    case markNotPassing = "notpassing"
    case invalidate = "unavailable"
    case markUnverified = "unverified"

    func apply(_ transaction: LMSTransaction, _ key: CourseKey, _ username: String = "ada") throws {
      switch self {
      case .markNotPassing: try transaction.markNotPassing(username: username, courseRunKey: key, grade: "0.31")
      case .invalidate: try transaction.invalidate(username: username, courseRunKey: key)
      case .markUnverified: try transaction.markUnverified(username: username, courseRunKey: key)
      }
    }
  }

  @Test(
    "A revocation saves the row and its history, tells of the change, and then of the revocation",
    arguments: Revocation.allCases
  )
  func revokes(_ revocation: Revocation) throws {
    let before = try campus.rows("SELECT verify_uuid, created_date FROM certificates_generatedcertificate")
    try campus.execute("UPDATE certificates_generatedcertificate SET download_url = 'x', error_reason = 'y'")
    try campus.database.transaction { try revocation.apply($0, key) }
    let grade = revocation == .markNotPassing ? "0.31" : ""
    #expect(
      try campus.rows(
        "SELECT status, mode, grade, modified_date, name, download_url, error_reason FROM certificates_generatedcertificate"
      ) == ["\(revocation.rawValue)|verified|\(grade)|2026-06-17 10:10:52.572000|Ada Lovelace||"]
    )
    #expect(try campus.rows("SELECT verify_uuid, created_date FROM certificates_generatedcertificate") == before)
    #expect(
      try campus.rows(Self.history) == [
        "+|downloadable|0.91|2026-06-17 10:09:52.572000|11",
        "~|\(revocation.rawValue)|\(grade)|2026-06-17 10:10:52.572000|11",
      ]
    )
    #expect(signals.map(\.name) == ["changed", "revoked"])
    #expect(signals.allSatisfy { $0.certificate?.status.rawValue == revocation.rawValue })
  }

  @Test("A failing grade of zero is stored as an empty text", arguments: ["0", "0.0", "0.00", ""])
  func zeroGrade(_ grade: String) throws {
    try campus.database.transaction { _ = try $0.markNotPassing(username: "ada", courseRunKey: key, grade: grade) }
    #expect(try campus.rows("SELECT grade FROM certificates_generatedcertificate") == [""])
  }

  @Test("A mode that comes with a revocation is saved and told")
  func modeOfRevocation() throws {
    try campus.database.transaction { _ = try $0.invalidate(username: "ada", courseRunKey: key, mode: .honor) }
    #expect(try campus.rows("SELECT mode FROM certificates_generatedcertificate") == ["honor"])
    #expect(signals.compactMap(\.certificate?.mode) == [.honor, .honor])
  }

  @Test("What does not exist cannot be revoked, and nothing is written or told", arguments: Revocation.allCases)
  func revokesNothing(_ revocation: Revocation) throws {
    #expect(throws: LMSError.self) { try campus.database.transaction { try revocation.apply($0, key, "nobody") } }
    #expect(throws: LMSError.self) { try campus.database.transaction { try revocation.apply($0, key, "zo\u{EB}") } }
    #expect(try campus.rows(Self.history).count == 1)
    #expect(signals.isEmpty)
  }

  @Test("A date override leaves the certificate alone, keeps its history, and tells of the certificate's change")
  func overrides() throws {
    let date = try #require(UTCTime("2026-07-01"))
    func save(_ date: UTCTime, _ reason: String) throws {
      try campus.database.transaction {
        try $0.saveDateOverride(
          username: "ada",
          courseRunKey: key,
          date: date,
          reason: reason,
          overriddenBy: "zo\u{EB}"
        )
      }
    }
    try save(date, "moved")
    campus.clock.advance(seconds: 60)
    try save(date.adding(seconds: 86_400), "again")
    #expect(
      try campus.rows(
        "SELECT created, modified, date, reason, overridden_by_id FROM certificates_certificatedateoverride"
      ) == ["2026-06-17 10:10:52.572000|2026-06-17 10:11:52.572000|2026-07-02 00:00:00|again|12"]
    )
    campus.clock.advance(seconds: 60)
    let deleted = try campus.database.transaction {
      try $0.deleteDateOverride(username: "ada", courseRunKey: key)
    }
    #expect(deleted)
    #expect(try campus.count("certificates_certificatedateoverride") == 0)
    #expect(
      try campus.rows(Self.overrideHistory) == [
        "+|2026-07-01 00:00:00|moved|1|12|2026-06-17 10:10:52.572000",
        "~|2026-07-02 00:00:00|again|1|12|2026-06-17 10:11:52.572000",
        "-|2026-07-02 00:00:00|again|1|12|2026-06-17 10:12:52.572000",
      ]
    )
    #expect(signals.map(\.name) == ["changed", "changed", "changed"])
    #expect(signals.allSatisfy { $0.certificate?.status == .downloadable && $0.certificate?.mode == .verified })
    #expect(
      try campus.rows("SELECT modified_date FROM certificates_generatedcertificate") == ["2026-06-17 10:09:52.572000"]
    )
    #expect(try campus.rows(Self.history).count == 1, "an override is no save of the certificate")
  }

  @Test("Deleting an override that is not there writes nothing and tells nobody")
  func deletesNoOverride() throws {
    let deleted = try campus.database.transaction {
      try $0.deleteDateOverride(username: "ada", courseRunKey: key)
    }
    #expect(!deleted)
    #expect(try campus.count("certificates_historicalcertificatedateoverride") == 0)
    #expect(signals.isEmpty)
  }

  @Test("A deleted certificate takes its override with it, leaves history of both, and tells nobody")
  func deletes() throws {
    let date = try #require(UTCTime("2026-07-01"))
    try campus.database.transaction {
      try $0.saveDateOverride(username: "ada", courseRunKey: key, date: date, reason: "", overriddenBy: "ada")
    }
    try campus.database.transaction { try $0.deleteCertificate(username: "ada", courseRunKey: key) }
    #expect(try campus.count("certificates_generatedcertificate") == 0)
    #expect(try campus.count("certificates_certificatedateoverride") == 0)
    #expect(try campus.rows(Self.history).map { $0.prefix(1) } == ["+", "-"])
    #expect(try campus.rows(Self.overrideHistory).map { $0.prefix(1) } == ["+", "-"])
    #expect(signals.map(\.name) == ["changed"], "only the override's save")
  }

  @Test("A grade is saved and told; the first time of passing is kept when it falls")
  func grades() throws {
    func save(_ percent: Double, _ letter: String) throws {
      try campus.database.transaction {
        try $0.saveGrade(username: "ada", courseRunKey: key, percent: percent, letter: letter)
      }
      campus.clock.advance(seconds: 60)
    }
    let row =
      "SELECT created, modified, percent_grade, letter_grade, passed_timestamp FROM grades_persistentcoursegrade"
    try save(0.2, "")
    #expect(try campus.rows(row) == ["2026-06-17 10:10:52.572000|2026-06-17 10:10:52.572000|0.2||NULL"])
    try save(0.8, "B")
    try save(0.9, "A")
    try save(0.1, "")
    #expect(
      try campus.rows(row) == [
        "2026-06-17 10:10:52.572000|2026-06-17 10:13:52.572000|0.1||2026-06-17 10:11:52.572000"
      ]
    )
    #expect(signals == Array(repeating: .gradeChanged(username: "ada", courseRunKey: Campus.run), count: 4))
  }

  @Test("A grade is told by the spelling of its row, of which there is one whatever the case")
  func gradeSpelling() throws {
    let other = try CourseKey("course-v1:edx+demox+2020")
    try campus.database.transaction {
      try $0.saveGrade(username: "ada", courseRunKey: key, percent: 0.5, letter: "C")
      try $0.saveGrade(username: "ada", courseRunKey: other, percent: 0.6, letter: "C")
    }
    #expect(try campus.count("grades_persistentcoursegrade") == 1)
    #expect(signals == Array(repeating: .gradeChanged(username: "ada", courseRunKey: Campus.run), count: 2))
  }

  @Test("A cause that is rolled back leaves no row, no history and no passing time")
  func rollsBack() throws {
    #expect(throws: Refusal()) {
      try campus.database.transaction { transaction in
        try transaction.invalidate(username: "ada", courseRunKey: key)
        try transaction.saveGrade(username: "ada", courseRunKey: key, percent: 1, letter: "A")
        try transaction.deleteCertificate(username: "ada", courseRunKey: key)
        throw Refusal()
      }
    }
    #expect(try campus.rows("SELECT status FROM certificates_generatedcertificate") == ["downloadable"])
    #expect(try campus.rows(Self.history).count == 1)
    #expect(try campus.count("grades_persistentcoursegrade") == 0)
  }
}
