import DatabaseFile
import GRDB
import LMS
import OpenEdX
import TestSupport
import Testing

@Suite("Saving a certificate")
struct SavingTests {
  static let columns = """
    id, user_id, course_id, status, mode, grade, name, created_date, modified_date, key, distinction, download_uuid,
    download_url, error_reason
    """
  static let row = "SELECT \(columns) FROM certificates_generatedcertificate ORDER BY id"
  static let history =
    "SELECT history_type, history_date, \(columns) FROM certificates_historicalgeneratedcertificate ORDER BY history_id"
  static let first = "2026-06-17 10:09:52.572000"
  static let second = "2026-06-17 10:10:52.572000"

  @Test("The first save writes the row and one history row that is marked as new")
  func firstSave() throws {
    let campus = try Campus()
    let saved = try campus.save()
    let values = "1|11|\(Campus.run)|downloadable|verified|0.85|Ada Lovelace|\(Self.first)|\(Self.first)||0|||"
    #expect(try campus.rows(Self.row) == [values])
    #expect(try campus.rows(Self.history) == ["+|\(Self.first)|\(values)"])
    #expect(saved.id == 1)
    #expect(saved.userID == 11)
    #expect(saved.username == "ada")
    #expect(saved.courseRunKey == Campus.run)
    #expect(saved.status == .downloadable)
    #expect(saved.mode == .verified)
    #expect(saved.grade == "0.85")
    #expect(saved.created == Campus.start)
    #expect(saved.modified == Campus.start)
  }

  @Test("The next save changes the row and adds a history row that is marked as changed")
  func secondSave() throws {
    let campus = try Campus()
    let before = try campus.save()
    campus.clock.advance(seconds: 60)
    let after = try campus.save("ada", Campus.run, .notPassing, mode: .honor, grade: "")
    let values = "1|11|\(Campus.run)|notpassing|honor||Ada Lovelace|\(Self.first)|\(Self.second)||0|||"
    #expect(try campus.rows(Self.row) == [values])
    #expect(try campus.rows(Self.history).last == "~|\(Self.second)|\(values)")
    #expect(
      try campus.rows("SELECT history_type FROM certificates_historicalgeneratedcertificate ORDER BY history_id") == [
        "+", "~",
      ]
    )
    #expect(after.id == before.id)
    #expect(after.verifyUUID == before.verifyUUID)
    #expect(after.created == before.created)
    #expect(after.modified == Campus.start.adding(seconds: 60))
    #expect(after.status == .notPassing)
  }

  @Test("The next save writes the name anew and clears what an older download left")
  func rewritesNameAndDownload() throws {
    let campus = try Campus()
    try campus.save()
    try campus.execute(
      "UPDATE certificates_generatedcertificate SET name = 'Old', key = 'k', download_url = 'u', error_reason = 'e'"
    )
    try campus.save()
    let row = "SELECT name, key, download_url, error_reason FROM certificates_generatedcertificate"
    #expect(try campus.rows(row) == ["Ada Lovelace|||"])
  }

  @Test("A save that changes nothing is a save: it is stamped and kept in the history")
  func sameSave() throws {
    let campus = try Campus()
    try campus.save()
    campus.clock.advance(seconds: 60)
    try campus.save()
    #expect(try campus.rows("SELECT modified_date FROM certificates_generatedcertificate") == [Self.second])
    #expect(try campus.count("certificates_historicalgeneratedcertificate") == 2)
  }

  @Test("A new row gets 32 hexadecimal digits, another for each, the same in its history")
  func verifyUUID() throws {
    let campus = try Campus()
    let uuids = [try campus.save("ada").verifyUUID, try campus.save("zo\u{EB}").verifyUUID]
    #expect(Set(uuids).count == 2)
    for uuid in uuids { #expect(uuid.wholeMatch(of: /[0-9a-f]{32}/) != nil) }
    #expect(try campus.rows("SELECT verify_uuid FROM certificates_generatedcertificate ORDER BY id") == uuids)
    #expect(
      try campus.rows("SELECT verify_uuid FROM certificates_historicalgeneratedcertificate ORDER BY history_id")
        == uuids
    )
  }

  @Test("A row that was there keeps its uuid and its creation, and gets the name of today")
  func foreignRow() throws {
    let campus = try Campus()
    try campus.execute(
      """
      INSERT INTO certificates_generatedcertificate
        (user_id, course_id, verify_uuid, status, mode, name, created_date, modified_date, distinction, error_reason)
      VALUES (11, ?, 'abc', 'error', 'honor', 'A. L.', '2019-01-02 03:04:05', '2019-01-02 03:04:05', 1, 'it broke')
      """,
      [Campus.run]
    )
    let saved = try campus.save()
    #expect(saved.verifyUUID == "abc")
    #expect(saved.created == UTCTime("2019-01-02 03:04:05"))
    #expect(
      try campus.rows(Self.row) == [
        "1|11|\(Campus.run)|downloadable|verified|0.85|Ada Lovelace|2019-01-02 03:04:05|\(Self.first)||1|||"
      ]
    )
    #expect(try campus.rows("SELECT history_type FROM certificates_historicalgeneratedcertificate") == ["~"])
  }

  @Test("Without a profile the name is empty")
  func withoutProfile() throws {
    let campus = try Campus()
    try campus.save("zo\u{EB}")
    #expect(try campus.rows("SELECT name FROM certificates_generatedcertificate") == [""])
  }

  @Test("Each learner and each run has a row of its own")
  func ownRows() throws {
    let campus = try Campus()
    try campus.save("ada")
    try campus.save("zo\u{EB}")
    try campus.save("ada", "course-v1:edX+DemoX+2021")
    try campus.save("ada", "edX/DemoX/2020")
    #expect(
      try campus.rows("SELECT user_id, course_id FROM certificates_generatedcertificate ORDER BY id") == [
        "11|\(Campus.run)", "12|\(Campus.run)", "11|course-v1:edX+DemoX+2021", "11|edX/DemoX/2020",
      ]
    )
  }

  @Test("The column holds the key without branch and version")
  func storedKey() throws {
    let campus = try Campus()
    let saved = try campus.save("ada", Campus.run + "+branch@draft+version@519665f6223ebd6980884f2b")
    #expect(saved.courseRunKey == Campus.run)
    #expect(try campus.rows("SELECT course_id FROM certificates_generatedcertificate") == [Campus.run])
  }

  @Test(
    "A row that spells the key with other capitals is the one that is saved, as MySQL finds it, and keeps its spelling"
  )
  func otherCapitals() throws {
    let campus = try Campus()
    let spelled = "course-v1:EDX+demox+2020"
    try campus.save("ada", spelled)
    let saved = try campus.save("ada", Campus.run, .notPassing)
    #expect(saved.courseRunKey == spelled)
    #expect(
      try campus.rows("SELECT course_id, status FROM certificates_generatedcertificate") == ["\(spelled)|notpassing"]
    )
    #expect(campus.receiver.signals.last?.certificate?.courseRunKey == spelled)
  }

  @Test(
    "A name that no user has in exactly this spelling is unknown, and nothing is written",
    arguments: ["grace", "Ada", "ADA", "ada ", "", "zoe", "zoe\u{308}"]
  )
  func unknownUser(_ username: String) throws {
    let campus = try Campus()
    let error = try #require(throws: LMSError.self) { try campus.save(username) }
    #expect(error.code == .unknownUser)
    #expect(error.description.contains("“\(username)”"))
    #expect(try campus.count("certificates_generatedcertificate") == 0)
    #expect(try campus.count("certificates_historicalgeneratedcertificate") == 0)
    #expect(campus.receiver.signals.isEmpty)
  }
}
