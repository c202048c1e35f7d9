import DatabaseFile
import GRDB
import OpenEdX

/// Reads the rows of a part of a walk over all learners: no more than what decides, so no ids, uuids and grades, and of
/// times only the months of certificates and the dates of overrides.
///
/// Credentials' rows are read in the order of names; the certificates are in memory. Few learners need more, and are read
/// again in full: those of several names, those of whom the two databases hold different grades, those of whom a row is
/// too new to judge, and those whose certificates do not fit in memory (``CertificateDigests/unsure``). Of those who hold a program credential, which depends on the times of others, all credentials are
/// read in full.
struct LearnerSweep {
  private let reader: RecordReader
  private let facts: SweepFacts

  init(_ reader: RecordReader, _ facts: SweepFacts) {
    self.reader = reader
    self.facts = facts
  }

  /// Visits the learners of a part by their username's code points, some hundreds at a time; those without any row, too.
  func visit(_ part: SweepPart, _ visit: ([LearnerRows]) throws -> Void) throws {
    var credentials = try SortedCredentials(reader, part)
    var chunk = Chunk()
    var (passed, exception) = (0, 0)
    for learner in part.learners {
      while let name = credentials.nextName, CodePoints.precedes(name, learner.username) {
        try addStranger(name, &credentials, to: &chunk)
        if chunk.isFull { try flush(&chunk, visit) }
      }
      // Its rows are passed over even where they are not the learner's own.
      let rows = LearnerRows(learner: learner, credentials: try credentials.take(learner.username))
      if let user = learner.lmsUserID { rows.certificates = facts.certificates.certificates(of: user) }
      for owed in SweepPart.take(part.passed, &passed, learner.username, of: \.name) {
        rows.owe(owed.courseRun, passedMode: owed.passedMode)
      }
      for owed in SweepPart.take(part.exceptions, &exception, learner.username, of: \.name) {
        rows.owe(owed.courseRun, isException: true)
      }
      let isIncomplete =
        learner.credentialNames.count > 1 || !learner.formerNames.isEmpty
        || learner.lmsUserID.map { needsAll($0, rows) } ?? false
        || facts.newLearners.contains(learner)
      chunk.add(rows, isIncomplete: isIncomplete)
      if chunk.isFull { try flush(&chunk, visit) }
    }
    while let name = credentials.nextName {
      try addStranger(name, &credentials, to: &chunk)
      if chunk.isFull { try flush(&chunk, visit) }
    }
    try flush(&chunk, visit)
  }

  private func needsAll(_ user: Int64, _ rows: LearnerRows) -> Bool {
    facts.certificates.unsure.contains(user) || facts.grades.differ(user: user, rows.credentials)
  }

  /// Learners whose rows are in memory.
  private struct Chunk {
    var rows: [LearnerRows] = []
    /// Places of those that need their rows in full.
    private(set) var incomplete: [Int] = []
    /// Places of those that need their credentials in full.
    private(set) var programHolders: [Int] = []

    var isFull: Bool { rows.count >= RecordReader.chunkSize }

    mutating func add(_ learner: LearnerRows, isIncomplete: Bool) {
      if isIncomplete {
        incomplete.append(rows.count)
      } else if !learner.credentials.programs.isEmpty {
        programHolders.append(rows.count)
      }
      rows.append(learner)
    }
  }

  /// Takes a name that the LMS does not have, unless it is another name of one of its users.
  private func addStranger(_ name: String, _ credentials: inout SortedCredentials, to chunk: inout Chunk) throws {
    let rows = try credentials.take(name)
    guard facts.names.owner(of: name) == nil else { return }
    let learner = facts.names.stranger(name)
    chunk.add(
      LearnerRows(learner: learner, certificates: [], credentials: rows),
      isIncomplete: facts.newLearners.contains(learner)
    )
  }

  private func flush(_ chunk: inout Chunk, _ visit: ([LearnerRows]) throws -> Void) throws {
    guard !chunk.rows.isEmpty else { return }
    try reader.loadUpgrades(chunk.rows)
    if !chunk.incomplete.isEmpty {
      let full = try reader.rows(of: chunk.incomplete.map { chunk.rows[$0].learner })
      for (place, rows) in zip(chunk.incomplete, full) { chunk.rows[place] = rows }
    }
    if !chunk.programHolders.isEmpty { try reader.reloadCredentials(of: chunk.programHolders, in: &chunk.rows) }
    try visit(chunk.rows)
    chunk = Chunk()
  }
}
