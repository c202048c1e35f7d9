import OpenEdX

/// Which (learner, course run) rows are wanted; an empty list admits all.
package struct RunFilter: Sendable, Equatable {
  /// Learners by a name of either database, spelled exactly or else without case. Unknown names are passed over.
  package var users: [String]
  /// Programs; a row is admitted when its run is in one of them.
  package var programs: Set<ProgramUUID>
  /// Keys of course runs, spelled as the rows spell them.
  package var courseRuns: [String]
  /// Organizations, the first part of a run's key, spelled exactly.
  package var organizations: [String]
  /// The first moment of a window, UTC, itself included; nil leaves the window open.
  ///
  /// A row is admitted when its certificate was last saved in the window, or its date override changed in it, deletions
  /// included; a row without a certificate is not (<doc:CertificatesAndModes#Recently-modified-certificates>).
  package var modifiedSince: UTCTime?
  /// The last moment of the window, UTC, itself included; nil leaves the window open.
  package var modifiedUntil: UTCTime?

  /// Takes what is wanted.
  package init(
    users: [String] = [],
    programs: Set<ProgramUUID> = [],
    courseRuns: [String] = [],
    organizations: [String] = [],
    modifiedSince: UTCTime? = nil,
    modifiedUntil: UTCTime? = nil
  ) {
    self.users = users
    self.programs = programs
    self.courseRuns = courseRuns
    self.organizations = organizations
    self.modifiedSince = modifiedSince
    self.modifiedUntil = modifiedUntil
  }

  /// Everything.
  package static let all = RunFilter()

  func admits(_ run: CourseRunFacts, _ catalog: Catalog) -> Bool {
    if !courseRuns.isEmpty, !courseRuns.contains(where: { CodePoints.equal($0, run.key) }) { return false }
    if !organizations.isEmpty, !organizations.contains(where: { CodePoints.equal($0, run.org) }) { return false }
    return programs.isEmpty || run.programs.contains { programs.contains(catalog.programs[$0].uuid) }
  }

  /// Whether all learners are looked at, whenever something of theirs changed: one walk finds what decides.
  package var isOfAllLearners: Bool { users.isEmpty && !hasWindow }

  /// Whether there is a window at all.
  var hasWindow: Bool { modifiedSince != nil || modifiedUntil != nil }

  /// Whether single runs are picked out, by their keys, their organizations or a window.
  var picksRuns: Bool { !courseRuns.isEmpty || !organizations.isEmpty || hasWindow }

  /// Whether the row's certificate is of the window.
  ///
  /// - Parameter overridden: the certificates whose date override changed in the window.
  func admits(_ certificate: CertificateRow?, overridden: Set<Int64>) -> Bool {
    guard hasWindow else { return true }
    guard let certificate else { return false }
    if overridden.contains(certificate.id) { return true }
    guard let modified = UTCTime(certificate.modified) else { return false }
    return modifiedSince.map { $0 <= modified } ?? true && modifiedUntil.map { modified <= $0 } ?? true
  }

  func admits(_ program: Catalog.Program) -> Bool { programs.isEmpty || programs.contains(program.uuid) }
}
