import OpenEdX

/// One credential as the service's list shows it (<doc:CredentialsAPI#Credentials>).
package struct ListedCredential: Sendable, Hashable {
  /// What was awarded.
  package enum Subject: Sendable, Hashable {
    /// A course run and the mode that its configuration holds.
    case courseRun(key: String, mode: String)
    /// A program.
    case program(ProgramUUID)
  }

  /// Its identity, hyphened.
  package let uuid: String
  /// The learner, as the service spells the name.
  package let username: String
  /// What was awarded.
  package let subject: Subject
  /// Awarded or revoked.
  package let status: CredentialStatus
  /// The date that stands in for the award's own; nil without one.
  package let dateOverride: UTCTime?
  /// When it was first posted, in whole seconds.
  package let created: UTCTime
  /// When it was last posted, in whole seconds.
  package let modified: UTCTime

  /// Takes the parts of a row.
  package init(
    uuid: String,
    username: String,
    subject: Subject,
    status: CredentialStatus,
    dateOverride: UTCTime?,
    created: UTCTime,
    modified: UTCTime
  ) {
    self.uuid = uuid
    self.username = username
    self.subject = subject
    self.status = status
    self.dateOverride = dateOverride
    self.created = created
    self.modified = modified
  }

  /// Reads one row; nil when it is not of the documented form.
  package init?(_ row: JSONValue) {
    guard let uuid = row["uuid"]?.string, let username = row["username"]?.string,
      let status = row["status"]?.string.flatMap(CredentialStatus.init(rawValue:)),
      let created = row["created"]?.string.flatMap({ UTCTime($0) }),
      let modified = row["modified"]?.string.flatMap({ UTCTime($0) }),
      let subject = row["credential"].flatMap(Subject.init)
    else { return nil }
    self.uuid = uuid
    self.username = username
    self.subject = subject
    self.status = status
    self.created = created
    self.modified = modified
    dateOverride = row["date_override"]?["date"]?.string.flatMap { UTCTime($0) }
  }
}

extension ListedCredential {
  /// The row as the service writes it, as far as it is known here.
  var json: JSONValue {
    let credential: JSONValue =
      switch subject {
      case .courseRun(let key, let mode):
        ["type": "course-run", "course_run_key": .string(key), "mode": .string(mode)]
      case .program(let uuid): ["type": "program", "program_uuid": .string(uuid.dashed)]
      }
    return [
      "uuid": .string(uuid), "username": .string(username), "credential": credential,
      "status": .string(status.rawValue), "date_override": dateOverride.map { ["date": .string($0.apiText)] } ?? .null,
      "created": .string(created.apiText), "modified": .string(modified.apiText),
    ]
  }
}

extension ListedCredential.Subject {
  init?(_ value: JSONValue) {
    if let key = value["course_run_key"]?.string {
      self = .courseRun(key: key, mode: value["mode"]?.string ?? "")
    } else if let uuid = value["program_uuid"]?.string.flatMap({ ProgramUUID($0) }) {
      self = .program(uuid)
    } else {
      return nil
    }
  }
}
