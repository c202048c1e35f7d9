import Credentials
import GRDB
import LMS
import OpenEdX
import Testing

@testable import CertificateSync

@Suite("The tasks about dates and grades")
struct TaskRunTests {
  static let date = TaskRequest.updateCertificateAvailableDate(courseRunKey: TaskStage.first)
  static let grade = TaskRequest.sendGrade(username: "ada", courseRunKey: TaskStage.first)

  private func run(_ stage: TaskStage, _ request: TaskRequest) async -> TaskOutcome {
    await TaskWorker(lms: stage.lms, credentials: CredentialsConnection(stage.service)).run(request)
  }

  private func addMode(_ stage: TaskStage, _ slug: String, currency: String = "usd") throws {
    try stage.execute(
      "INSERT INTO course_modes_coursemode (course_id, mode_slug, currency) VALUES (?, ?, ?)",
      [TaskStage.first, slug, currency]
    )
  }

  private func set(_ stage: TaskStage, _ assignments: String) throws {
    try stage.execute("UPDATE course_overviews_courseoverview SET \(assignments) WHERE id = ?", [TaskStage.first])
  }

  @Test(
    "The date that counts is posted for the run's one certificate mode, and an empty one as no date",
    arguments: [
      ("certificates_display_behavior = 'early_no_info', certificate_available_date = '2026-07-01 00:00:00'", nil),
      ("certificates_display_behavior = 'end', \"end\" = '2026-07-01 00:00:00'", "2026-07-01T00:00:00+00:00"),
      ("certificates_display_behavior = 'end', \"end\" = NULL", nil),
      ("certificates_display_behavior = 'end_with_date', certificate_available_date = NULL", nil),
      (
        "certificates_display_behavior = 'end_with_date', certificate_available_date = '2026-07-02 03:04:05'",
        "2026-07-02T03:04:05+00:00"
      ),
      (
        "self_paced = 1, certificates_display_behavior = 'end_with_date', certificate_available_date = '2026-07-02'",
        nil
      ),
    ] as [(String, String?)]
  )
  func postsDate(_ assignments: String, _ expected: String?) async throws {
    let stage = try TaskStage()
    try addMode(stage, "verified")
    try addMode(stage, "audit")
    try set(stage, assignments)
    guard case .done = await run(stage, Self.date) else { return #expect(Bool(false)) }
    #expect(
      stage.bodies == [
        [
          "course_id": .string(TaskStage.first), "certificate_type": "verified",
          "certificate_available_date": expected.map { .string($0) } ?? nil, "is_active": true,
        ]
      ]
    )
    let stored = try stage.texts(
      stage.credentials.file,
      "SELECT coalesce(certificate_available_date, 'none') FROM credentials_coursecertificate"
    )
    #expect(stored == [expected.flatMap { UTCTime($0) }?.databaseText ?? "none"])
  }

  @Test(
    "A run without exactly one certificate mode is left alone",
    arguments: [[], ["audit"], ["verified", "honor"], ["verified usd", "verified eur"]]
  )
  func needsOneMode(_ modes: [String]) async throws {
    let stage = try TaskStage()
    for mode in modes {
      let parts = mode.split(separator: " ").map(String.init)
      try addMode(stage, parts[0], currency: parts.count > 1 ? parts[1] : "usd")
    }
    let count = modes.count == 2 ? 2 : 0
    #expect(
      await run(stage, Self.date)
        == .skipped("course run \(TaskStage.first) has \(count) certificate modes, and exactly one is needed")
    )
  }

  @Test("The date's other steps: Credentials use, the key, the overview, a behaviour that the LMS knows")
  func dateSteps() async throws {
    let shut = try TaskStage(issuance: false)
    guard case .retry = await run(shut, Self.date) else { return #expect(Bool(false)) }
    let stage = try TaskStage()
    try addMode(stage, "verified")
    guard case .skipped(let key) = await run(stage, .updateCertificateAvailableDate(courseRunKey: "x")) else {
      return #expect(Bool(false))
    }
    #expect(key.contains("is not a course key"))
    let none = "course-v1:edX+None+2026"
    #expect(
      await run(stage, .updateCertificateAvailableDate(courseRunKey: none))
        == .skipped("the LMS has no course overview of \(none)")
    )
    try set(stage, "certificates_display_behavior = 'odd'")
    #expect(
      await run(stage, Self.date)
        == .skipped("the display behavior “odd” of \(TaskStage.first) is none that the LMS knows")
    )
    #expect(stage.bodies.isEmpty)
  }

  @Test("A refused date or grade ends as every refusal does", arguments: [date, grade])
  func refusals(_ request: TaskRequest) async throws {
    let stage = try TaskStage()
    try addMode(stage, "verified")
    try stage.save([TaskStage.first])
    try saveGrade(stage)
    for (number, status) in [400, 401, 429, 500].enumerated() { stage.service.answer(number, status) }
    stage.service.lose(4)
    #expect(await run(stage, request) == .dead("400 scripted"))
    #expect(await run(stage, request) == .pause("401 scripted"))
    #expect(await run(stage, request) == .retry("429 scripted", after: 60))
    #expect(await run(stage, request) == .retry("500 scripted", after: nil))
    #expect(
      await run(stage, request) == .retry("no answer from the Credentials service: scripted loss", after: nil)
    )
    guard case .done = await run(stage, request) else { return #expect(Bool(false)) }
  }

  private func saveGrade(_ stage: TaskStage, _ percent: Double = 0.84215, _ run: String = TaskStage.first) throws {
    let key = try CourseKey(run)
    try stage.change { try $0.saveGrade(username: "ada", courseRunKey: key, percent: percent, letter: "B") }
  }

  @Test("A grade is sent as it is when the task runs, rounded to what Credentials keeps")
  func sendsGrade() async throws {
    let stage = try TaskStage()
    try stage.save([TaskStage.first], .notPassing)
    try saveGrade(stage, 0.5)
    try saveGrade(stage)
    #expect(
      await run(stage, Self.grade)
        == .done("Sent grade for user ada in course run \(TaskStage.first) to Credentials")
    )
    #expect(
      stage.bodies == [
        [
          "username": "ada", "course_run": .string(TaskStage.first), "letter_grade": "B",
          "percent_grade": .number(0.8422), "verified": true,
          "lms_last_updated_at": "2026-06-17T10:09:52.572000+00:00",
        ]
      ]
    )
    #expect(
      try stage.texts(stage.credentials.file, "SELECT letter_grade || percent_grade || verified FROM records_usergrade")
        == ["B0.84221"]
    )
  }

  @Test("Each step of the grade gives its own reason")
  func gradeSteps() async throws {
    let shut = try TaskStage(issuance: false)
    guard case .retry = await run(shut, Self.grade) else { return #expect(Bool(false)) }
    let quiet = try TaskStage(records: false)
    #expect(await run(quiet, Self.grade) == .skipped("learner records are off for edX"))
    let stage = try TaskStage()
    func skip(_ username: String = "ada", _ run: String = TaskStage.first) async -> String {
      let outcome = await self.run(stage, .sendGrade(username: username, courseRunKey: run))
      guard case .skipped(let reason) = outcome else { return "\(outcome)" }
      return reason
    }
    #expect(await skip("ADA") == "user ADA does not exist in the LMS")
    #expect(await skip("ada", "x").contains("is not a course key"))
    #expect(await skip().contains("has no certificate in"))
    try stage.save([TaskStage.first], mode: .audit)
    #expect(await skip() == "mode “audit” of the certificate is not of interest to Credentials")
    for status in [CertificateStatus.generating, .unavailable, .unverified, .auditPassing] {
      try stage.save([TaskStage.first], status)
      #expect(
        await skip() == "status “\(status.rawValue)” of the certificate is not of interest to Credentials"
      )
    }
    try stage.save([TaskStage.first, TaskStage.alone])
    #expect(await skip() == "the LMS has no grade of user ada in \(TaskStage.first)")
    try saveGrade(stage, 0.5, TaskStage.alone)
    #expect(await skip("ada", TaskStage.alone) == "course run \(TaskStage.alone) is in no program")
    #expect(stage.bodies.isEmpty)
  }

  @Test("A task whose row names nobody is dead", arguments: TaskKind.allCases)
  func nameless(_ kind: TaskKind) async throws {
    let stage = try TaskStage()
    let outcome = await run(stage, TaskRequest(kind: kind, username: nil, courseRunKey: nil))
    #expect(outcome == .dead("the task's row names no learner or no course run"))
  }
}
