import LearnerRecords
import Monitoring

/// `audit --format prometheus`: counts for the textfile collector of Prometheus' node_exporter, which refuses timestamps.
struct AuditMetricsReport {
  let filter: RunFilter
  let jobs: Int
  let output: AuditOutput

  /// - Returns: whether a row was counted in which something has to be repaired.
  func run(_ records: RecordStore) throws -> Bool {
    let counts = try records.readInParallel(jobs: jobs) { try DriftCounts($0, filter) }
    let families = counts.families + (counts.origin.map { [$0.moments] } ?? [])
    for line in MetricsText(families, as: .prometheus).lines { try output.line(line) }
    return counts.needsRepair
  }
}
