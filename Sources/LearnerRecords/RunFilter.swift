import OpenEdX

/// Which (learner, course run) rows are wanted; an empty list admits all.
public struct RunFilter: Sendable {
  /// Learners by a name of either database, spelled exactly or else without case. Unknown names are passed over.
  public var users: [String]
  /// Programs; a row is admitted when its run is in one of them.
  public var programs: Set<ProgramUUID>
  /// Keys of course runs, spelled as the rows spell them.
  public var courseRuns: [String]
  /// Organizations, the first part of a run's key, spelled exactly.
  public var organizations: [String]

  /// Takes what is wanted.
  public init(
    users: [String] = [],
    programs: Set<ProgramUUID> = [],
    courseRuns: [String] = [],
    organizations: [String] = []
  ) {
    self.users = users
    self.programs = programs
    self.courseRuns = courseRuns
    self.organizations = organizations
  }

  /// Everything.
  public static let all = RunFilter()

  func admits(_ run: CourseRunFacts, _ catalog: Catalog) -> Bool {
    if !courseRuns.isEmpty, !courseRuns.contains(where: { CodePoints.equal($0, run.key) }) { return false }
    if !organizations.isEmpty, !organizations.contains(where: { CodePoints.equal($0, run.org) }) { return false }
    return programs.isEmpty || run.programs.contains { programs.contains(catalog.programs[$0].uuid) }
  }

  func admits(_ program: Catalog.Program) -> Bool { programs.isEmpty || programs.contains(program.uuid) }
}
