/// All that decides what is said about a (learner, program) (<doc:Findings#Programs>).
package struct ProgramFacts: Sendable {
  /// The status by which the LMS counts a program as one to award: `active` or `retired`.
  package var isOffered: Bool
  /// Whether Credentials has an active `ProgramCertificate` of it.
  package var hasActiveConfiguration: Bool
  /// The LMS certificates of the learner, course by course of the program; a course without one is an empty list.
  package var certificatesByCourse: [[RunFacts.Certificate]]
  /// Whether the learner holds an awarded program credential.
  package var isAwarded: Bool
  /// Whether that credential is visible yet.
  package var isVisible: Bool
  /// Whether the program is in the learner's list.
  package var isListed: Bool
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`.
  package var honorCertificatesDisabled: Bool

  /// Takes the facts.
  package init(
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
  package var isComplete: Bool {
    !certificatesByCourse.isEmpty && completedCourses == certificatesByCourse.count
  }

  /// How many courses have such a certificate.
  package var completedCourses: Int { completionByCourse.count { $0 } }

  /// Whether each course has such a certificate, in the order of ``certificatesByCourse``.
  package var completionByCourse: [Bool] {
    // Credentials' catalog does not keep the runs' types.
    let run = ProgramOutline.Run(key: "")
    return certificatesByCourse.map { course in
      course.contains { run.isCompleted(by: $0, honorCertificatesDisabled: honorCertificatesDisabled) }
    }
  }

  /// The findings that hold, in the order of <doc:Findings>.
  package var findings: [Finding] {
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
