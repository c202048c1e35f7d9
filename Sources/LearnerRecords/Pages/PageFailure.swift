import OpenEdX

/// What makes the service answer 500 in place of a learner's page: one row of Credentials' database.
package struct PageFailure: Sendable, Hashable {
  /// The row.
  package enum Cause: Sendable, Hashable {
    /// A `CourseCertificate` without a course run, of which the learner holds a visible credential. Each of the
    /// learner's records reads the run's key.
    case courseConfiguration(Int64, courseRun: String)
    /// A `ProgramCertificate` without a program, of which the learner holds an awarded credential. The list and the
    /// program's record read the program's runs.
    case programConfiguration(Int64)
  }

  /// The row.
  package let cause: Cause

  /// Whether the list fails as well as records.
  var failsList: Bool {
    if case .programConfiguration = cause { true } else { false }
  }

  /// The word in place of the ones that the page would show.
  package static let word = "Fails (500)"

  /// What fails and why, as a sentence.
  package var text: String { "The service fails on this page (500): \(reason)." }

  /// What repairs it, as a sentence.
  package var remedy: String {
    switch cause {
    case .courseConfiguration(let id, _):
      "Set the course run of CourseCertificate \(id) in Credentials' admin, after copy_catalog if the catalog lacks it."
    case .programConfiguration(let id):
      "Set the program of ProgramCertificate \(id) in Credentials' admin, after copy_catalog if the catalog lacks it."
    }
  }

  private var reason: String {
    switch cause {
    case .courseConfiguration(let id, let courseRun):
      "CourseCertificate \(id) of \(courseRun), of which the learner has a credential, is not linked to the catalog"
    case .programConfiguration(let id):
      "ProgramCertificate \(id), of which the learner has an awarded credential, has no program"
    }
  }

  /// The failure for programs: the service's status, the row by table and id, and the two sentences.
  package var json: JSONValue {
    let row: (table: String, id: Int64) =
      switch cause {
      case .courseConfiguration(let id, _): ("credentials_coursecertificate", id)
      case .programConfiguration(let id): ("credentials_programcertificate", id)
      }
    return [
      "status": 500, "table": .string(row.table), "id": JSONValue(row.id), "cause": .string(text),
      "remedy": .string(remedy),
    ]
  }
}

extension Holdings {
  /// What makes the service fail on the learner's list; nil when nothing does.
  var listFailure: PageFailure? { programFailure { _ in true } }

  /// What makes the service fail on the learner's record of a program; nil when nothing does.
  func recordFailure(_ program: Catalog.Program) -> PageFailure? {
    if let failure = programFailure({ $0.programUUID == program.uuid }) { return failure }
    for (_, configuration) in visibleCourseCredentials where configuration.runID == nil {
      return PageFailure(cause: .courseConfiguration(configuration.id, courseRun: configuration.courseRun))
    }
    return nil
  }

  private func programFailure(_ isRead: (Catalog.ProgramConfiguration) -> Bool) -> PageFailure? {
    for credential in rows.programs where credential.isAwarded {
      guard let configuration = catalog.programConfigurations[credential.configurationID], isRead(configuration),
        catalog.runIDs(of: configuration) == nil
      else { continue }
      return PageFailure(cause: .programConfiguration(configuration.id))
    }
    return nil
  }
}
