import DatabaseFile
import GRDB
import OpenEdX

/// Reads the rows of a part of a walk over all learners: no more than what decides, so no ids, uuids and grades, and of
/// times only those of certificates and the dates of overrides.
///
/// Both databases are read in the order of names, side by side. Few learners need more, and are read again in full:
/// those of several names, those of whom the two databases hold different grades, and those of whom a row is too new to
/// judge. Of those who hold a program credential, which depends on the times of others, all credentials are read in full.
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
      var rows = LearnerRows(learner: learner, credentials: try credentials.take(learner.username))
      for owed in SweepPart.take(part.passed, &passed, learner.username, of: \.name) {
        rows.owe(owed.courseRun, passedMode: owed.passedMode)
      }
      for owed in SweepPart.take(part.exceptions, &exception, learner.username, of: \.name) {
        rows.owe(owed.courseRun, isException: true)
      }
      let isIncomplete =
        learner.credentialNames.count > 1 || !learner.formerNames.isEmpty
        || learner.lmsUserID.map { facts.grades.differ(user: $0, rows.credentials) } ?? false
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
    try reader.loadVerdicts(&chunk.rows, invalidated: facts.invalidated)
    if !facts.datedUsers.isEmpty { try reader.loadDates(&chunk.rows, of: facts.datedUsers) }
    try reader.loadUpgrades(&chunk.rows)
    if !chunk.incomplete.isEmpty {
      let full = try reader.rows(of: chunk.incomplete.map { chunk.rows[$0].learner })
      for (place, rows) in zip(chunk.incomplete, full) { chunk.rows[place] = rows }
    }
    if !chunk.programHolders.isEmpty { try reader.reloadCredentials(of: chunk.programHolders, in: &chunk.rows) }
    try visit(chunk.rows)
    chunk = Chunk()
  }
}

extension RecordReader {
  /// Loads the certificates of some learners without their grades and date overrides.
  fileprivate func loadVerdicts(_ rows: inout [LearnerRows], invalidated: Set<Int64>) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT j.key, g.course_id, g.status, g.mode, g.id, g.modified_date
        FROM json_each(?) j
        CROSS JOIN main.certificates_generatedcertificate g ON g.user_id = j.value
        """
    )
    let ids = "[" + rows.map { $0.learner.lmsUserID.map(String.init) ?? "null" }.joined(separator: ",") + "]"
    let cursor = try StoredRow.fetchCursor(statement, arguments: [ids])
    while let row = try cursor.next() {
      let id = try row.integer(4)
      try rows[row.count(0)].certificates.append(
        CertificateRow(
          id: id,
          run: run(row, 1),
          status: CertificateStatus(rawValue: row.text(2)),
          mode: CourseMode(rawValue: row.text(3)),
          grade: "",
          modified: row.timeText(5) ?? "",
          dateOverride: nil,
          isInvalidated: !invalidated.isEmpty && invalidated.contains(id)
        )
      )
    }
  }

  /// Loads the date overrides of the learners who have some. They are few, so this costs less than a look for each
  /// certificate.
  fileprivate func loadDates(_ rows: inout [LearnerRows], of users: Set<Int64>) throws {
    let ids = rows.map { row in row.learner.lmsUserID.flatMap { users.contains($0) ? "\($0)" : nil } ?? "null" }
    guard ids.contains(where: { $0 != "null" }) else { return }
    let statement = try db.cachedStatement(
      sql: """
        SELECT j.key, o.generated_certificate_id, o.date FROM json_each(?) j
        CROSS JOIN main.certificates_generatedcertificate g ON g.user_id = j.value
        CROSS JOIN main.certificates_certificatedateoverride o ON o.generated_certificate_id = g.id
        """
    )
    let cursor = try StoredRow.fetchCursor(statement, arguments: ["[" + ids.joined(separator: ",") + "]"])
    var last: Int64?
    while let row = try cursor.next() {
      let (place, id) = (try row.count(0), try row.integer(1))
      // The first of several counts, as where a learner is read in full.
      guard id != last, let index = rows[place].certificates.firstIndex(where: { $0.id == id }) else { continue }
      last = id
      rows[place].certificates[index].dateOverride = try row.timeText(2)
    }
  }
}
