import GRDB
import LMS
import OpenEdX
import TestSupport

/// One change of the LMS, drawn by a seed, and what it may be followed by.
struct ModelCause {
  enum Kind: CaseIterable {
    case save, markNotPassing, invalidate, markUnverified, saveOverride, deleteOverride, publish, saveGrade
  }

  let kind: Kind
  let learner: String
  let run: String
  private let number: Int
  private let mode: CourseMode

  /// Most causes are saves, or no learner would ever complete a program.
  init(_ campus: ModelCampus, _ random: inout RandomDraw) {
    let isSave = Int.random(in: 0..<10, using: &random) < 5
    kind = isSave ? .save : Kind.allCases.randomElement(using: &random) ?? .save
    learner = campus.learners.randomElement(using: &random) ?? ""
    run = campus.runs.randomElement(using: &random) ?? ""
    number = Int.random(in: 0..<1000, using: &random)
    mode = campus.mode(learner, run)
  }

  var text: String { "\(kind) \(learner)/\(run) \(number)" }

  /// Carries it out.
  ///
  /// - Returns: the places to which one more post may follow, by <doc:SyncFlow#Signals>; none when there is nothing to
  ///   change.
  func apply(_ transaction: LMSTransaction, _ campus: ModelCampus) throws -> [String] {
    let (key, course) = (try CourseKey(run), "\(learner)/\(run)")
    let isThere = try hasCertificate(transaction)
    switch kind {
    case .save:
      let status = status(isThere)
      let values = CertificateValues(status: status, mode: mode)
      try transaction.saveCertificate(username: learner, courseRunKey: key, values: values)
      let isPassing = status == .downloadable || status == .generating
      return [course] + (isPassing ? campus.programPlaces(learner) : [])
    case .publish: return try publish(transaction, key)
    case .saveGrade:
      let percent = Double(number) / 1000
      let letter = number < 500 ? "" : "B"
      try transaction.saveGrade(username: learner, courseRunKey: key, percent: percent, letter: letter)
      return ["grade/\(course)"]
    default: break
    }
    guard isThere else { return [] }
    switch kind {
    case .markNotPassing: try transaction.markNotPassing(username: learner, courseRunKey: key, grade: "0.1")
    case .invalidate: try transaction.invalidate(username: learner, courseRunKey: key)
    case .markUnverified: try transaction.markUnverified(username: learner, courseRunKey: key)
    case .saveOverride:
      try transaction.saveDateOverride(
        username: learner,
        courseRunKey: key,
        date: Self.day(number),
        reason: "",
        overriddenBy: ModelCampus.staff
      )
      return [course]
    default: return try transaction.deleteDateOverride(username: learner, courseRunKey: key) ? [course] : []
    }
    return [course] + campus.programPlaces(learner, touching: run)
  }

  private func hasCertificate(_ transaction: LMSTransaction) throws -> Bool {
    try Bool.fetchOne(
      transaction.db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM certificates_generatedcertificate c JOIN auth_user u ON u.id = c.user_id
          WHERE username = ? AND course_id = ?)
        """,
      arguments: [learner, run]
    ) ?? false
  }

  /// A certificate is never saved from a passing status to a failing one but by the revoke path
  /// (<doc:CertificatesAndModes#Statuses>).
  private func status(_ isThere: Bool) -> CertificateStatus {
    if mode == .audit { return number % 2 == 0 ? .auditPassing : .auditNotPassing }
    if !isThere, number % 5 == 0 { return .unverified }
    return number % 4 == 0 ? .generating : .downloadable
  }

  private func publish(_ transaction: LMSTransaction, _ key: CourseKey) throws -> [String] {
    let behaviors: [CourseCertificateSettings.DisplayBehavior] = [.end, .endWithDate, .earlyNoInfo]
    let settings = CourseCertificateSettings(
      isSelfPaced: number % 5 == 0,
      displayBehavior: behaviors[number % 3],
      availableDate: number % 2 == 0 ? Self.day(number) : nil,
      end: number % 7 == 0 ? nil : Self.day(number / 2)
    )
    let before = try row(transaction)
    try transaction.publishCourse(key, settings: settings)
    return try row(transaction) == before ? [] : ["date/\(run)"]
  }

  private func row(_ transaction: LMSTransaction) throws -> String? {
    try String.fetchOne(
      transaction.db,
      sql: """
        SELECT json_array(self_paced, certificates_display_behavior, certificate_available_date, "end")
        FROM course_overviews_courseoverview WHERE id = ?
        """,
      arguments: [run]
    )
  }

  private static func day(_ number: Int) -> UTCTime {
    UTCTime(microseconds: 1_700_006_400_000_000).adding(seconds: Double(number % 40) * 86_400)
  }
}
