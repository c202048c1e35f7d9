import OpenEdX

extension RecordReader {
  /// Visits the (learner, course run) rows by username, then run, both by code points (<doc:Findings>).
  ///
  /// Memory does not grow with the rows: a few hundred learners are read at a time.
  ///
  /// - Throws: what the databases report, and what `visit` throws, which ends the walk.
  package func runRecords(
    _ filter: RunFilter = .all,
    includingRowsWithoutFindings: Bool = false,
    now: UTCTime,
    _ visit: (RunRecord) throws -> Void
  ) throws {
    let builder = RunRecordBuilder(
      reader: self,
      filter: filter,
      includingRowsWithoutFindings: includingRowsWithoutFindings,
      now: now,
      overridden: try overriddenCertificates(filter)
    )
    try visitLearners(filter.users) { rows in
      for record in try builder.records(rows) { try visit(record) }
    }
  }

  /// One learner's rows by run, those without a finding included; empty when nobody knows the name.
  package func runRecords(of username: String, now: UTCTime) throws -> [RunRecord] {
    var records: [RunRecord] = []
    try runRecords(RunFilter(users: [username]), includingRowsWithoutFindings: true, now: now) { records.append($0) }
    return records
  }
}
