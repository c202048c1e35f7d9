import OpenEdX

/// A learner's rows in Credentials, as read.
struct CredentialsRows {
  struct Credential {
    let id: Int64
    let username: String
    let status: String
    let configurationID: Int64
    let dateOverride: String?
    /// Nil where a walk over all learners has seen that it does not matter.
    var details: Details?
    /// Whether it or its date override changed after the moment up to which both databases are known.
    var isTooNew = false

    /// What matters for few learners; apart, since credentials are copied often.
    final class Details {
      let uuid: String
      let created: String
      let modified: String

      init(uuid: String, created: String, modified: String) {
        (self.uuid, self.created, self.modified) = (uuid, created, modified)
      }
    }

    var uuid: String { details?.uuid ?? "" }
    var created: String { details?.created ?? "" }
    var modified: String { details?.modified ?? "" }

    var isAwarded: Bool { status == CredentialStatus.awarded.rawValue }
  }

  struct Grade {
    let runID: Int64
    let letter: String
    let percent: Double
    let modified: UTCTime?
  }

  /// In the order of the configurations' ids, the order in which the service meets them
  /// (<doc:CredentialsAPI#Learner-records>).
  var courses: [Credential] = []
  var programs: [Credential] = []
  /// Runs for which there is a verified grade.
  var gradedRunIDs: [Int64] = []
  /// The rows of these grades, in the same order; only in a walk over all learners.
  var gradeIDs: [Int64] = []
  /// The same grades by run; empty where a walk over all learners has seen that none can be stale.
  var storedGrades: [Int64: StoredGrade] = [:]
  /// The runs whose grades changed after the moment up to which both databases are known.
  var newGradeRunIDs: Set<Int64> = []
}

/// A learner's certificate in the LMS, as read.
struct CertificateRow {
  let id: Int64
  let run: CourseRunFacts
  let status: CertificateStatus
  let mode: CourseMode
  let grade: String
  /// When the LMS changed it last, as the database has it; "" in a walk over all learners, which keeps the month alone.
  let modified: String
  /// The month of that.
  let month: Month?
  var dateOverride: String?
  /// Whether an invalidation of it is active.
  var isInvalidated = false
  /// Whether it or its date override changed after the moment up to which both databases are known.
  var isTooNew = false

  /// Which of two date overrides of a certificate counts, which only a copy without its keys has: the earlier one.
  static func earlier(_ date: String?, _ other: String?) -> String? {
    guard let date, let time = UTCTime(date) else { return other }
    return other.flatMap { UTCTime($0) }.map { $0 < time } ?? false ? other : date
  }

  /// The run's key as the certificate spells it.
  var courseRun: String { run.key }
  var facts: RunFacts.Certificate {
    RunFacts.Certificate(status: status, mode: mode, dateOverride: dateOverride.flatMap { UTCTime($0) })
  }
}

/// A run for which the LMS has no valid certificate of the learner, and perhaps should have one.
struct OwedRun {
  let courseRun: String
  /// The mode of the active enrolment of a learner whose grade is passing now; nil for everybody else.
  var passedMode: CourseMode?
  /// Whether the learner is on the run's list of exceptions.
  var isException = false
}

/// A learner with their rows on both sides; a class, as there is much to copy in one, and nothing is changed once somebody judges it.
final class LearnerRows {
  let learner: Learner
  var certificates: [CertificateRow]
  /// The LMS's course grades by the run's key; empty where a walk over all learners has seen that none can be newer.
  var courseGrades: [ExactText: SendGrade.Grade] = [:]
  var credentials: CredentialsRows
  /// Those of Credentials' rows that the learner's page shows.
  var onPage: CredentialsRows {
    guard learner.pageNames != nil else { return credentials }
    var rows = credentials
    rows.courses.removeAll { !learner.pageShows($0.username) }
    rows.programs.removeAll { !learner.pageShows($0.username) }
    return rows
  }
  /// What hangs on the learner's former names.
  var former = CredentialsRows()
  /// Runs that the LMS perhaps owes a certificate for, each once.
  var owed: [OwedRun] = []

  init(
    learner: Learner,
    certificates: [CertificateRow] = [],
    credentials: CredentialsRows = CredentialsRows()
  ) {
    self.learner = learner
    self.certificates = certificates
    self.credentials = credentials
  }

  /// The verified grade of a run that is older than the LMS's, and another.
  ///
  /// - Parameter runIDs: the catalog's rows of the run.
  func staleGrade(_ courseRun: String, runIDs: [Int64]) -> StoredGrade? {
    guard !courseGrades.isEmpty, let grade = courseGrades[ExactText(courseRun)] else { return nil }
    return runIDs.lazy.compactMap { self.credentials.storedGrades[$0] }.first { $0.isStale(beside: grade) }
  }

  /// Whether one of the two grades of a run changed after the moment up to which both databases are known.
  ///
  /// - Parameter runIDs: the catalog's rows of the run.
  func isGradeNew(_ courseRun: String, runIDs: [Int64], after moment: UTCTime) -> Bool {
    if runIDs.contains(where: { credentials.newGradeRunIDs.contains($0) }) { return true }
    return courseGrades[ExactText(courseRun)]?.modified.map { $0 > moment } ?? false
  }

  /// Takes in what the LMS perhaps owes for a run.
  func owe(_ courseRun: String, passedMode: CourseMode? = nil, isException: Bool = false) {
    let place = owed.firstIndex { CodePoints.equal($0.courseRun, courseRun) }
    var run = place.map { owed[$0] } ?? OwedRun(courseRun: courseRun)
    if let passedMode { run.passedMode = passedMode }
    if isException { run.isException = true }
    if let place { owed[place] = run } else { owed.append(run) }
  }
}
