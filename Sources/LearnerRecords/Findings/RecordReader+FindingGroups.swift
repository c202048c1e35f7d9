import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// Counts all findings by what their rows have in common: drift and blockers first, explanations after.
  ///
  /// One walk over all rows; memory grows with the groups and not with the rows.
  ///
  /// - Parameter progress: told how many rows of runs have been visited, now and then; what it throws ends the walk.
  /// - Throws: what the databases report, and what `progress` throws.
  package func findingGroups(
    _ filter: RunFilter = .all,
    now: UTCTime,
    progress: (Int) throws -> Void = { _ in }
  ) throws -> [FindingGroup] {
    var tally = FindingTally(catalog: catalog)
    var rows = 0
    try audit(
      filter,
      includingRunsWithoutFindings: true,
      now: now,
      run: { row in
        rows += 1
        if rows.isMultiple(of: 1024) { try progress(rows) }
        if !row.assessment.findings.isEmpty { tally.add(row) }
      },
      program: { tally.add($0) }
    )
    return tally.groups
  }

  /// How many certificates the LMS has: about as many rows as a walk visits.
  ///
  /// - Throws: what the database reports.
  package func certificateCount() throws -> Int {
    try StoredRow.fetchOne(db, sql: "SELECT count(*) FROM main.certificates_generatedcertificate")?.count(0) ?? 0
  }
}
