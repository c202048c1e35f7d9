import LearnerRecords
import OpenEdX

extension BackfillPlan {
  /// Makes the plan for groups of findings, as the databases stand now: of their rows, and of nothing else in them.
  ///
  /// A group whose finding no backfill repairs adds nothing.
  ///
  /// - Parameter usernames: the learners of the groups that are wanted; empty for all.
  /// - Throws: what the databases report, and `CancellationError`.
  package static func reading(
    _ records: RecordStore,
    _ groups: [FindingGroup.ID],
    usernames: [String] = [],
    now: UTCTime = .now
  ) throws -> BackfillPlan {
    let groups = groups.filter(\.finding.isRepairedByBackfill)
    var plan = BackfillPlan(include: Set(groups.map(\.finding)))
    plan.readAt = now
    var runs: [ExactText: Set<Finding>] = [:]
    var programs: [ProgramUUID: Set<Finding>] = [:]
    for group in groups {
      switch group.subject {
      case .courseRun(let key): runs[key, default: []].insert(group.finding)
      case .program(let uuid): programs[uuid, default: []].insert(group.finding)
      // The findings of settings are blockers.
      case .lms, .organization: continue
      }
    }
    try records.read { reader in
      let marks = try reader.undoneMarks()
      if !runs.isEmpty {
        let filter = RunFilter(users: usernames, courseRuns: runs.keys.map(\.text))
        try reader.runRecords(filter, now: now) { record in
          try Task.checkCancellation()
          guard let wanted = runs[ExactText(record.courseRun)],
            record.assessment.findings.contains(where: wanted.contains)
          else { return }
          plan.add(try Row(record, reader, include: plan.included, undone: marks).repairing(only: wanted))
        }
      }
      if !programs.isEmpty {
        try reader.programRecords(RunFilter(users: usernames, programs: Set(programs.keys)), now: now) { record in
          try Task.checkCancellation()
          for row in ProgramRow.rows(record, reader, include: plan.included, undone: marks)
          where programs[record.program]?.contains(row.finding) ?? false {
            plan.add(row)
          }
        }
      }
    }
    return plan
  }
}

extension BackfillPlan.Row {
  /// The row without what else could be repaired in it; what goes with an award, its grade, stays.
  fileprivate func repairing(only wanted: Set<Finding>) -> BackfillPlan.Row {
    BackfillPlan.Row(
      username: username,
      lmsUserID: lmsUserID,
      courseRunKey: courseRunKey,
      assessment: RunAssessment(
        shown: assessment.shown,
        findings: assessment.findings.filter { !$0.isRepairedByBackfill || wanted.contains($0) }
      ),
      lacksGrade: lacksGrade,
      obstacles: obstacles,
      dates: dates,
      evidence: evidence,
      undone: undone
    )
  }
}
