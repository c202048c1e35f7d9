import DatabaseFile
import LearnerRecords
import OpenEdX

/// `audit --format prometheus`: counts for the textfile collector of Prometheus' node_exporter.
///
/// Text format 0.0.4 without timestamps, which the collector refuses. Every finding has a sample, also at 0, so that an
/// alert sees it return to nothing.
struct AuditMetricsReport {
  let filter: RunFilter
  let jobs: Int
  let output: AuditOutput

  /// - Returns: whether a row was counted in which something has to be repaired.
  func run(_ records: RecordStore) throws -> Bool {
    try records.readInParallel(jobs: jobs) { reader in
      var summary = reader.emptySummary()
      var backfillable = 0
      try reader.audit(
        filter,
        now: .now,
        run: { row in
          summary.add(row)
          if row.assessment.isBackfillable { backfillable += 1 }
        },
        program: { row in summary.add(row) }
      )
      let counts = Dictionary(uniqueKeysWithValues: summary.byFinding.map { ($0.name, $0.rows) })
      try metric("findings", "Rows with a finding: course runs and programs of learners.") {
        for finding in Finding.allCases {
          try sample(
            "findings",
            [("finding", finding.rawValue), ("kind", finding.kind.rawValue)],
            counts[finding.rawValue] ?? 0
          )
        }
      }
      try metric("drift_rows", "Rows in which the LMS and Credentials disagree.") {
        try sample("drift_rows", [], summary.driftRows)
      }
      try metric("backfillable_runs", "Course runs of learners that a backfill can repair.") {
        try sample("backfillable_runs", [], backfillable)
      }
      if let origin = try reader.origin() {
        try metric("copy_snapshot_timestamp_seconds", "The moment of the data, by side.") {
          for (side, of) in [("lms", origin.lms), ("credentials", origin.credentials)] {
            try sample(
              "copy_snapshot_timestamp_seconds",
              [("side", side)],
              Int((of.snapshot ?? of.taken).microseconds / 1_000_000)
            )
          }
        }
      }
      return summary.needsRepair
    }
  }

  private func metric(_ name: String, _ help: String, _ samples: () throws -> Void) throws {
    try output.line("# HELP learner_records_\(name) \(help)")
    try output.line("# TYPE learner_records_\(name) gauge")
    try samples()
  }

  /// The labels' values are words of this program, in which nothing has to be escaped.
  private func sample(_ name: String, _ labels: [(String, String)], _ value: Int) throws {
    let list = labels.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
    try output.line("learner_records_\(name)\(list.isEmpty ? "" : "{\(list)}") \(value)")
  }
}
