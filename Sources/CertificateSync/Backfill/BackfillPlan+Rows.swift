import LearnerRecords
import OpenEdX

extension BackfillPlan {
  /// A (learner, course run), as it was found.
  package struct Row: Sendable, Hashable {
    /// The learner, as the LMS spells the name.
    package let username: String
    /// The learner's id in the LMS; nil when the LMS does not know the learner.
    package let lmsUserID: Int64?
    /// The run, as the LMS certificate spells it.
    package let courseRunKey: String
    /// What was found.
    package let assessment: RunAssessment
    /// Whether Credentials lacks a verified grade. It is no finding before the award is there, yet will be one then.
    package let lacksGrade: Bool
    /// Why the task that repairs a finding would end without a post, by the finding.
    package let obstacles: [Finding: String]
    /// The dates of the certificate and of the run's configuration.
    package let dates: RowDates
    /// The rows, values and dates on which the findings rest, a line each; empty unless they were asked for.
    package let evidence: [String]
    /// When a post for it was undone, after which it is left alone; nil when none was.
    package let undone: UTCTime?
    /// The findings that the row's posts repair; set when the plan takes the row in.
    package internal(set) var repaired: [Finding] = []

    /// Takes a row as it was found.
    package init(
      username: String,
      lmsUserID: Int64? = nil,
      courseRunKey: String,
      assessment: RunAssessment,
      lacksGrade: Bool = false,
      obstacles: [Finding: String] = [:],
      dates: RowDates = RowDates(now: .now),
      evidence: [String] = [],
      undone: UTCTime? = nil
    ) {
      self.undone = undone
      self.username = username
      self.lmsUserID = lmsUserID
      self.courseRunKey = courseRunKey
      self.assessment = assessment
      self.lacksGrade = lacksGrade
      self.obstacles = obstacles
      self.dates = dates
      self.evidence = evidence
    }

    /// The finding that a post repairs without being asked for it by name.
    package var repairs: Finding? { assessment.findings.first(where: \.isRepairedByDefault) }

    /// Until when the learner does not see an award, once the row's posts are made; nil when it is seen at once.
    var hiddenUntil: UTCTime? {
      dates.available(isSent: repaired.contains(.dateDrift)).flatMap { $0 > dates.now ? $0 : nil }
    }

    /// When the LMS last saved the certificate of an award whose Date Earned will be the day of the post, because neither
    /// a date override nor an available date sets another (<doc:CredentialsAPI#Learner-records>); nil for every other row.
    var certificateOfDayOfPost: UTCTime? {
      guard repaired.contains(.awardLost), !dates.hasOverride,
        dates.available(isSent: repaired.contains(.dateDrift)) == nil
      else { return nil }
      return dates.certificate
    }

    /// Until when the award that is posted for the row stays hidden; nil when none is, or when it is seen at once.
    ///
    /// A changed date override posts the award as well. The override itself hides nothing, however late it is
    /// (<doc:CredentialsAPI#Learner-records>).
    var awardHiddenUntil: UTCTime? {
      repaired.contains { $0.isRepairedByDefault || $0 == .overrideDrift } ? hiddenUntil : nil
    }

    /// Whether the row's award would show 0%, and the LMS has the grade and would send it.
    var sendsGradeAlong: Bool { isAwarded && lacksGrade && obstacles[.gradeMissing] == nil }

    /// Whether the row's post makes an award that is not there.
    private var isAwarded: Bool { repairs.map { obstacles[$0] == nil && !assessment.isBlocked($0) } ?? false }

    /// Whether the row's post sets the date override that the LMS has, or takes away one that it no longer has.
    private var isOverrideSent: Bool {
      assessment.findings.contains(.overrideDrift) && obstacles[.overrideDrift] == nil
        && !assessment.isBlocked(.overrideDrift)
    }

    /// What posts can repair, with what will be found of the row once they are made: an award can lack its grade, and an
    /// award or an override that is taken away can bring a wrong date to light.
    var repairable: [Finding] {
      let found = assessment.findings.filter(\.isRepairedByBackfill)
      var later: [Finding] = []
      if isAwarded, lacksGrade { later.append(.gradeMissing) }
      if isAwarded || isOverrideSent, dates.willDrift { later.append(.dateDrift) }
      return found + later.filter { !found.contains($0) }
    }

    /// What is posted for the row: the award repairs all of its findings but those of grades and of the run's date.
    var tasks: [PlannedTask] {
      let grades = repaired.filter { $0 == .gradeMissing || $0 == .gradeStale }
      let dates = repaired.filter { $0 == .dateDrift }
      return [
        PlannedTask(
          request: .awardCourseCertificate(username: username, courseRunKey: courseRunKey),
          findings: repaired.filter { !grades.contains($0) && !dates.contains($0) }
        ),
        PlannedTask(request: .sendGrade(username: username, courseRunKey: courseRunKey), findings: grades),
        PlannedTask(request: .updateCertificateAvailableDate(courseRunKey: courseRunKey), findings: dates),
      ].filter { !$0.findings.isEmpty }
    }
  }

  /// A (learner, program) with a finding that a post repairs.
  package struct ProgramRow: Sendable, Hashable {
    /// The learner, as the LMS spells the name.
    package let username: String
    /// The learner's id in the LMS; nil when the LMS does not know the learner.
    package let lmsUserID: Int64?
    /// The program.
    package let program: ProgramUUID
    /// `program-award-lost` or `program-award-stale`.
    package let finding: Finding
    /// A run of a course that is not completed, by which a stale credential is revoked.
    package let courseRunKey: String?
    /// Why the task would end without a post; nil when it would not.
    package let obstacle: String?
    /// What must be repaired before Credentials takes the post.
    package let blockers: [Finding]
    /// What the award sends; nil where it sends nothing.
    package let mail: ProgramRecord.Mail?
    /// The values on which the finding rests, a line each; empty unless they were asked for.
    package let evidence: [String]
    /// When a post for it was undone, after which it is left alone; nil when none was.
    package let undone: UTCTime?

    /// Takes a row as it was found.
    package init(
      username: String,
      lmsUserID: Int64? = nil,
      program: ProgramUUID,
      finding: Finding,
      courseRunKey: String? = nil,
      obstacle: String? = nil,
      blockers: [Finding] = [],
      mail: ProgramRecord.Mail? = nil,
      evidence: [String] = [],
      undone: UTCTime? = nil
    ) {
      self.undone = undone
      self.username = username
      self.lmsUserID = lmsUserID
      self.program = program
      self.finding = finding
      self.courseRunKey = courseRunKey
      self.obstacle = obstacle
      self.blockers = blockers
      self.mail = mail
      self.evidence = evidence
    }

    var task: PlannedTask? {
      let request: TaskRequest? =
        switch finding {
        case .programAwardLost: .awardProgramCertificates(username: username, program: program)
        case .programAwardStale:
          courseRunKey.map { .revokeProgramCertificates(username: username, courseRunKey: $0, program: program) }
        default: nil
        }
      return request.map { PlannedTask(request: $0, findings: [finding]) }
    }
  }

  /// What posts for a row that is left alone because it was undone.
  static let undoable: Set<Finding> = [.awardLost, .revocationStale, .awardStale, .overrideDrift]

  /// A finding that was asked for, and that no post of ours can repair.
  package struct LeftOut: Sendable, Hashable {
    /// The learner.
    package let username: String
    /// The run's key, or “program” and its UUID.
    package let subject: String
    /// The program, of a program's row.
    package var program: ProgramUUID?
    /// What was found.
    package let finding: Finding
    /// Why its task would end without a post.
    package let reason: String
    /// The values on which the finding rests, a line each; empty unless they were asked for.
    package var evidence: [String] = []

    init(_ row: Row, _ finding: Finding, _ reason: String) {
      (username, subject, self.finding, self.reason) = (row.username, row.courseRunKey, finding, reason)
      evidence = row.evidence
    }

    init(_ row: ProgramRow, _ reason: String) {
      (username, subject, program) = (row.username, "program \(row.program)", row.program)
      (finding, self.reason, evidence) = (row.finding, reason, row.evidence)
    }
  }
}
