/// The body of the LMS's post for a course certificate (<doc:SyncFlow#Awarding-a-course-certificate>).
package struct CourseCredentialPost: Sendable, Hashable {
  /// The learner.
  package let username: String
  /// Awarded for a valid certificate, else revoked.
  package let status: CredentialStatus
  /// The run, spelled as the certificate spells it.
  package let courseRunKey: String
  /// The certificate's mode; used only when the configuration is made.
  package let mode: CourseMode
  /// The date override; nil deletes a stored one.
  package let dateOverride: UTCTime?

  /// Takes the parts of the body.
  package init(
    username: String,
    status: CredentialStatus,
    courseRunKey: String,
    mode: CourseMode,
    dateOverride: UTCTime?
  ) {
    self.username = username
    self.status = status
    self.courseRunKey = courseRunKey
    self.mode = mode
    self.dateOverride = dateOverride
  }

  /// The body as JSON. A fraction of a second in the override is dropped, as the LMS does.
  package var json: JSONValue {
    [
      "username": .string(username),
      "status": .string(status.rawValue),
      "credential": [
        "type": "course-run", "course_run_key": .string(courseRunKey), "mode": .string(mode.rawValue),
      ],
      "date_override": dateOverride.map { ["date": .string($0.apiText)] } ?? nil,
    ]
  }
}
