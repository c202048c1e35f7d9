import CertificateSync
import GRDB
import LMS
import OpenEdX
import Synchronization
import Testing

@testable import CertificateSync

@Suite("The tasks that causes enqueue")
struct CauseTaskTests {
  enum Cause: String, CaseIterable, Sendable {
    case savePassing, saveFailing, markNotPassing, invalidate, markUnverified, saveOverride, deleteOverride
    case deleteCertificate, moveDate, changePacing, moveDateAndPacing, publishUnchanged, saveGrade

    /// What it enqueues, in order, when all gates are open.
    var keys: [String] {
      let course = "award-course/ada/\(TaskStage.first)"
      switch self {
      case .savePassing: return [course, "award-programs/ada"]
      case .saveFailing, .saveOverride, .deleteOverride: return [course]
      case .markNotPassing, .invalidate, .markUnverified:
        return [course, "revoke-programs/ada/\(TaskStage.first)"]
      case .deleteCertificate, .publishUnchanged: return []
      case .moveDate, .changePacing, .moveDateAndPacing: return ["available-date/\(TaskStage.first)"]
      case .saveGrade: return ["send-grade/ada/\(TaskStage.first)"]
      }
    }

    func apply(_ transaction: LMSTransaction) throws {
      let key = try CourseKey(TaskStage.first)
      func save(_ status: CertificateStatus) throws {
        try transaction.saveCertificate(
          username: "ada",
          courseRunKey: key,
          values: CertificateValues(status: status, mode: .verified)
        )
      }
      func publish(_ behavior: CourseCertificateSettings.DisplayBehavior, selfPaced: Bool) throws {
        let settings = CourseCertificateSettings(
          isSelfPaced: selfPaced,
          displayBehavior: behavior,
          availableDate: nil,
          end: TaskStage.now
        )
        try transaction.publishCourse(key, settings: settings)
      }
      switch self {
      case .savePassing: try save(.generating)
      case .saveFailing: try save(.notPassing)
      case .markNotPassing: try transaction.markNotPassing(username: "ada", courseRunKey: key, grade: "0.2")
      case .invalidate: try transaction.invalidate(username: "ada", courseRunKey: key)
      case .markUnverified: try transaction.markUnverified(username: "ada", courseRunKey: key)
      case .saveOverride:
        try transaction.saveDateOverride(
          username: "ada",
          courseRunKey: key,
          date: TaskStage.now,
          reason: "",
          overriddenBy: "staff"
        )
      case .deleteOverride: try transaction.deleteDateOverride(username: "ada", courseRunKey: key)
      case .deleteCertificate: try transaction.deleteCertificate(username: "ada", courseRunKey: key)
      case .moveDate: try publish(.end, selfPaced: false)
      case .changePacing: try publish(.earlyNoInfo, selfPaced: true)
      case .moveDateAndPacing: try publish(.end, selfPaced: true)
      case .publishUnchanged: try publish(.earlyNoInfo, selfPaced: false)
      case .saveGrade: try transaction.saveGrade(username: "ada", courseRunKey: key, percent: 0.8, letter: "B")
      }
    }

    /// A stage on which the cause has something to change, with an empty queue.
    func stage(issuance: Bool = true, records: Bool = true) throws -> TaskStage {
      let stage = try TaskStage(issuance: issuance, records: records)
      try stage.save([TaskStage.first])
      try stage.change { try Cause.saveOverride.apply($0) }
      if self == .saveOverride { try stage.execute("DELETE FROM certificates_certificatedateoverride") }
      try stage.execute("DELETE FROM sync_task")
      return stage
    }
  }

  @Test("A cause enqueues exactly its tasks, live and due at once", arguments: Cause.allCases)
  func enqueues(_ cause: Cause) throws {
    let stage = try cause.stage()
    try stage.change { try cause.apply($0) }
    #expect(try stage.keys() == cause.keys)
    let rows = try stage.texts(stage.lms.file, "SELECT DISTINCT origin || state || not_before FROM sync_task")
    #expect(rows == (cause.keys.isEmpty ? [] : ["livequeued\(TaskStage.now.microseconds)"]))
  }

  @Test("A cause that is rolled back leaves no task", arguments: Cause.allCases)
  func rollsBack(_ cause: Cause) throws {
    struct Refusal: Error {}
    let stage = try cause.stage()
    #expect(throws: Refusal.self) {
      try stage.change {
        try cause.apply($0)
        throw Refusal()
      }
    }
    #expect(try stage.keys() == [])
  }

  @Test("Nobody else sees the task before the commit", arguments: Cause.allCases)
  func invisibleBeforeCommit(_ cause: Cause) throws {
    let stage = try cause.stage()
    try stage.change {
      try cause.apply($0)
      let inside = try String.fetchAll($0.db, sql: "SELECT key FROM sync_task ORDER BY id")
      #expect(inside == cause.keys)
      #expect(try stage.keys() == [])
    }
  }

  @Test("Without Credentials use nothing is enqueued", arguments: Cause.allCases)
  func issuanceGate(_ cause: Cause) throws {
    let stage = try cause.stage(issuance: false)
    try stage.change { try cause.apply($0) }
    #expect(try stage.keys() == [])
  }

  @Test("Without learner records of the org only certificates and grades are held back", arguments: Cause.allCases)
  func recordsGate(_ cause: Cause) throws {
    let stage = try cause.stage(records: false)
    try stage.change { try cause.apply($0) }
    let held = ["award-course", "send-grade"]
    #expect(try stage.keys() == cause.keys.filter { key in !held.contains { key.hasPrefix($0) } })
  }

  @Test("The gates are read in the open transaction: a switch thrown there counts")
  func gatesInTransaction() throws {
    let stage = try Cause.savePassing.stage()
    try stage.change {
      try $0.db.execute(
        sql: """
          INSERT INTO credentials_credentialsapiconfig (change_date, enabled, enable_learner_issuance)
          VALUES ('2027-01-01 00:00:00', 1, 0)
          """
      )
      try Cause.savePassing.apply($0)
    }
    #expect(try stage.keys() == [])
  }

  @Test("Causes of one key coalesce into one queued task")
  func coalesces() throws {
    let stage = try Cause.savePassing.stage()
    try stage.change {
      for cause in [Cause.saveOverride, .savePassing, .invalidate, .deleteOverride, .saveGrade, .saveGrade] {
        try cause.apply($0)
      }
    }
    #expect(
      Set(try stage.keys()) == [
        "award-course/ada/\(TaskStage.first)", "award-programs/ada", "revoke-programs/ada/\(TaskStage.first)",
        "send-grade/ada/\(TaskStage.first)",
      ]
    )
    #expect(try stage.keys().count == 4)
  }
}
