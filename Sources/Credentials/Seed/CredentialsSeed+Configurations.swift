import OpenEdX

extension CredentialsSeed {
  /// A row of `credentials_coursecertificate`: what awards of a run point at.
  public struct CourseCertificate: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The key of the run, which is also the row's `course_id`.
    public var courseRun: String
    /// The mode, kept as `certificate_type`.
    public var mode: CourseMode
    /// Awards are visible from here on, UTC; nil is at once.
    public var availableDate: UTCTime?
    /// Whether awards are taken.
    public var isActive: Bool
    /// Whether the row points at the catalog's run; false is the leftover of a post before the catalog knew the run.
    public var hasCatalogRun: Bool

    /// Takes the configuration's values.
    public init(
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
  public struct ProgramCertificate: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The program.
    public var program: ProgramUUID
    /// Whether awards are taken.
    public var isActive: Bool

    /// Takes the configuration's values.
    public init(_ program: ProgramUUID, isActive: Bool = true, id: Int64? = nil) {
      self.id = id
      self.program = program
      self.isActive = isActive
    }
  }
}
