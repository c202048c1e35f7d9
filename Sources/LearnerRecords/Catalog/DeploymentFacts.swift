import DatabaseFile
import GRDB
import OpenEdX
import Synchronization

/// What holds for a deployment and not for a learner, in one state of its databases: read once, and shared by all readers
/// of that state.
struct DeploymentFacts: Sendable {
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
  let mailSites: ProgramMail.Sites
  /// The moment up to which both databases are known; nil where they are of one moment.
  let judgeableUntil: UTCTime?
  /// The runs whose course overview or configuration changed later.
  let newRuns: Set<ExactText>
  private let runs = Runs()

  /// The runs that were asked for. A run is the same object for all readers, so that its identity stands for its key.
  private final class Runs: Sendable {
    let made = Mutex<[ExactText: CourseRunFacts]>([:])
  }

  init(_ db: Database, _ settings: RecordSettings) throws {
    self.settings = settings
    catalog = try Catalog(db, site: settings.site)
    lms = try LMSCircumstances(db, honorCertificatesDisabled: settings.honorCertificatesDisabled)
    owedTables = try OwedTables(db)
    nameRules = try NameRules(db, retiredPrefix: settings.retiredPrefix)
    courseContentType = try Self.contentType("coursecertificate", db)
    programContentType = try Self.contentType("programcertificate", db)
    mailSites = try ProgramMail.Sites(db)
    judgeableUntil = try SyncOrigin.read(db)?.judgeableUntil
    newRuns = try judgeableUntil.map { try RecordReader.newRuns(db, after: $0) } ?? []
    hasCourseGrades = try db.tableExists("grades_persistentcoursegrade", in: "main")
    hasGradeTimes = try db.columns(in: "records_usergrade", in: "credentials").contains {
      $0.name == "lms_last_updated_at"
    }
  }

  /// Everything about a run that does not depend on the learner.
  func run(_ key: ExactText) -> CourseRunFacts {
    runs.made.withLock { made in
      if let known = made[key] { return known }
      let facts = CourseRunFacts(key: key.text, catalog: catalog, lms: lms)
      made[key] = facts
      return facts
    }
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
