import OpenEdX

extension RecordReader {
  /// What Credentials tells of its rows: when each was created and changed, and from when on the learner sees it.
  func credentialEvents(_ rows: LearnerRows) -> [HistoryEvent] {
    rows.credentials.courses.flatMap(courseEvents) + rows.credentials.programs.flatMap(programEvents)
  }

  private func courseEvents(_ credential: CredentialsRows.Credential) -> [HistoryEvent] {
    let configuration = catalog.courseConfigurations[credential.configurationID]
    var events = changes(credential, of: "Credential", run: configuration?.courseRun)
    let date = credential.dateOverride.flatMap { UTCTime($0) } ?? configuration?.availableDate
    if let date, credential.isAwarded {
      events.append(
        HistoryEvent(
          time: date,
          source: .credentials,
          courseRun: configuration?.courseRun,
          text: "Visible to the learner from then on"
        )
      )
    }
    return events
  }

  private func programEvents(_ credential: CredentialsRows.Credential) -> [HistoryEvent] {
    let program = catalog.programByConfiguration[credential.configurationID].map { catalog.programs[$0].title }
    let name = program.map { "Credential of the program “\($0)”" } ?? "Credential of a program"
    return changes(credential, of: name, run: nil)
  }

  private func changes(_ credential: CredentialsRows.Credential, of what: String, run: String?) -> [HistoryEvent] {
    guard let created = UTCTime(credential.created) else { return [] }
    let modified = UTCTime(credential.modified) ?? created
    // Django writes both in the same save, some microseconds apart.
    let isUnchanged = modified.microseconds - created.microseconds < 1_000_000
    let first = HistoryEvent(
      time: created,
      source: .credentials,
      courseRun: run,
      text: isUnchanged ? "\(what) created: \(credential.status)" : "\(what) created"
    )
    guard !isUnchanged else { return [first] }
    let text = "\(what) changed last: \(credential.status)"
    return [first, HistoryEvent(time: modified, source: .credentials, courseRun: run, text: text)]
  }

  /// What both systems hold now of each run with a certificate.
  func standings(_ rows: LearnerRows) -> [LearnerHistory.Standing] {
    rows.certificates.map { certificate in
      let credential = rows.credentials.courses.first { credential in
        catalog.courseConfigurations[credential.configurationID].map {
          CodePoints.equal($0.courseRun, certificate.courseRun)
        } ?? false
      }
      return LearnerHistory.Standing(
        courseRun: certificate.courseRun,
        certificate: certificate.status,
        certificateTime: UTCTime(certificate.modified),
        credential: credential?.status
      )
    }
  }
}
