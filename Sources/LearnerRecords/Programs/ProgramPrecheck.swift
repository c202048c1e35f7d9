import OpenEdX

/// Says of most learners at little cost that nothing is found in their programs, so that no record is made of them.
///
/// It may only err on the careful side: `mayFind` is true for all learners of whom `programRecords` finds something.
struct ProgramPrecheck {
  private let reader: RecordReader
  private let now: UTCTime
  private let courseCounts: [Int]
  private let hasUnlinked: Bool

  init(_ reader: RecordReader, now: UTCTime) {
    self.reader = reader
    self.now = now
    let catalog = reader.catalog
    hasUnlinked = catalog.courseConfigurations.values.contains { $0.runID == nil }
    courseCounts = catalog.programs.map { program in
      Set(program.runIDs.compactMap { catalog.runs[$0]?.courseID }).count
    }
  }

  private func isUnlinked(_ credential: CredentialsRows.Credential) -> Bool {
    reader.catalog.courseConfigurations[credential.configurationID].map { $0.runID == nil } ?? false
  }

  func mayFind(_ rows: LearnerRows) -> Bool {
    // A program credential may be stale or hidden.
    guard rows.credentials.programs.isEmpty, rows.learner.formerNames.isEmpty else { return true }
    // What hangs on an unlinked configuration fails every record of the learner.
    if hasUnlinked, rows.credentials.courses.contains(where: isUnlinked) { return true }
    var passing: [(program: Int, certificates: Int)] = []
    var unlisted: [Int] = []
    for certificate in rows.certificates where certificate.status.isPassing {
      for program in certificate.run.programs {
        if certificate.status.isValid, !unlisted.contains(program) { unlisted.append(program) }
        if let place = passing.firstIndex(where: { $0.program == program }) {
          passing[place].certificates += 1
        } else {
          passing.append((program, 1))
        }
      }
    }
    // As many passing certificates as courses: the program may be complete, and its credential lost.
    if passing.contains(where: { $0.certificates >= courseCounts[$0.program] }) { return true }
    guard !unlisted.isEmpty else { return false }
    let catalog = reader.catalog
    for credential in rows.onPage.courses where credential.isAwarded {
      guard let configuration = catalog.courseConfigurations[credential.configurationID], configuration.isVisible(now),
        configuration.siteID == catalog.siteID, let run = configuration.runID
      else { continue }
      for program in catalog.programsByRun[run] ?? [] where catalog.programs[program].isOffered {
        unlisted.removeAll { $0 == program }
      }
    }
    return !unlisted.isEmpty
  }
}
