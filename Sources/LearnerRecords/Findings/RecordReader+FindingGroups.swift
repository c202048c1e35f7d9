import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// Counts all findings by what their rows have in common: drift and blockers first, explanations after.
  ///
  /// One walk over all rows; memory grows with the groups and not with the rows.
  ///
  /// - Parameter progress: told how many certificates have been looked at, now and then; what it throws ends the walk.
  /// - Throws: what the databases report, and what `progress` throws.
  package func findingGroups(
    _ filter: RunFilter = .all,
    now: UTCTime,
    progress: (Int) throws -> Void = { _ in }
  ) throws -> [FindingGroup] {
    var tally = FindingTally(catalog: catalog)
    try audit(filter, now: now, progress: progress, run: { tally.add($0) }, program: { tally.add($0) })
    return tally.groups
  }

  /// How many certificates the LMS has: about as many rows as a walk visits.
  ///
  /// - Throws: what the database reports.
  package func certificateCount() throws -> Int {
    try StoredRow.fetchOne(db, sql: "SELECT count(*) FROM main.certificates_generatedcertificate")?.count(0) ?? 0
  }
}
