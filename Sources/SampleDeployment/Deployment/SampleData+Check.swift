import OpenEdX

/// SQLite would refuse some of what is found here as well, but it does not know the line.
extension SampleData {
  /// Checks that each name is brought in once and that nothing refers to a name that is not.
  func check() throws(SampleError) {
    let catalog = try checkCatalog()
    try checkLMS(runs: catalog.runs)
    try checkCredentials(catalog)
    if let second = credentialsSites.dropFirst().first {
      throw second.error(.duplicate, "there is a second site", remedy: "The sample has one site in Credentials.")
    }
  }

  /// What the other files refer to.
  private struct Catalog {
    var runs = Register("course run", in: CourseRunEntry.file)
    var catalogRuns = Register("course run of Credentials' catalog", in: CourseRunEntry.file)
    var configuredRuns = Register("course run with a configuration", in: CourseRunEntry.file)
    var programs = Register("program", in: ProgramEntry.file)
    var configuredPrograms = Register("program with a certificate", in: ProgramEntry.file)
  }

  private func checkCatalog() throws(SampleError) -> Catalog {
    var known = Catalog()
    var organizationKeys = Register("organization", in: OrganizationEntry.file)
    for entry in organizations { try organizationKeys.add(entry.value.key, by: entry) }
    var courseKeys = Register("course", in: CourseEntry.file)
    for entry in courses {
      try courseKeys.add(entry.value.key, by: entry)
      for owner in entry.value.owners { try organizationKeys.require(owner, by: entry) }
    }
    for entry in courseRuns {
      let run = entry.value
      try known.runs.add(run.key, by: entry)
      try courseKeys.require(run.course, by: entry)
      do throws(CourseKeyError) {
        _ = try CourseKey(run.key)
      } catch {
        throw entry.error(.invalid, error.description, remedy: "Write it as course-v1:organization+course+run.")
      }
      if run.inCatalog ?? true { try known.catalogRuns.add(run.key, by: entry) }
      if run.configuration == .active || run.configuration == .inactive {
        try known.catalogRuns.require(run.key, by: entry)
      }
      if run.configuration != .absent { try known.configuredRuns.add(run.key, by: entry) }
    }
    for entry in programs {
      try known.programs.add(entry.value.uuid.value.hex, by: entry)
      for key in entry.value.organizations { try organizationKeys.require(key, by: entry) }
      for key in entry.value.courseRuns { try known.catalogRuns.require(key, by: entry) }
      if entry.value.certificate != .absent { try known.configuredPrograms.add(entry.value.uuid.value.hex, by: entry) }
    }
    for entry in pathways {
      for program in entry.value.programs { try known.programs.require(program.value.hex, by: entry) }
    }
    return known
  }

  private func checkLMS(runs: Register) throws(SampleError) {
    var names = Register("learner", in: LearnerEntry.file)
    var ids = Register("LMS user id", in: LearnerEntry.file)
    for entry in learners {
      try names.add(entry.value.username, by: entry)
      try ids.add("\(entry.value.lmsUserID)", by: entry)
    }
    var pairs = Register("certificate", in: CertificateEntry.file)
    for entry in certificates {
      try names.require(entry.value.username, by: entry)
      try runs.require(entry.value.courseRun, by: entry)
      try pairs.add("\(entry.value.username), \(entry.value.courseRun)", by: entry)
    }
    var grades = Register("grade", in: LMSGradeEntry.file)
    for entry in lmsGrades {
      try names.require(entry.value.username, by: entry)
      try runs.require(entry.value.courseRun, by: entry)
      try grades.add("\(entry.value.username), \(entry.value.courseRun)", by: entry)
      try checkPercent(entry.value.percent, of: entry)
    }
  }

  private func checkCredentials(_ catalog: Catalog) throws(SampleError) {
    var names = Register("Credentials username", in: LearnerEntry.file)
    for entry in learners { try names.add(entry.value.nameInCredentials, by: entry) }
    var pairs = Register("award", in: AwardEntry.file)
    for entry in awards {
      let award = entry.value
      try names.require(award.username, by: entry)
      switch (award.courseRun, award.program) {
      case (let run?, nil):
        try catalog.configuredRuns.require(run, by: entry)
        try pairs.add("\(award.username), \(run)", by: entry)
      case (nil, let program?):
        try catalog.configuredPrograms.require(program.value.hex, by: entry)
        try pairs.add("\(award.username), \(program.value)", by: entry)
      default:
        throw entry.error(.invalid, "an award is for a run or for a program", remedy: "Give it one of the two fields.")
      }
    }
    var grades = Register("grade", in: CredentialsGradeEntry.file)
    for entry in credentialsGrades {
      try names.require(entry.value.username, by: entry)
      try catalog.catalogRuns.require(entry.value.courseRun, by: entry)
      try grades.add("\(entry.value.username), \(entry.value.courseRun)", by: entry)
      try checkPercent(entry.value.percent, of: entry)
    }
  }

  private func checkPercent<Entry>(_ percent: Double, of entry: Placed<Entry>) throws(SampleError) {
    guard !(0...1).contains(percent) else { return }
    throw entry.error(.invalid, "the field “percent” is not within 0 and 1", remedy: "0.84 is 84 %.")
  }
}
