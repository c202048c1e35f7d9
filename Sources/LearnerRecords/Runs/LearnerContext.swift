import OpenEdX

/// What decides about a learner's run beside the rows of the run itself.
struct LearnerContext {
  let rows: LearnerRows
  let identity: RunFacts.Identity
  private let reader: RecordReader
  /// The courses of which several runs are awarded and visible.
  private let coursesWithSeveralRuns: Set<Int64>
  /// The runs in the catalog of which the learner has a valid certificate.
  private let passedRunIDs: Set<Int64>

  init(_ rows: LearnerRows, _ builder: RunRecordBuilder) {
    self.rows = rows
    reader = builder.reader
    identity = rows.learner.facts
    coursesWithSeveralRuns = Self.severalRuns(rows, builder)
    passedRunIDs =
      rows.certificates.isEmpty
      ? [] : Set(rows.certificates.filter(\.status.isValid).flatMap { builder.reader.run($0.courseRun).runIDs })
  }

  private static func severalRuns(_ rows: LearnerRows, _ builder: RunRecordBuilder) -> Set<Int64> {
    guard rows.credentials.courses.count > 1 else { return [] }
    let catalog = builder.reader.catalog
    var runs: [Int64: Int64] = [:]
    var several: Set<Int64> = []
    for credential in rows.credentials.courses where credential.isAwarded {
      guard let configuration = catalog.courseConfigurations[credential.configurationID],
        configuration.isVisible(builder.now), let id = configuration.runID, let course = catalog.runs[id]?.courseID,
        catalog.programsByRun[id] != nil, rows.learner.pageShows(credential.username)
      else { continue }
      if let first = runs[course], first != id { several.insert(course) } else { runs[course] = id }
    }
    return several
  }

  /// Whether the run is one of several runs of a course that are awarded and visible.
  func hasSeveralRuns(_ run: CourseRunFacts) -> Bool {
    guard !coursesWithSeveralRuns.isEmpty else { return false }
    return run.runIDs.contains { id in
      reader.catalog.runs[id].map { coursesWithSeveralRuns.contains($0.courseID) } ?? false
    }
  }

  /// Whether the learner has passed another run of the course that one of the run's programs does not have.
  func hasPassedExcludedRun(_ run: CourseRunFacts) -> Bool {
    guard !passedRunIDs.isEmpty, !run.programs.isEmpty else { return false }
    return run.otherRunIDs.contains { other in
      passedRunIDs.contains(other)
        && !run.programs.allSatisfy { reader.catalog.programsByRun[other]?.contains($0) ?? false }
    }
  }

  /// What the LMS knows beside the certificate.
  func standing(_ run: CourseRunFacts, _ certificate: CertificateRow?) -> RunFacts.Standing {
    var standing = RunFacts.Standing(isInvalidated: certificate?.isInvalidated ?? false)
    guard !rows.owed.isEmpty,
      let owed = rows.owed.first(where: { CodePoints.equalWithoutASCIICase($0.courseRun, run.key) })
    else { return standing }
    standing.isPassing = owed.passedMode != nil
    standing.mode = owed.passedMode
    standing.isException = owed.isException
    return standing
  }
}
