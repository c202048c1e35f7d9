import OpenEdX

/// What a learner's credentials amount to on their pages: what is visible, listed and completed
/// (<doc:CredentialsAPI#Visibility>).
struct Holdings {
  let catalog: Catalog
  let rows: CredentialsRows
  let now: UTCTime

  private func configuration(_ credential: CredentialsRows.Credential) -> Catalog.CourseConfiguration? {
    catalog.courseConfigurations[credential.configurationID]
  }

  /// The course credentials whose available date is empty or past, awarded and revoked, with their configurations.
  var visibleCourseCredentials: [(CredentialsRows.Credential, Catalog.CourseConfiguration)] {
    rows.courses.compactMap { credential in
      guard let configuration = configuration(credential), configuration.isVisible(now) else { return nil }
      return (credential, configuration)
    }
  }

  /// The runs whose awarded, visible credentials put a program on the list.
  var listedRunIDs: Set<Int64> {
    Set(
      visibleCourseCredentials.compactMap { credential, configuration in
        credential.isAwarded && configuration.siteID == catalog.siteID ? configuration.runID : nil
      }
    )
  }

  /// Since when a program's credential is visible: the latest of its runs' dates; nil for never.
  ///
  /// For each run the learner's first credential counts, whatever its status: its available date, else its creation.
  private func visibleDate(runs: [Int64]) -> UTCTime? {
    var latest: UTCTime?
    for run in runs {
      let mine = rows.courses.filter { configuration($0)?.runID == run }
      guard let first = mine.min(by: { $0.id < $1.id }) else { continue }
      let date = configuration(first)?.availableDate ?? UTCTime(first.created)
      latest = [latest, date].compactMap { $0 }.max()
    }
    return latest
  }

  /// Since when the first visible one of the program's awarded credentials is; nil when none ever is.
  ///
  /// The runs are those of the program that the credential's configuration is linked to, which need not be this one.
  func programVisibleDate(_ program: Catalog.Program) -> UTCTime? {
    awardedCredentials(of: program).compactMap { visibleDate($0) }.min()
  }

  private func visibleDate(_ credential: CredentialsRows.Credential) -> UTCTime? {
    catalog.programConfigurations[credential.configurationID]
      .flatMap { catalog.runIDs(of: $0) }
      .flatMap { visibleDate(runs: $0) }
  }

  func isProgramVisible(_ program: Catalog.Program) -> Bool {
    programVisibleDate(program).map { $0 <= now } ?? false
  }

  /// The learner's awarded credentials of the program: those whose configuration has its uuid, whatever it is linked to.
  func awardedCredentials(of program: Catalog.Program) -> [CredentialsRows.Credential] {
    rows.programs.filter { $0.isAwarded && isCredential($0, of: program) }
  }

  /// Whether the learner has a credential of the program, awarded or not.
  func holds(_ program: Catalog.Program) -> Bool { rows.programs.contains { isCredential($0, of: program) } }

  private func isCredential(_ credential: CredentialsRows.Credential, of program: Catalog.Program) -> Bool {
    catalog.programConfigurations[credential.configurationID]?.programUUID == program.uuid
  }

  /// Whether the program's record says that it is completed.
  func isCompleted(_ program: Catalog.Program) -> Bool { isProgramVisible(program) }

  /// Whether the list says so: there the credential's configuration has to be of the site as well.
  func isCompletedOnList(_ program: Catalog.Program) -> Bool {
    awardedCredentials(of: program).contains { credential in
      catalog.programConfigurations[credential.configurationID]?.siteID == catalog.siteID
        && visibleDate(credential).map { $0 <= now } ?? false
    }
  }

  /// How many of the program's courses have a run with an awarded, visible credential.
  func earnedCourses(_ program: Catalog.Program) -> Int {
    let inProgram = Set(program.runIDs)
    var courses: Set<Int64> = []
    for (credential, configuration) in visibleCourseCredentials where credential.isAwarded {
      if let id = configuration.runID, inProgram.contains(id), let run = catalog.runs[id] {
        courses.insert(run.courseID)
      }
    }
    return courses.count
  }
}
