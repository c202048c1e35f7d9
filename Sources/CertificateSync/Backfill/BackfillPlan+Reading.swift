import LearnerRecords
import OpenEdX

extension BackfillPlan {
  /// Makes the plan for what the filter admits, as the databases stand now.
  ///
  /// - Parameters:
  ///   - include: what to repair beside ``usual``.
  ///   - program: whose own row is wanted, whichever runs the filter picks; nil for the programs of these runs.
  ///   - limit: how many rows are repaired at most.
  ///   - withheld: what is left out, whatever is asked for, and why.
  ///   - includingUndone: whether rows are posted of which a post was undone.
  ///   - includingEvidence: whether each row carries what its findings rest on.
  ///   - progress: is told how many rows with findings have been looked at.
  /// - Throws: what the databases report, and `CancellationError`.
  package static func reading(
    _ records: RecordStore,
    _ filter: RunFilter,
    include: Set<Finding> = [],
    ofProgram program: ProgramUUID? = nil,
    limit: Int? = nil,
    withheld: [Finding: String] = [:],
    includingUndone: Bool = false,
    includingEvidence: Bool = false,
    now: UTCTime = .now,
    progress: (Int) -> Void = { _ in }
  ) throws -> BackfillPlan {
    var plan = BackfillPlan(include: include, limit: limit, withheld: withheld)
    plan.readAt = now
    var rows = 0
    try records.readInParallel(jobs: filter.isOfAllLearners ? RecordStore.usualJobs : 1) { reader in
      let marks = includingUndone ? .none : try reader.undoneMarks()
      // Runs come first, also where there is a limit.
      var programs: [ProgramRow] = []
      let take = { (record: ProgramRecord) in
        programs += ProgramRow.rows(
          record,
          reader,
          include: plan.included,
          undone: marks,
          includingEvidence: includingEvidence
        )
      }
      try reader.learnerFindings(filter, now: now) { learner in
        for record in try learner.runs() {
          plan.add(
            try Row(record, reader, include: plan.included, undone: marks, includingEvidence: includingEvidence)
          )
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
  ///
  /// The rule of grades is asked only where one may be sent, because it reads the LMS's grade.
  init(
    _ record: RunRecord,
    _ reader: RecordReader,
    include: Set<Finding>,
    undone: UndoneMarks,
    includingEvidence: Bool = false
  ) throws {
    var obstacles: [Finding: String] = [:]
    if let reason = Self.awardObstacle(record) {
      for finding in [Finding.awardLost, .revocationStale, .awardStale, .overrideDrift] { obstacles[finding] = reason }
    } else if let reason = Self.otherName(record.credential?.username, record.username) {
      for finding in [Finding.awardStale, .overrideDrift] { obstacles[finding] = reason }
    }
    if record.assessment.findings.contains(.accountMismatch) { obstacles[.awardStale] = Self.otherAccount }
    if let reason = Self.withheld(record.assessment.findings, include) {
      for finding in Finding.allCases where finding != .dateDrift { obstacles[finding] = reason }
    }
    let mayAward = record.assessment.isBackfilledByDefault && obstacles.isEmpty
    if (!record.facts.hasVerifiedGrade && (mayAward || include.contains(.gradeMissing)))
      || (record.facts.isGradeStale && include.contains(.gradeStale))
    {
      let rule = try reader.sendGrade(record)
      do throws(TaskObstacle) {
        _ = try rule.post(isInProgram: reader.isInProgram(courseRun: record.courseRun))
      } catch {
        (obstacles[.gradeMissing], obstacles[.gradeStale]) = (error.reason, error.reason)
      }
    }
    self.init(
      username: record.username,
      lmsUserID: record.lmsUserID,
      courseRunKey: record.courseRun,
      assessment: record.assessment,
      lacksGrade: !record.facts.hasVerifiedGrade,
      obstacles: obstacles,
      dates: RowDates(
        stored: record.configuration?.availableDate,
        computed: record.facts.lmsAvailableDate,
        hasOverride: record.facts.certificate?.dateOverride != nil,
        certificate: record.lms?.modified,
        now: record.now
      ),
      evidence: includingEvidence ? record.evidence : [],
      undone: undone.undone(record.username, courseRun: record.courseRun)
    )
  }

  /// A revocation could take from one person what another has lost.
  fileprivate static let otherAccount =
    "Credentials holds another lms_user_id for this name: a person decides whose credential it is"

  /// What keeps rows out of a plan unless it is included by name; nil for nothing.
  fileprivate static func withheld(_ findings: [Finding], _ include: Set<Finding>) -> String? {
    findings.first { BackfillPlan.consents.contains($0) && !include.contains($0) }.map {
      "\($0.summary) (\(OptionName.include) \($0.rawValue) takes it in)"
    }
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
  /// A row for each finding of drift; also, where lost awards are asked for, one for a program that would be awarded if it
  /// had a configuration.
  static func rows(
    _ record: ProgramRecord,
    _ reader: RecordReader,
    include: Set<Finding>,
    undone: UndoneMarks,
    includingEvidence: Bool = false
  ) -> [BackfillPlan.ProgramRow] {
    var findings = record.findings.filter { $0.kind == .drift }
    if include.contains(.programAwardLost), record.findings.contains(.programConfigMissing) {
      findings.append(.programAwardLost)
    }
    return findings.map {
      BackfillPlan.ProgramRow(
        record,
        $0,
        reader,
        include: include,
        undone: undone,
        includingEvidence: includingEvidence
      )
    }
  }

  /// The blockers of runs do not hold for programs: their tasks ask for Credentials use alone.
  private init(
    _ record: ProgramRecord,
    _ finding: Finding,
    _ reader: RecordReader,
    include: Set<Finding>,
    undone: UndoneMarks,
    includingEvidence: Bool
  ) {
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
    } else if finding == .programAwardStale, record.findings.contains(.accountMismatch) {
      obstacle = BackfillPlan.Row.otherAccount
    } else if let reason = BackfillPlan.Row.withheld(record.findings, include) {
      obstacle = reason
    } else if finding == .programAwardStale, !record.facts.hasActiveConfiguration {
      obstacle = "Credentials has no active ProgramCertificate of the program, and takes no post for it"
    } else if finding == .programAwardStale, missing == nil {
      obstacle = "the catalog has no run of the program by which it could be revoked"
    }
    self.init(
      username: record.username,
      lmsUserID: record.lmsUserID,
      program: record.program,
      finding: finding,
      courseRunKey: missing,
      obstacle: obstacle,
      blockers: finding == .programAwardLost ? record.blockers : [],
      mail: finding == .programAwardLost ? record.mail : nil,
      evidence: includingEvidence ? record.evidence : [],
      undone: undone.undone(record.username, program: record.program)
    )
  }
}
