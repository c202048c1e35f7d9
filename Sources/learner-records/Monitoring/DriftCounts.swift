import DatabaseFile
import LearnerRecords
import Monitoring
import OpenEdX

/// How many rows have each finding, as monitoring is told.
struct DriftCounts: Sendable {
  /// How many rows have each finding; those without one are left out.
  let byFinding: [Finding: Int]
  /// How many rows have a drift.
  let driftRows: Int
  /// How many course runs of learners a backfill can repair.
  let backfillable: Int
  /// Whether something has to be repaired in a row.
  let needsRepair: Bool
  /// Where the data is from; nil for data that no site filled.
  let origin: SyncOrigin?

  /// Counts the rows that a filter admits, all of them anew.
  init(_ reader: RecordReader, _ filter: RunFilter = RunFilter(), now: UTCTime = .now) throws {
    var summary = reader.emptySummary()
    var backfillable = 0
    try reader.audit(
      filter,
      now: now,
      run: { row in
        summary.add(row)
        if row.assessment.isBackfillable { backfillable += 1 }
      },
      program: { row in summary.add(row) }
    )
    byFinding = Dictionary(
      uniqueKeysWithValues: summary.byFinding.compactMap { count in
        Finding(rawValue: count.name).map { ($0, count.rows) }
      }
    )
    driftRows = summary.driftRows
    self.backfillable = backfillable
    needsRepair = summary.needsRepair
    origin = try reader.origin()
  }

  /// The metrics of the counts. Every finding has a sample, also at 0, so that an alert sees it return to nothing.
  var families: [MetricFamily] {
    var findings = MetricFamily("findings", "Rows with a finding: course runs and programs of learners.")
    for finding in Finding.allCases {
      findings.add(Double(byFinding[finding] ?? 0), ["finding": finding.rawValue, "kind": finding.kind.rawValue])
    }
    return [
      findings,
      MetricFamily("drift_rows", "Rows in which the LMS and Credentials disagree.", Double(driftRows)),
      MetricFamily("backfillable_runs", "Course runs of learners that a backfill can repair.", Double(backfillable)),
    ]
  }
}

extension SyncOrigin {
  /// The moment of the data, by side.
  var moments: MetricFamily {
    var family = MetricFamily("copy_snapshot_timestamp_seconds", "The moment of the data, by side.")
    for (side, of) in sides { family.add(Double(of.moment.microseconds / 1_000_000), ["side": side]) }
    return family
  }

  /// How old the data is, by side.
  func ages(now: UTCTime) -> MetricFamily {
    var family = MetricFamily("copy_age_seconds", "Seconds since the moment of the data, by side.")
    for (side, of) in sides { family.add(of.moment.seconds(until: now), ["side": side]) }
    return family
  }

  private var sides: [(String, SideOrigin)] { [("lms", lms), ("credentials", credentials)] }
}

extension SideOrigin {
  fileprivate var moment: UTCTime { snapshot ?? taken }
}

extension UTCTime {
  /// Seconds from this instant to a later one; 0 where a clock says that it is earlier.
  func seconds(until later: UTCTime) -> Double { max(0, Double(later.microseconds - microseconds) / 1_000_000) }
}
