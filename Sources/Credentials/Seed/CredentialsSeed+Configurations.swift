import OpenEdX

extension CredentialsSeed {
  /// A row of `credentials_coursecertificate`: what awards of a run point at.
  package struct CourseCertificate: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The key of the run, which is also the row's `course_id`.
    package var courseRun: String
    /// The mode, kept as `certificate_type`.
    package var mode: CourseMode
    /// Awards are visible from here on, UTC; nil is at once.
    package var availableDate: UTCTime?
    /// Whether awards are taken.
    package var isActive: Bool
    /// Whether the row points at the catalog's run; false is the leftover of a post before the catalog knew the run.
    package var hasCatalogRun: Bool

    /// Takes the configuration's values.
    package init(
      _ courseRun: String,
      mode: CourseMode = .verified,
      availableDate: UTCTime? = nil,
      isActive: Bool = true,
      hasCatalogRun: Bool = true,
      id: Int64? = nil
    ) {
      self.id = id
      self.courseRun = courseRun
      self.mode = mode
      self.availableDate = availableDate
      self.isActive = isActive
      self.hasCatalogRun = hasCatalogRun
    }
  }

  /// A row of `credentials_programcertificate`: what awards of a program point at.
  package struct ProgramCertificate: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The program.
    package var program: ProgramUUID
    /// Whether awards are taken.
    package var isActive: Bool

    /// Takes the configuration's values.
    package init(_ program: ProgramUUID, isActive: Bool = true, id: Int64? = nil) {
      self.id = id
      self.program = program
      self.isActive = isActive
    }
  }
}
