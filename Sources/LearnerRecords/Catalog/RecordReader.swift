import DatabaseFile
import GRDB
import OpenEdX

/// What can be read of a deployment, inside one `RecordStore.read`.
///
/// What holds for a run or a program and not for a learner (catalog, configurations, switches) is loaded once, when the
/// reader is made. All reads take the clock that decides what is visible.
package final class RecordReader {
  let db: Database
  let settings: RecordSettings
  let catalog: Catalog
  let lms: LMSCircumstances
  let nameRules: NameRules
  let owedTables: OwedTables
  let courseContentType: Int64
  let programContentType: Int64
  /// Whether the copy has the LMS's course grades.
  let hasCourseGrades: Bool
  /// Whether grades in Credentials say of what time they are; older releases did not keep it.
  let hasGradeTimes: Bool
  let programMail: ProgramMail
  /// The moment up to which both databases are known; nil where they are of one moment.
  let judgeableUntil: UTCTime?
  /// The runs whose course overview or configuration changed later.
  let newRuns: Set<ExactText>
  private var runs: [ExactText: CourseRunFacts] = [:]

  init(_ db: Database, _ settings: RecordSettings) throws {
    self.db = db
    self.settings = settings
    catalog = try Catalog(db, site: settings.site)
    lms = try LMSCircumstances(db, honorCertificatesDisabled: settings.honorCertificatesDisabled)
    owedTables = try OwedTables(db)
    nameRules = try NameRules(db, retiredPrefix: settings.retiredPrefix)
    courseContentType = try Self.contentType("coursecertificate", db)
    programContentType = try Self.contentType("programcertificate", db)
    programMail = try ProgramMail(db)
    judgeableUntil = try SyncOrigin.read(db)?.judgeableUntil
    newRuns = try judgeableUntil.map { try Self.newRuns(db, after: $0) } ?? []
    hasCourseGrades = try db.tableExists("grades_persistentcoursegrade", in: "main")
    hasGradeTimes = try db.columns(in: "records_usergrade", in: "credentials").contains {
      $0.name == "lms_last_updated_at"
    }
  }

  /// Everything about a run that does not depend on the learner.
  func run(_ key: String) -> CourseRunFacts {
    let exact = ExactText(key)
    if let known = runs[exact] { return known }
    let made = CourseRunFacts(key: key, catalog: catalog, lms: lms)
    runs[exact] = made
    return made
  }

  /// The id of a model's content type; one that no credential has when the model is unknown.
  private static func contentType(_ model: String, _ db: Database) throws -> Int64 {
    try StoredRow.fetchOne(
      db,
      sql: "SELECT id FROM credentials.django_content_type WHERE app_label = 'credentials' AND model = ?",
      arguments: [model]
    )?.integer(0) ?? -1
  }
}
