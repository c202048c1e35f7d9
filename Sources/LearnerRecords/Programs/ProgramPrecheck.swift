import OpenEdX

/// Says at little cost in which of a learner's programs something may be found, so that no record is made of the others:
/// for most learners in none.
///
/// It may only err on the careful side: all programs are among them of which `programRecords` finds something.
struct ProgramPrecheck {
  private let reader: RecordReader
  private let now: UTCTime
  private let courseCounts: [Int]
  private let hasUnlinked: Bool
  private let hasDuplicates: Bool

  init(_ reader: RecordReader, now: UTCTime) {
    self.reader = reader
    self.now = now
    let catalog = reader.catalog
    hasDuplicates = catalog.placesByUUID.count < catalog.programs.count
    hasUnlinked = catalog.courseConfigurations.values.contains { $0.runID == nil }
    courseCounts = catalog.programs.map { program in
      Set(program.runIDs.compactMap { catalog.runs[$0]?.courseID }).count
    }
  }

  private func isUnlinked(_ credential: CredentialsRows.Credential) -> Bool {
    reader.catalog.courseConfigurations[credential.configurationID].map { $0.runID == nil } ?? false
  }

  /// Programs by their places in the catalog.
  enum Candidates {
    case all
    case some([Int])

    var isEmpty: Bool {
      if case .some(let places) = self { places.isEmpty } else { false }
    }
  }

  func candidates(_ rows: LearnerRows) -> Candidates {
    guard rows.learner.formerNames.isEmpty, !hasDuplicates else { return .all }
    // What hangs on an unlinked configuration fails every record of the learner.
    if hasUnlinked, rows.credentials.courses.contains(where: isUnlinked) { return .all }
    let catalog = reader.catalog
    var found: [Int] = []
    // A program credential may be stale or hidden.
    for credential in rows.credentials.programs {
      if let configuration = catalog.programConfigurations[credential.configurationID],
        catalog.runIDs(of: configuration) == nil
      {
        return .all
      }
      if let place = catalog.programByConfiguration[credential.configurationID] { found.append(place) }
    }
    var passing: [(program: Int, certificates: Int)] = []
    var unlisted: [Int] = []
    // By their places, as a certificate that is taken out is copied.
    for place in rows.certificates.indices where rows.certificates[place].status.isPassing {
      let isValid = rows.certificates[place].status.isValid
      // Where the catalog has the key twice, one certificate may complete two courses.
      if rows.certificates[place].run.hasDuplicateKey { found += rows.certificates[place].run.programs }
      for program in rows.certificates[place].run.programs {
        if isValid, !unlisted.contains(program) { unlisted.append(program) }
        if let place = passing.firstIndex(where: { $0.program == program }) {
          passing[place].certificates += 1
        } else {
          passing.append((program, 1))
        }
      }
    }
    // As many passing certificates as courses: the program may be complete, and its credential lost.
    for (program, certificates) in passing where certificates >= courseCounts[program] { found.append(program) }
    if !unlisted.isEmpty { removeListed(from: &unlisted, rows) }
    return .some(found + unlisted)
  }

  private func removeListed(from programs: inout [Int], _ rows: LearnerRows) {
    let catalog = reader.catalog
    for credential in rows.onPage.courses where credential.isAwarded {
      guard let configuration = catalog.courseConfigurations[credential.configurationID], configuration.isVisible(now),
        configuration.siteID == catalog.siteID, let run = configuration.runID
      else { continue }
      for program in catalog.programsByRun[run] ?? [] where catalog.programs[program].isOffered {
        programs.removeAll { $0 == program }
      }
    }
  }
}
