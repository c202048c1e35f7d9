import CertificateSync
import Foundation
import OpenEdX

/// The row writes of ``AwardedByEngine`` through SQLite's C interface, by a program that reads and decides nothing.
///
/// It knows all ids beforehand. For each certificate: one transaction on the LMS with the certificate, its history row
/// and two tasks; one on Credentials with the award. For each four tasks, which is what the engine has in flight: one
/// transaction on the LMS that ends the four before and claims the next four. The tables are the same ones, with their
/// indexes and triggers, and each commit is synced (WAL, `synchronous=FULL`).
struct AwardedByBareSQLite {
  private static let inFlight = 4
  private let lms: BareConnection
  private let credentials: BareConnection
  private let certificate: BareStatement
  private let history: BareStatement
  private let task: BareStatement
  private let claim: BareStatement
  private let end: BareStatement
  private let award: BareStatement

  static func run(_ deployment: EngineDeployment, certificates: Int) async throws -> AwardTimes {
    let writer = try AwardedByBareSQLite(deployment)
    return try await AwardTimes {
      for number in 0..<certificates { try writer.save(number) }
    } award: {
      try writer.awardAll(certificates)
    }
  }

  private func awardAll(_ certificates: Int) throws {
    let tasks = certificates * 2
    var running = 0..<0
    repeat {
      let next = running.upperBound..<min(running.upperBound + Self.inFlight, tasks)
      try turn(ending: running, claiming: next)
      for task in next where task % 2 == 0 { try award(task / 2) }
      running = next
    } while !running.isEmpty
  }

  private init(_ deployment: EngineDeployment) throws {
    lms = try BareConnection(path: deployment.lmsPath)
    credentials = try BareConnection(path: deployment.credentialsPath)
    certificate = try lms.prepare(
      """
      INSERT INTO certificates_generatedcertificate
        (user_id, course_id, verify_uuid, status, mode, grade, name, created_date, modified_date,
         key, distinction, download_uuid, download_url, error_reason)
      VALUES (?1, ?2, ?3, 'downloadable', 'verified', '0.9', ?4, ?5, ?5, '', 0, '', '', '')
      """
    )
    history = try lms.prepare(
      """
      INSERT INTO certificates_historicalgeneratedcertificate
        (id, user_id, course_id, verify_uuid, status, mode, grade, name, created_date, modified_date,
         key, distinction, download_uuid, download_url, error_reason, history_date, history_type)
      VALUES (?1, ?2, ?3, ?4, 'downloadable', 'verified', '0.9', ?5, ?6, ?6, '', 0, '', '', '', ?6, '+')
      """
    )
    task = try lms.prepare(
      """
      INSERT INTO sync_task (key, kind, username, course_run_key, origin, priority, state, created, not_before)
      VALUES (?1, ?2, ?3, nullif(?4, ''), 'live', 0, 'queued', ?5, ?5)
      """
    )
    claim = try lms.prepare(
      """
      UPDATE sync_task SET state = 'running', attempts = 1, claims = 1, started = ?2, lease_owner = 'bare 1 1',
        lease_until = ?2
      WHERE id = ?1
      """
    )
    end = try lms.prepare(
      """
      UPDATE sync_task SET state = ?2, message = ?3, finished = ?4, lease_owner = NULL, lease_until = NULL WHERE id = ?1
      """
    )
    award = try credentials.prepare(
      """
      INSERT INTO credentials_usercredential
        (created, modified, username, status, uuid, credential_content_type_id, credential_id)
      VALUES (?1, ?1, ?2, 'awarded', ?3, (SELECT id FROM django_content_type WHERE model = 'coursecertificate'), ?4)
      """
    )
  }

  private func save(_ number: Int) throws {
    let time = UTCTime.now
    let (name, run) = (EngineDeployment.username(number), EngineDeployment.runKey(number))
    let (uuid, fullName) = (Self.hex(), EngineDeployment.fullName(number))
    let user = Int64(number + 1)
    try lms.execute("BEGIN IMMEDIATE")
    try certificate.run(
      .integer(user),
      .text(run),
      .text(uuid),
      .text(fullName),
      .text(time.databaseText)
    )
    try history.run(
      .integer(lms.lastRow),
      .integer(user),
      .text(run),
      .text(uuid),
      .text(fullName),
      .text(time.databaseText)
    )
    let now = BareValue.integer(time.microseconds)
    try task.run(.text("award-course/\(name)/\(run)"), .text("award_course_certificate"), .text(name), .text(run), now)
    try task.run(.text("award-programs/\(name)"), .text("award_program_certificates"), .text(name), .text(""), now)
    try lms.execute("COMMIT")
  }

  private func turn(ending ended: Range<Int>, claiming claimed: Range<Int>) throws {
    let now = BareValue.integer(UTCTime.now.microseconds)
    try lms.execute("BEGIN IMMEDIATE")
    for task in ended {
      let (name, run) = (EngineDeployment.username(task / 2), EngineDeployment.runKey(task / 2))
      let isAward = task % 2 == 0
      let message =
        isAward
        ? "Awarded a course certificate to user \(name) in course run \(run)"
        : "user \(name) has not completed any program yet"
      try end.run(.integer(Int64(task + 1)), .text(isAward ? "done" : "skipped"), .text(message), now)
    }
    for task in claimed { try claim.run(.integer(Int64(task + 1)), now) }
    try lms.execute("COMMIT")
  }

  private func award(_ number: Int) throws {
    let run = GeneratedCatalog().runID(
      program: number % 5,
      course: number / 5 % GeneratedCatalog.coursesPerProgram,
      run: 0
    )
    try credentials.execute("BEGIN IMMEDIATE")
    try award.run(
      .text(UTCTime.now.databaseText),
      .text(EngineDeployment.username(number)),
      .text(Self.hex()),
      .integer(run)
    )
    try credentials.execute("COMMIT")
  }

  private static func hex() -> String {
    UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
  }
}
