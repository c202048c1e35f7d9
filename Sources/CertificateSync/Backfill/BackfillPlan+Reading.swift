import LearnerRecords
import OpenEdX

extension BackfillPlan {
  /// Makes the plan for what the filter admits, as the databases stand now.
  ///
  /// - Parameters:
  ///   - include: what to mend beside ``usual``.
  ///   - program: whose own row is wanted, whichever runs the filter picks; nil for the programs of these runs.
  ///   - limit: how many rows are mended at most.
  ///   - progress: is told how many rows with findings have been looked at.
  /// - Throws: what the databases report, and `CancellationError`.
  package static func reading(
    _ records: RecordStore,
    _ filter: RunFilter,
    include: Set<Finding> = [],
    ofProgram program: ProgramUUID? = nil,
    limit: Int? = nil,
    now: UTCTime = .now,
    progress: (Int) -> Void = { _ in }
  ) throws -> BackfillPlan {
    var plan = BackfillPlan(include: include, limit: limit)
    plan.readAt = now
    var rows = 0
    try records.read { reader in
      // Runs come first, also where there is a limit.
      var programs: [ProgramRow] = []
      let take = { (record: ProgramRecord) in programs += record.findings.map { ProgramRow(record, $0, reader) } }
      try reader.learnerFindings(filter, now: now) { learner in
        for record in learner.runs {
          plan.add(try Row(record, reader, asksForGrades: plan.included.contains(.gradeMissing)))
          rows += 1
          progress(rows)
        }
        if program == nil { learner.programs.forEach(take) }
      }
      if let program {
        try reader.programRecords(RunFilter(users: filter.users, programs: [program]), now: now, take)
      }
      for row in programs { plan.add(row) }
    }
    return plan
  }
}

extension BackfillPlan.Row {
  /// Asks the tasks' own rules what they would do, so that what they would skip is left out with their reason.
  init(_ record: RunRecord, _ reader: RecordReader, asksForGrades: Bool) throws {
    var obstacles: [Finding: String] = [:]
    if let reason = Self.awardObstacle(record) {
      for finding in [Finding.awardLost, .revocationStale, .awardStale, .overrideDrift] { obstacles[finding] = reason }
    } else if let reason = Self.otherName(record.credential?.username, record.username) {
      for finding in [Finding.awardStale, .overrideDrift] { obstacles[finding] = reason }
    }
    if asksForGrades, !record.facts.hasVerifiedGrade {
      let rule = try reader.sendGrade(record)
      do throws(TaskObstacle) {
        _ = try rule.post(isInProgram: reader.isInProgram(courseRun: record.courseRun))
      } catch {
        obstacles[.gradeMissing] = error.reason
      }
    }
    self.init(
      username: record.username,
      courseRunKey: record.courseRun,
      assessment: record.assessment,
      lacksGrade: !record.facts.hasVerifiedGrade,
      obstacles: obstacles,
      hiddenUntil: record.configuration?.availableDate.flatMap { $0 > record.now ? $0 : nil }
    )
  }

  /// Why a post does not reach what hangs on another name; nil when it does.
  ///
  /// Databases differ in which letters beside A to Z they compare without case: where one might keep two names apart,
  /// nothing is promised.
  fileprivate static func otherName(_ name: String?, _ username: String) -> String? {
    guard let name, !CodePoints.equalWithoutASCIICase(name, username) else { return nil }
    return "the credential hangs on the name “\(name)”, and posts go to “\(username)”"
  }

  private static func awardObstacle(_ record: RunRecord) -> String? {
    let rule = AwardCourseCertificate(
      username: record.username,
      courseRunKey: record.courseRun,
      issuanceEnabled: record.facts.issuanceEnabled,
      userExists: record.lmsUserID != nil,
      certificate: record.facts.certificate,
      hasOverview: record.facts.hasOverview
    )
    do throws(TaskObstacle) { _ = try rule.post() } catch { return error.reason }
    return nil
  }
}

extension BackfillPlan.ProgramRow {
  /// The blockers of runs do not hold for programs: their tasks ask for Credentials use alone.
  init(_ record: ProgramRecord, _ finding: Finding, _ reader: RecordReader) {
    let courses = reader.courseRuns(ofProgram: record.program)
    let missing = zip(courses, record.facts.completionByCourse).first { !$0.1 }?.0.first
    var obstacle: String?
    if !reader.issuanceEnabled {
      obstacle = Finding.issuanceDisabled.summary
    } else if record.lmsUserID == nil {
      obstacle = "user \(record.username) does not exist in the LMS"
    } else if finding == .programAwardStale,
      let reason = BackfillPlan.Row.otherName(record.credentialUsername, record.username)
    {
      obstacle = reason
    } else if finding == .programAwardStale, !record.facts.hasActiveConfiguration {
      obstacle = "Credentials has no active ProgramCertificate of the program, and takes no post for it"
    } else if finding == .programAwardStale, missing == nil {
      obstacle = "the catalog has no run of the program by which it could be revoked"
    }
    self.init(
      username: record.username,
      program: record.program,
      finding: finding,
      courseRunKey: missing,
      obstacle: obstacle
    )
  }
}
