import OpenEdX

/// What keeps a program out of a learner's list (<doc:CredentialsAPI#Learner-records>).
package enum UnlistedCause: String, Sendable, Hashable, CaseIterable {
  /// The program is neither active nor retired, and such a program is listed for nobody.
  case status
  /// None of the learner's runs is Earned, and of one a finding can be repaired.
  case runs
  /// None of the learner's runs is Earned, and one is awarded with an available date that is still to come.
  case dates
}

extension Set<UnlistedCause> {
  /// What to do about them.
  var nextStep: NextStep {
    var texts: [String] = []
    if contains(.status) {
      texts.append(
        "Set the program's status to active in Discovery, then run copy_catalog in Credentials: a program that is "
          + "neither active nor retired is in nobody's list."
      )
    }
    if contains(.runs) { texts.append("Repair the findings of its course runs.") }
    if contains(.dates) { texts.append("Wait for the dates of its course runs, or correct them in Studio.") }
    return NextStep(
      text: texts.isEmpty ? Finding.programUnlisted.remedy : texts.joined(separator: " "),
      command: contains(.status) ? Finding.copyCatalog : nil
    )
  }
}

extension RecordReader {
  /// Why a program is not in the list of a learner with a valid certificate in it.
  func unlistedCauses(_ program: Catalog.Program, _ rows: LearnerRows, now: UTCTime) -> Set<UnlistedCause> {
    var causes: Set<UnlistedCause> = program.isOffered ? [] : [.status]
    let builder = RunRecordBuilder(
      reader: self,
      filter: RunFilter(programs: [program.uuid]),
      includingRowsWithoutFindings: false,
      now: now
    )
    let judged = builder.judgements(rows).filter { $0.run.runIDs.contains(where: program.runIDs.contains) }
    // One Earned run is enough for the list.
    guard !judged.contains(where: { $0.assessment.shown == .earned && $0.configuration?.runID != nil }) else {
      return causes
    }
    for assessment in judged.map(\.assessment) {
      if !assessment.blockers.isEmpty
        || assessment.findings.contains(where: { $0.isRepairedByDefault || $0 == .dateDrift })
      {
        causes.insert(.runs)
      }
      // A date that is not the LMS's is no date to wait for.
      if assessment.findings.contains(.hiddenUntilDate), !assessment.findings.contains(.dateDrift) {
        causes.insert(.dates)
      }
    }
    return causes
  }
}
