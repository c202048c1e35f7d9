import DatabaseFile
import GRDB
import OpenEdX

/// What can be read of a deployment, inside one `RecordStore.read`.
///
/// What holds for a run or a program and not for a learner (catalog, configurations, switches) is loaded once, when the
/// reader is made. All reads take the clock that decides what is visible.
package final class RecordReader {
  let db: Database
  /// What other readers of the same state share with this one.
  let facts: DeploymentFacts
  /// Threads with readers of the same state, among which a walk over all learners is divided; mostly none.
  let threads: [ReaderThread]
  let settings: RecordSettings
  let catalog: Catalog
  let lms: LMSCircumstances
  let nameRules: NameRules
  let owedTables: OwedTables
  let courseContentType: Int64
  let programContentType: Int64
  let hasCourseGrades: Bool
  let hasGradeTimes: Bool
  let programMail: ProgramMail
  let judgeableUntil: UTCTime?
  let newRuns: Set<ExactText>
  /// How many of the LMS's users a part of a walk over all learners has.
  var partSize = RecordReader.chunkSize
  private var runs: [ExactText: CourseRunFacts] = [:]
  private var runsOfRows = TextMemo<CourseRunFacts>(bits: 10)

  convenience init(_ db: Database, _ settings: RecordSettings) throws {
    try self.init(db, DeploymentFacts(db, settings))
  }

  init(_ db: Database, _ facts: DeploymentFacts, threads: [ReaderThread] = []) {
    self.db = db
    self.facts = facts
    self.threads = threads
    settings = facts.settings
    catalog = facts.catalog
    lms = facts.lms
    nameRules = facts.nameRules
    owedTables = facts.owedTables
    courseContentType = facts.courseContentType
    programContentType = facts.programContentType
    hasCourseGrades = facts.hasCourseGrades
    hasGradeTimes = facts.hasGradeTimes
    programMail = ProgramMail(db, facts.mailSites)
    judgeableUntil = facts.judgeableUntil
    newRuns = facts.newRuns
  }

  /// Everything about a run that does not depend on the learner.
  func run(_ key: String) -> CourseRunFacts {
    let exact = ExactText(key)
    if let known = runs[exact] { return known }
    let made = facts.run(exact)
    runs[exact] = made
    return made
  }

  /// The same of the run whose key a column holds.
  ///
  /// - Throws: as `StoredRow.text(_:)`.
  func run(_ row: StoredRow, _ column: Int) throws -> CourseRunFacts {
    try runsOfRows.value(row, column) { run($0) }
  }
}
