import OpenEdX

/// The programs on a learner's list: `GET /records/api/v1/program_records/` (<doc:CredentialsAPI#Learner-records>).
package struct ProgramRecordList: Sendable {
  /// One program of the list.
  package struct Entry: Sendable {
    /// The program.
    package let program: ProgramUUID
    /// Its title.
    package let name: String
    /// Its authoring organizations, joined by commas.
    package let partner: String
    /// Whether a visible, awarded program credential exists.
    package let isCompleted: Bool

    /// The word beside the program on the page.
    package var statusWord: String { isCompleted ? "Completed" : "Partially Completed" }
  }

  /// In the order of the page: by title; empty where the service fails.
  package let entries: [Entry]
  /// What makes the service answer 500 in place of the list; nil when nothing does.
  package let failure: PageFailure?

  /// The service's answer, or the failure. `empty` is false for whatever is listed.
  package var json: JSONValue {
    if let failure { return ["page_failure": failure.json] }
    return [
      "enrolled_programs": .array(
        entries.map {
          [
            "name": .string($0.name), "uuid": .string($0.program.hex), "partner": .string($0.partner),
            "completed": .bool($0.isCompleted), "empty": false,
          ]
        }
      )
    ]
  }
}

extension RecordReader {
  /// The learner's list as the service answers it.
  ///
  /// - Returns: nil when Credentials has no such user, where the service answers 404.
  package func programRecordList(username: String, now: UTCTime) throws -> ProgramRecordList? {
    guard let user = try CredentialsUser(db, username: username) else { return nil }
    return list(Holdings(catalog: catalog, rows: try pageRows(user.username), now: now))
  }

  /// The learner's lists on other sites of Credentials, of those sites on which something is listed.
  package func listsOfOtherSites(username: String, now: UTCTime) throws -> [(CredentialsSite, ProgramRecordList)] {
    try sites.filter { $0.id != servedSiteID && $0.isConfigured && $0.programs > 0 }.compactMap { site in
      var settings = settings
      settings.site = "\(site.id)"
      let other = try RecordReader(db, settings)
      guard let list = try other.programRecordList(username: username, now: now), !list.entries.isEmpty else {
        return nil
      }
      return (site, list)
    }
  }

  func list(_ holdings: Holdings) -> ProgramRecordList {
    if let failure = holdings.listFailure { return ProgramRecordList(entries: [], failure: failure) }
    let listed = holdings.listedRunIDs
    let programs = catalog.programs.filter { $0.isOffered && $0.runIDs.contains { listed.contains($0) } }
    return ProgramRecordList(
      entries: programs.map {
        ProgramRecordList.Entry(
          program: $0.uuid,
          name: $0.title,
          partner: $0.school,
          isCompleted: holdings.isCompletedOnList($0)
        )
      },
      failure: nil
    )
  }
}
