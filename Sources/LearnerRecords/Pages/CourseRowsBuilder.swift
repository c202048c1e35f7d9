import OpenEdX

/// The course rows of a record, by the service's algorithm with its traps (<doc:CredentialsAPI#Learner-records>).
struct CourseRowsBuilder {
  private(set) var courses: [ProgramRecordDetail.Course] = []
  private(set) var lastUpdated: UTCTime?
  /// Whether no awarded, visible credential has a verified grade.
  var isEmpty: Bool { highest.isEmpty }

  private var attempts: [Int64: Int] = [:]
  private var highest: [Int64: CredentialsRows.Grade] = [:]
  /// By course: the awarded credentials in the service's order; the last one is shown.
  private var awarded: [Int64: [(credential: CredentialsRows.Credential, configuration: Catalog.CourseConfiguration)]] =
    [:]

  init(_ program: Catalog.Program, _ holdings: Holdings, _ grades: [CredentialsRows.Grade]) {
    let catalog = holdings.catalog
    let visible = holdings.visibleCourseCredentials
    count(grades, visible, program, catalog)
    let inProgram = Set(program.runIDs)
    for (credential, configuration) in visible where credential.isAwarded {
      guard let id = configuration.runID, inProgram.contains(id), let run = catalog.runs[id] else { continue }
      awarded[run.courseID, default: []].append((credential, configuration))
    }
    walk(program, catalog)
  }

  private mutating func count(
    _ grades: [CredentialsRows.Grade],
    _ visible: [(CredentialsRows.Credential, Catalog.CourseConfiguration)],
    _ program: Catalog.Program,
    _ catalog: Catalog
  ) {
    // The service keys the credentials by the run's key; of two with one key the last one stays.
    var byKey: [ExactText: (CredentialsRows.Credential, Catalog.CourseConfiguration)] = [:]
    for pair in visible {
      if let id = pair.1.runID, let run = catalog.runs[id] { byKey[ExactText(run.key)] = pair }
    }
    let inProgram = Set(program.runIDs)
    for grade in grades where inProgram.contains(grade.runID) {
      guard let run = catalog.runs[grade.runID], let (credential, configuration) = byKey[ExactText(run.key)] else {
        continue
      }
      attempts[run.courseID, default: 0] += 1
      let dates = [configuration.availableDate ?? UTCTime(credential.created), grade.modified, lastUpdated]
      lastUpdated = dates.compactMap { $0 }.max()
      guard credential.isAwarded else { continue }
      if let best = highest[run.courseID], best.percent >= grade.percent { continue }
      highest[run.courseID] = grade
    }
  }

  /// One row a course, where the shown run stands; a course without an award stands where its first run does.
  private mutating func walk(_ program: Catalog.Program, _ catalog: Catalog) {
    var added: Set<Int64> = []
    for id in program.runIDs {
      guard let run = catalog.runs[id], !added.contains(run.courseID) else { continue }
      let grade = highest[run.courseID]
      let shown = awarded[run.courseID]?.last
      guard shown?.configuration.runID == id || (shown == nil && grade == nil) else { continue }
      added.insert(run.courseID)
      courses.append(
        ProgramRecordDetail.Course(
          name: catalog.courses[run.courseID]?.title,
          school: catalog.courses[run.courseID]?.school ?? "",
          courseID: run.courseID,
          run: shown.map { _ in run.key },
          issueDate: shown.flatMap { Self.issueDate($0.credential, $0.configuration) },
          attempts: grade.map { _ in attempts[run.courseID] ?? 0 },
          percent: grade?.percent,
          letter: grade.map { $0.letter.isEmpty ? "N/A" : $0.letter },
          awardedRuns: (awarded[run.courseID] ?? []).compactMap { pair in
            pair.configuration.runID.flatMap { catalog.runs[$0]?.key }
          }
        )
      )
    }
  }

  private static func issueDate(
    _ credential: CredentialsRows.Credential,
    _ configuration: Catalog.CourseConfiguration
  ) -> UTCTime? {
    credential.dateOverride.flatMap { UTCTime($0) } ?? configuration.availableDate ?? UTCTime(credential.created)
  }
}
