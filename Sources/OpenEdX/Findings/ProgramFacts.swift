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
  /// Who the learner is in the two databases.
  package var identity = RunFacts.Identity()
  /// Whether Credentials has a user of the learner's name, which a program's first award needs on a site with records.
  package var hasAccount = true
  /// Whether a `ProgramCertificate` of the program belongs to another site.
  package var hasConfigurationOnOtherSite = false
  /// Whether a course is completed only by runs without a course overview, which the LMS does not count.
  package var lacksOverview = false
  /// Whether a course is completed only by certificates of another mode than their runs' configurations, which the LMS
  /// may not count: it goes by the run's type in Discovery.
  package var hasOtherType = false
  /// Whether the service fails on the learner's list or on the program's record.
  package var failsPage = false
  /// Whether it would, once the program is awarded.
  package var failsWhenAwarded = false
  /// Whether one of the rows that count changed after the moment up to which both databases are known.
  package var isTooNew = false

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
    let drift = drift
    if isTooNew, !drift.isEmpty || isUnawardable { return [.tooNew] + secondFindings(isLost: false) }
    return drift + secondFindings(isLost: drift.contains(.programAwardLost))
  }

  private var drift: [Finding] {
    var found: [Finding] = []
    if isAwarded {
      if !isComplete { found.append(.programAwardStale) }
      // Where the page fails nobody can say from when the credential would be visible.
      if !isVisible, !failsPage { found.append(.programHidden) }
    } else if isDue, hasActiveConfiguration {
      found.append(.programAwardLost)
    }
    let holdsValid = certificatesByCourse.contains { course in course.contains { $0.status.isValid } }
    if holdsValid, !isListed { found.append(.programUnlisted) }
    return found
  }

  /// Whether the LMS would award the program now, and Credentials has nothing to award it with.
  private var isUnawardable: Bool { isDue && !hasActiveConfiguration }

  /// Whether the LMS would award the program now.
  package var isDue: Bool { !isAwarded && isOffered && isComplete }

  private func secondFindings(isLost: Bool) -> [Finding] {
    var found: [Finding] = []
    if isLost, !hasAccount { found.append(.accountMissing) }
    let isUnawardable = isUnawardable && !isTooNew
    if isUnawardable { found.append(.programConfigMissing) }
    if isLost, lacksOverview { found.append(.programOverviewMissing) }
    if isLost, hasOtherType { found.append(.runTypeDiffers) }
    if isUnawardable, hasConfigurationOnOtherSite { found.append(.configOtherSite) }
    if failsPage || (isLost && failsWhenAwarded) { found.append(.pageFails) }
    if identity.isRenamed { found.append(.renamed) }
    // These say nothing about a program, yet a person has to know them before a drift is repaired.
    guard isLost || isAwarded && !(isComplete && isVisible) else { return found }
    if identity.isRetired { found.append(.retired) }
    if identity.hasOtherAccount { found.append(.accountMismatch) }
    return found
  }
}
