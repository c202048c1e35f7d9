import OpenEdX

/// What decides about a learner's run beside the rows of the run itself; asked only where it can matter, as a walk over
/// all learners makes one for each.
struct LearnerContext {
  let rows: LearnerRows
  let identity: RunFacts.Identity
  /// Whether nothing about the learner decides but the rows of a run themselves (``QuietPair``).
  let isUsual: Bool
  private let reader: RecordReader
  /// The runs of the learner's awarded and visible credentials; empty for fewer than two credentials.
  private let visibleRunIDs: [Int64]

  init(_ rows: LearnerRows, _ builder: RunRecordBuilder) {
    self.rows = rows
    reader = builder.reader
    visibleRunIDs = Self.visibleRunIDs(rows, reader.catalog, builder.now)
    identity = rows.learner.facts
    isUsual =
      identity == RunFacts.Identity() && rows.learner.pageNames == nil && rows.owed.isEmpty
      && rows.courseGrades.isEmpty && rows.credentials.newGradeRunIDs.isEmpty
  }

  private static func visibleRunIDs(_ rows: LearnerRows, _ catalog: Catalog, _ now: UTCTime) -> [Int64] {
    let credentials = rows.credentials.courses
    guard credentials.count > 1 else { return [] }
    var ids: [Int64] = []
    for place in credentials.indices where credentials[place].isAwarded {
      guard let configuration = catalog.courseConfigurations[credentials[place].configurationID],
        let id = configuration.runID, configuration.isVisible(now), catalog.programsByRun[id] != nil,
        rows.learner.pageShows(credentials[place].username)
      else { continue }
      ids.append(id)
    }
    return ids
  }

  /// Whether the run's course has another run that is awarded and visible, too.
  func hasSeveralRuns(_ run: CourseRunFacts) -> Bool {
    guard !run.otherRunIDs.isEmpty else { return false }
    var first: Int64?
    for id in visibleRunIDs where run.otherRunIDs.contains(id) || run.runIDs.contains(id) {
      if let first, first != id { return true }
      first = id
    }
    return false
  }

  /// Whether the learner has passed another run of the course that one of the run's programs does not have.
  func hasPassedExcludedRun(_ run: CourseRunFacts) -> Bool {
    guard !run.otherRunIDs.isEmpty, !run.programs.isEmpty else { return false }
    return rows.certificates.contains { certificate in
      certificate.status.isValid
        && certificate.run.runIDs.contains { other in
          run.otherRunIDs.contains(other)
            && !run.programs.allSatisfy { reader.catalog.programsByRun[other]?.contains($0) ?? false }
        }
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
