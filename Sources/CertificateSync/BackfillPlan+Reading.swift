import LearnerRecords
import OpenEdX

extension BackfillPlan {
  /// Makes the plan for what the filter admits, as the databases stand now.
  public static func reading(_ records: RecordStore, _ filter: RunFilter, now: UTCTime = .now) throws -> BackfillPlan {
    var plan = BackfillPlan()
    try records.read { reader in
      try reader.runRecords(filter, now: now) { run in
        plan.add(Row(username: run.username, courseRunKey: run.courseRun, assessment: run.assessment))
      }
    }
    return plan
  }
}
