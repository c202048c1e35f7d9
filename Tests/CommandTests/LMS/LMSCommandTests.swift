import DatabaseFile
import Foundation
import GRDB
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@testable import Console

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `Saving as the LMS does` {
  private static let learner = "paid_learner"

  private func lms(_ stage: SyncStage, _ arguments: String...) throws -> FinishedProcess {
    try Command.run(arguments: ["lms"] + arguments + ["--deployment", stage.folder], in: stage.repository.path)
  }

  /// When the award of the lost row was made, and when the transaction of its certificate began.
  private func times(_ stage: SyncStage) throws -> (saved: UTCTime, awarded: UTCTime?) {
    let lms = try DatabaseQueue(path: stage.folder + "/lms.sqlite")
    let credentials = try DatabaseQueue(path: stage.folder + "/credentials.sqlite")
    defer { for queue in [lms, credentials] { try? queue.close() } }
    let saved = try lms.read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT modified_date FROM certificates_generatedcertificate c JOIN auth_user u ON u.id = c.user_id
          WHERE u.username = ? AND c.course_id = ?
          """,
        arguments: [Self.learner, SyncStage.run]
      )
    }
    let awarded = try credentials.read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT u.created FROM credentials_usercredential u
          JOIN django_content_type t ON t.id = u.credential_content_type_id AND t.model = 'coursecertificate'
          JOIN credentials_coursecertificate c ON c.id = u.credential_id
          WHERE u.username = ? AND c.course_id = ? AND u.status = 'awarded'
          """,
        arguments: [Self.learner, SyncStage.run]
      )
    }
    return (try #require(saved.flatMap { UTCTime($0) }), awarded.flatMap { UTCTime($0) })
  }

  @Test func `an engine in another process posts after the commit and not before`() throws {
    let stage = try SyncStage()
    let engine = try SyncProcess("--status-interval", "0", in: stage.folder)
    try engine.line(with: "nothing leaves this machine")
    let hold = 0.7
    let saved = try lms(stage, "save-certificate", Self.learner, SyncStage.run, "--hold", "\(hold)")
    #expect(saved.status == 0, "\(saved.errors)")
    #expect(
      saved.output.contains("stays open for 0.7 s") && saved.output.contains("Committed: certificate of paid_learner")
    )
    try engine.line(with: "Awarded a course certificate to user \(Self.learner) in course run \(SyncStage.run)")
    engine.signal(SIGTERM)
    #expect(try engine.exit() == 0)
    let times = try times(stage)
    let awarded = try #require(times.awarded)
    #expect(Double(awarded.microseconds - times.saved.microseconds) / 1_000_000 >= hold)
  }

  @Test func `nothing is saved, enqueued or posted after a rollback`() throws {
    let stage = try SyncStage()
    let before = try times(stage)
    let result = try lms(stage, "save-certificate", Self.learner, SyncStage.run, "--rollback", "--hold", "0.01")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Rolled back: certificate of paid_learner"))
    #expect(try stage.sync("--once").status == 0)
    let after = try times(stage)
    #expect(after.saved == before.saved && after.awarded == nil)
    #expect(try stage.states().isEmpty)
  }

  @Test func `the palette of the terminal UI offers exactly its subcommands`() throws {
    let help = try Command.run("lms", "--help", in: "/").output.split(separator: "\n").map(String.init)
    let listed = help.drop { $0 != "LMS SUBCOMMANDS:" && $0 != "SUBCOMMANDS:" }.dropFirst()
    let names = listed.compactMap { $0.firstMatch(of: /^  ([a-z-]+) +[A-Z]/).map { String($0.1) } }
    #expect(LMSLine.commands.map(\.name) == names)
  }

  @Test func `each command saves and enqueues what the LMS would`() throws {
    let stage = try SyncStage()
    let run = "course-v1:HelixTech+PC104+2026_T1"
    let steps: [([String], String)] = [
      (["date-override", Self.learner, run, "2026-06-01", "--reason", "a mistake"], "date override of paid_learner"),
      (["delete-override", Self.learner, run], "date override taken away"),
      (
        ["publish-course", run, "--instructor-paced", "--display", "end_with_date", "--available-date", "2027-01-01"],
        "instructor-paced, end_with_date, available from 2027-01-01"
      ),
      (["publish-course", run, "--available-date", "none"], "instructor-paced, end, no available date"),
      (["save-grade", Self.learner, run, "0.91", "--letter", "A"], "grade of paid_learner"),
      (["mark-not-passing", Self.learner, run, "--grade", "0.2"], "notpassing, verified"),
      (["mark-unverified", Self.learner, run], "unverified, verified"),
      (["invalidate", Self.learner, run], "unavailable, verified"),
    ]
    for (words, text) in steps {
      let result = try Command.run(
        arguments: ["lms"] + words + ["--deployment", stage.folder],
        in: stage.repository.path
      )
      #expect(result.status == 0, "\(words): \(result.errors)")
      #expect(result.output.contains(text), "\(result.output)")
    }
    let queue = try DatabaseQueue(path: stage.folder + "/lms.sqlite")
    defer { try? queue.close() }
    let kinds = try queue.read { try String.fetchSet($0, sql: "SELECT DISTINCT kind FROM sync_task") }
    #expect(
      kinds == [
        "award_course_certificate", "update_certificate_available_date_on_course_update",
        "send_grade_to_credentials", "revoke_program_certificates",
      ]
    )
  }

  @Test func `what the LMS does not know is named`() throws {
    let stage = try SyncStage()
    let nobody = try lms(stage, "save-certificate", "nobody_at_all", SyncStage.run)
    #expect(nobody.status == 1 && nobody.errors.contains("nobody_at_all"))
    let run = try lms(stage, "publish-course", "course-v1:No+Such+Run", "--self-paced")
    #expect(run.status == 1 && run.errors.contains("no course overview of course-v1:No+Such+Run"))
    let key = try lms(stage, "invalidate", Self.learner, "not a key")
    #expect(key.status == 64, "\(key.errors)")
    #expect(try stage.states().isEmpty)
  }

  @Test func `a copy of a site and a folder with a configured site are refused`() throws {
    let stage = try SyncStage()
    let before = try times(stage)
    let configured = try FinishedProcess(
      ["lms", "invalidate", Self.learner, SyncStage.run, "--deployment", stage.folder],
      environment: [
        "LEARNER_RECORDS_CREDENTIALS_URL": "https://credentials.invalid", "HOME": stage.repository.path,
        "LEARNER_RECORDS_TOKEN_VALUE": SiteStage.token,
      ]
    )
    #expect(configured.status == 1 && configured.errors.contains("name a Credentials site"), "\(configured.errors)")
    let side = SideOrigin(
      method: .dump,
      source: "backup.sql",
      database: "openedx",
      server: nil,
      snapshot: nil,
      taken: .now
    )
    for name in ["lms.sqlite", "credentials.sqlite"] {
      try stage.write(name) { db in
        try SyncOrigin(lms: side, credentials: side, pair: "one").write(db)
      }
    }
    let copy = try lms(stage, "invalidate", Self.learner, SyncStage.run)
    #expect(copy.status == 1 && copy.errors.contains("is a copy of a site (backup.sql)"), "\(copy.errors)")
    let after = try times(stage)
    #expect(after.saved == before.saved)
  }
}
