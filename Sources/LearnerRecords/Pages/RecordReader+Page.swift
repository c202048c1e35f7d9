import OpenEdX

extension RecordReader {
  /// The learner's record of a program, as their page shows it and why.
  ///
  /// - Parameters:
  ///   - username: a name of either database, spelled exactly or else without case.
  ///   - account: whose page is shown, where it is not that of the learner's present name.
  /// - Returns: nil when nobody knows the name, or the site has no such program.
  package func learnerRecord(
    username: String,
    account: String? = nil,
    program uuid: ProgramUUID,
    now: UTCTime
  ) throws -> LearnerRecordPage? {
    guard let learner = try learner(named: username), let program = catalog.program(uuid),
      let rows = try rows(of: [learner]).first, let person = try people([learner]).first
    else { return nil }
    let known = try account.flatMap { try CredentialsUser(db, username: $0) } ?? credentialsUser(learner)
    let user = known ?? CredentialsUser(absent: person)
    let detail = try detail(user, program, now: now)
    let holdings = Holdings(catalog: catalog, rows: try pageRows(user.username), now: now)
    let list = list(holdings)
    let entry = list.entries.first { $0.program == uuid }
    var notes = [String]()
    if known == nil {
      notes.append("Credentials has no user “\(user.username)” yet; the pages exist from the first visit on.")
    }
    if let failure = detail.failure { notes += [failure.text, failure.remedy] }
    if let failure = list.failure, failure != detail.failure { notes += ["The list: " + failure.text, failure.remedy] }
    return LearnerRecordPage(
      person: person,
      detail: detail,
      listWord: list.failure == nil ? entry?.statusWord : PageFailure.word,
      reasonUnlisted: list.failure == nil && entry == nil ? reasonUnlisted(program, holdings) : nil,
      rows: try pageRows(detail, program, rows, now: now),
      program: try programRecords(rows, RunFilter(programs: [uuid]), now: now).first,
      notes: notes,
      site: sites.first { $0.id == servedSiteID }
    )
  }

  private func pageRows(
    _ detail: ProgramRecordDetail,
    _ program: Catalog.Program,
    _ rows: LearnerRows,
    now: UTCTime
  ) throws -> [LearnerRecordPage.Row] {
    let filter = RunFilter(programs: [program.uuid])
    let builder = RunRecordBuilder(reader: self, filter: filter, includingRowsWithoutFindings: true, now: now)
    let records = try builder.records(rows)
    return try detail.courses.map { course in
      let runs = program.runIDs.filter { catalog.runs[$0]?.courseID == course.courseID }
      return LearnerRecordPage.Row(
        course,
        isFailed: detail.failure != nil,
        runs: try runs.compactMap { id in
          guard let key = catalog.runs[id]?.key else { return nil }
          return try records.first { run($0.courseRun).runIDs.contains(id) } ?? builder.absence(run(key), rows)
        }
      )
    }
  }

  /// The first reason in the order in which the service asks (<doc:CredentialsAPI#Learner-records>).
  private func reasonUnlisted(_ program: Catalog.Program, _ holdings: Holdings) -> String {
    guard program.isOffered else {
      return "The program's status is “\(program.status)”; only active and retired programs are listed."
    }
    let runs = Set(program.runIDs)
    let mine = holdings.rows.courses.compactMap { credential in
      catalog.courseConfigurations[credential.configurationID].map { (credential, $0) }
    }.filter { $0.1.runID.map { runs.contains($0) } ?? false }
    let awarded = mine.filter { $0.0.isAwarded }
    guard let first = awarded.first else {
      return mine.isEmpty
        ? "Credentials holds no course credential of the learner for any run of the program."
        : "Every course credential of the learner in the program is revoked."
    }
    let dates = awarded.compactMap(\.1.availableDate).filter { $0 > holdings.now }
    if dates.count == awarded.count, let soonest = dates.min() {
      return "Every awarded course credential in the program is hidden, the first until \(soonest.apiText)."
    }
    return "The configuration \(first.1.id) of \(first.1.courseRun) belongs to another site than the program."
  }
}

extension LearnerRecordPage.Row {
  init(_ course: ProgramRecordDetail.Course, isFailed: Bool, runs: [RunRecord]) {
    let isEarned = course.issueDate != nil && !isFailed
    self.init(
      name: course.name ?? "",
      school: course.school,
      courseID: isEarned ? course.run.map(LearnerRecordPage.pageCourseID) ?? "" : "",
      percent: isEarned ? LearnerRecordPage.percentText(course.percent ?? 0) : "",
      letter: isEarned ? course.letter ?? "" : "",
      attempts: isEarned ? course.attempts.map(String.init) ?? "" : "",
      dateEarned: isEarned ? course.issueDate : nil,
      status: isFailed ? .failed : isEarned ? .earned : .notEarned,
      isGradeMissing: isEarned && course.percent == nil,
      awardedRuns: course.awardedRuns,
      runs: runs
    )
  }
}

extension CredentialsUser {
  /// A learner of whom Credentials has no user.
  init(absent person: LearnerPerson) {
    id = -1
    username = person.username
    email = person.email
    fullName = person.fullName
  }
}
