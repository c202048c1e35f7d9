/// All that decides what is said about a (learner, program) (findings.md, second table).
public struct ProgramFacts: Sendable {
  /// The status by which the LMS counts a program as one to award: `active` or `retired`.
  public var isOffered: Bool
  /// Whether Credentials has an active `ProgramCertificate` of it.
  public var hasActiveConfiguration: Bool
  /// The LMS certificates of the learner, course by course of the program; a course without one is an empty list.
  public var certificatesByCourse: [[RunFacts.Certificate]]
  /// Whether the learner holds an awarded program credential.
  public var isAwarded: Bool
  /// Whether that credential is visible yet.
  public var isVisible: Bool
  /// Whether the program is in the learner's list.
  public var isListed: Bool
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`.
  public var honorCertificatesDisabled: Bool

  /// Takes the facts.
  public init(
    isOffered: Bool,
    hasActiveConfiguration: Bool,
    certificatesByCourse: [[RunFacts.Certificate]],
    isAwarded: Bool,
    isVisible: Bool,
    isListed: Bool,
    honorCertificatesDisabled: Bool = false
  ) {
    self.isOffered = isOffered
    self.hasActiveConfiguration = hasActiveConfiguration
    self.certificatesByCourse = certificatesByCourse
    self.isAwarded = isAwarded
    self.isVisible = isVisible
    self.isListed = isListed
    self.honorCertificatesDisabled = honorCertificatesDisabled
  }

  /// Whether each course has a passing certificate in a relevant mode; a program without courses is never complete.
  public var isComplete: Bool {
    !certificatesByCourse.isEmpty && completedCourses == certificatesByCourse.count
  }

  /// How many courses have such a certificate.
  public var completedCourses: Int { completionByCourse.count { $0 } }

  /// Whether each course has such a certificate, in the order of ``certificatesByCourse``.
  public var completionByCourse: [Bool] {
    // Credentials' catalog does not keep the runs' types.
    let run = ProgramOutline.Run(key: "")
    return certificatesByCourse.map { course in
      course.contains { run.isCompleted(by: $0, honorCertificatesDisabled: honorCertificatesDisabled) }
    }
  }

  /// The findings that hold, in the order of findings.md.
  public var findings: [Finding] {
    var found: [Finding] = []
    if isAwarded {
      if !isComplete { found.append(.programAwardStale) }
      if !isVisible { found.append(.programHidden) }
    } else if isOffered, hasActiveConfiguration, isComplete {
      found.append(.programAwardLost)
    }
    let holdsValid = certificatesByCourse.contains { course in course.contains { $0.status.isValid } }
    if holdsValid, !isListed { found.append(.programUnlisted) }
    return found
  }
}
