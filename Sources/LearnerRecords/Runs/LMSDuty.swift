import DatabaseFile
import GRDB
import OpenEdX

/// Why the LMS owes a learner a certificate, and what would make it refuse one.
package struct LMSDuty: Sendable {
  /// An active invalidation of the certificate.
  package struct Invalidation: Sendable {
    /// Who made it; empty when the LMS does not say.
    package let by: String
    /// When, UTC as the database writes it.
    package let createdText: String
    /// What was noted; may be empty.
    package let notes: String
  }

  /// The course grade; nil when the copy has none.
  package let grade: SendGrade.Grade?
  /// Since when it has been passing for the first time, UTC as the database writes it; nil when it never was.
  let passedText: String?
  /// The mode of the active enrolment; nil for none.
  package let mode: CourseMode?
  /// The active invalidations.
  package let invalidations: [Invalidation]
  /// Whether the run's course overview says that web certificates are off; nil when the copy does not say.
  let hasWebCertificates: Bool?
}

extension RecordReader {
  /// What the LMS knows of the learner in the run.
  func lmsDuty(userID: Int64, _ run: CourseRunFacts, certificate: Int64?) throws -> LMSDuty {
    var passedText: String?
    var mode: CourseMode?
    if owedTables.hasGrades {
      passedText = try StoredRow.fetchOne(
        db,
        sql: "SELECT passed_timestamp FROM main.grades_persistentcoursegrade WHERE user_id = ? AND course_id = ?",
        arguments: [userID, run.key]
      )?.timeText(0)
      let enrolment = try StoredRow.fetchOne(
        db,
        sql: "SELECT mode, is_active FROM main.student_courseenrollment WHERE user_id = ? AND course_id = ?",
        arguments: [userID, run.key]
      )
      if let enrolment, try enrolment.flag(1) { mode = try enrolment.textOrNil(0).map { CourseMode(rawValue: $0) } }
    }
    return LMSDuty(
      grade: owedTables.hasGrades ? try grade(userID: userID, run.key) : nil,
      passedText: passedText,
      mode: mode,
      invalidations: try certificate.map { try invalidations(of: $0) } ?? [],
      hasWebCertificates: try hasWebCertificates(run)
    )
  }

  private func invalidations(of certificate: Int64) throws -> [LMSDuty.Invalidation] {
    guard owedTables.hasInvalidations else { return [] }
    return try StoredRow.fetchAll(
      db,
      sql: """
        SELECT u.username, i.created, i.notes, i.active FROM main.certificates_certificateinvalidation i
        LEFT JOIN main.auth_user u ON u.id = i.invalidated_by_id
        WHERE i.generated_certificate_id = ? ORDER BY i.id
        """,
      arguments: [certificate]
    ).compactMap {
      guard try $0.flag(3) else { return nil }
      return try LMSDuty.Invalidation(by: $0.text(0), createdText: $0.timeText(1) ?? "", notes: $0.text(2))
    }
  }

  private func hasWebCertificates(_ run: CourseRunFacts) throws -> Bool? {
    let table = "course_overviews_courseoverview"
    guard try db.columns(in: table, in: "main").contains(where: { $0.name == "cert_html_view_enabled" }) else {
      return nil
    }
    return try StoredRow.fetchOne(
      db,
      sql: "SELECT cert_html_view_enabled FROM main.\(table) WHERE id = ?",
      arguments: [run.key]
    )?.flag(0)
  }
}

extension RunRecord {
  /// What the LMS owes, and what would make it refuse, a line each.
  var dutyLines: [String] {
    guard let duty else { return [] }
    var lines: [String] = []
    if facts.standing.isPassing {
      let grade = duty.grade.map { "\($0.percent), letter “\($0.letter)”" } ?? "passing"
      let since = duty.passedText.map { ", first passed \(Self.shown($0))" } ?? ""
      let mode = duty.mode.map { "enrolled as \($0.rawValue)" } ?? "not enrolled"
      lines.append("LMS: the course grade is \(grade)\(since); \(mode).")
    }
    if facts.standing.isException { lines.append("LMS: the learner is on the run's list of exceptions.") }
    lines += duty.invalidations.map { invalidation in
      let by = invalidation.by.isEmpty ? "" : " by “\(invalidation.by)”"
      let notes = invalidation.notes.isEmpty ? "" : ": “\(invalidation.notes)”"
      return "LMS: the certificate was invalidated\(by) at \(Self.shown(invalidation.createdText))\(notes)."
    }
    return lines + refusals(duty)
  }

  /// What the LMS would refuse a certificate for, as far as the copy shows it.
  private func refusals(_ duty: LMSDuty) -> [String] {
    var reasons: [String] = []
    if !facts.hasOverview { reasons.append("it has no course overview of the run") }
    if duty.hasWebCertificates == false { reasons.append("web certificates are off for the run") }
    if courseRun.utf8.starts(with: "ccx-v1:".utf8) { reasons.append("it generates none for a CCX run") }
    return reasons.map { "LMS: would refuse to generate a certificate, because \($0)." }
  }
}
