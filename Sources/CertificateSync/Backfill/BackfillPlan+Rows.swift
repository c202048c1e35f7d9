import OpenEdX

extension BackfillPlan {
  /// A (learner, course run), as it was found.
  package struct Row: Sendable, Hashable {
    /// The learner, as the LMS spells the name.
    package let username: String
    /// The run, as the LMS certificate spells it.
    package let courseRunKey: String
    /// What was found.
    package let assessment: RunAssessment
    /// Whether Credentials lacks a verified grade. It is no finding before the award is there, yet will be one then.
    package let lacksGrade: Bool
    /// Why the task that mends a finding would end without a post, by the finding.
    package let obstacles: [Finding: String]
    /// Until when the learner will not see an award, by the run's configuration; nil when it is seen at once.
    package let hiddenUntil: UTCTime?
    /// The findings that the row's posts mend; set when the plan takes the row in.
    package internal(set) var mended: [Finding] = []

    /// Takes a row as it was found.
    package init(
      username: String,
      courseRunKey: String,
      assessment: RunAssessment,
      lacksGrade: Bool = false,
      obstacles: [Finding: String] = [:],
      hiddenUntil: UTCTime? = nil
    ) {
      self.username = username
      self.courseRunKey = courseRunKey
      self.assessment = assessment
      self.lacksGrade = lacksGrade
      self.obstacles = obstacles
      self.hiddenUntil = hiddenUntil
    }

    /// The finding that a post mends without being asked for it by name.
    package var repairs: Finding? { assessment.findings.first(where: \.isRepairedByDefault) }

    /// Until when the award that is posted for the row stays hidden; nil when none is, or when it is seen at once.
    ///
    /// A changed date override posts the award as well. The override itself hides nothing, however late it is
    /// (<doc:CredentialsAPI#Learner-records>).
    var awardHiddenUntil: UTCTime? {
      mended.contains { $0.isRepairedByDefault || $0 == .overrideDrift } ? hiddenUntil : nil
    }

    /// What posts can mend, the grade that an award will be found to lack included.
    var mendable: [Finding] {
      let found = assessment.findings.filter(\.isRepairedByBackfill)
      return repairs != nil && lacksGrade && !found.contains(.gradeMissing) ? found + [.gradeMissing] : found
    }

    /// What is posted for the row: the award mends all of its findings but the missing grade.
    var tasks: [PlannedTask] {
      let award = PlannedTask(
        request: .awardCourseCertificate(username: username, courseRunKey: courseRunKey),
        findings: mended.filter { $0 != .gradeMissing }
      )
      let grade = PlannedTask(
        request: .sendGrade(username: username, courseRunKey: courseRunKey),
        findings: mended.filter { $0 == .gradeMissing }
      )
      return [award, grade].filter { !$0.findings.isEmpty }
    }
  }

  /// A (learner, program) with a finding that a post mends.
  package struct ProgramRow: Sendable, Hashable {
    /// The learner, as the LMS spells the name.
    package let username: String
    /// The program.
    package let program: ProgramUUID
    /// `program-award-lost` or `program-award-stale`.
    package let finding: Finding
    /// A run of a course that is not completed, by which a stale credential is revoked.
    package let courseRunKey: String?
    /// Why the task would end without a post; nil when it would not.
    package let obstacle: String?

    /// Takes a row as it was found.
    package init(
      username: String,
      program: ProgramUUID,
      finding: Finding,
      courseRunKey: String? = nil,
      obstacle: String? = nil
    ) {
      self.username = username
      self.program = program
      self.finding = finding
      self.courseRunKey = courseRunKey
      self.obstacle = obstacle
    }

    var task: PlannedTask? {
      let request: TaskRequest? =
        switch finding {
        case .programAwardLost: .awardProgramCertificates(username: username)
        case .programAwardStale:
          courseRunKey.map { .revokeProgramCertificates(username: username, courseRunKey: $0) }
        default: nil
        }
      return request.map { PlannedTask(request: $0, findings: [finding]) }
    }
  }

  /// A finding that was asked for, and that no post of ours can mend.
  package struct LeftOut: Sendable, Hashable {
    /// The learner.
    package let username: String
    /// The run's key, or the program.
    package let subject: String
    /// What was found.
    package let finding: Finding
    /// Why its task would end without a post.
    package let reason: String
  }
}
