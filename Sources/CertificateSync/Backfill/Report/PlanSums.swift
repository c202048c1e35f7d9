import LearnerRecords
import OpenEdX

/// What a plan comes to, before its rows are named: what it revokes, how many posts it has, what they repair, and what
/// drifts behind them.
package struct PlanSums: Sendable {
  /// One line.
  package struct Line: Sendable, Hashable {
    /// What the line is for.
    package enum Kind: Sendable, Hashable {
      /// Something is taken from learners.
      case warning
      /// A sum of the plan.
      case sum
      /// What the plan leaves to be done.
      case remainder
    }

    /// What the line is for.
    package let kind: Kind
    /// The line's words.
    package let text: String
  }

  /// The lines: the warning first.
  package private(set) var lines: [Line] = []

  /// Adds a plan up.
  package init(_ plan: BackfillPlan) {
    let tasks = plan.tasks
    let kinds = PostKinds(tasks)
    if let revoked = Self.revocations(plan) { lines.append(Line(kind: .warning, text: revoked)) }
    if !tasks.isEmpty {
      lines.append(Line(kind: .sum, text: "\(PlanText.count(tasks.count, "post")): \(kinds.text)."))
      lines.append(Line(kind: .sum, text: Self.repaired(plan)))
    }
    if let mail = Self.mail(plan) { lines.append(Line(kind: .sum, text: mail)) }
    if let dates = EarnedDates(plan).text { lines.append(Line(kind: .sum, text: dates)) }
    if let left = Self.leftOut(plan) { lines.append(Line(kind: .sum, text: left)) }
    if !plan.undone.isEmpty {
      let rows = PlanText.count(plan.undone.count, "row")
      let verb = plan.undone.count == 1 ? "was" : "were"
      lines.append(Line(kind: .sum, text: "Leaves alone \(rows) that \(verb) undone."))
    }
    if let grades = Self.missingGrades(plan) { lines.append(Line(kind: .remainder, text: grades)) }
    if let dates = Self.otherDates(plan) { lines.append(Line(kind: .remainder, text: dates)) }
  }

  private static func revocations(_ plan: BackfillPlan) -> String? {
    let courses = plan.items.count { $0.repaired.contains(.awardStale) }
    let programs = plan.programItems.count { $0.finding == .programAwardStale }
    let parts = [(courses, "course certificate"), (programs, "program credential")].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return nil }
    let learners =
      plan.items.filter { $0.repaired.contains(.awardStale) }.map(\.username)
      + plan.programItems.filter { $0.finding == .programAwardStale }.map(\.username)
    return "Revokes \(parts.map { PlanText.count($0.0, $0.1) }.joined(separator: " and ")) of "
      + "\(PlanText.count(Set(learners.map(ExactText.init)).count, "learner"))."
  }

  /// A grade that goes with an award is no missing grade yet: nothing counts it before the award is there.
  private static func repaired(_ plan: BackfillPlan) -> String {
    var rows: [Finding: Int] = [:]
    for finding in plan.items.flatMap(\.foundAndRepaired) + plan.programItems.map(\.finding) {
      rows[finding, default: 0] += 1
    }
    let parts = Finding.allCases.compactMap { finding in rows[finding].map { "\(finding.rawValue) \($0)" } }
    var text = "Repairs \(PlanText.count(plan.count, "row")): \(parts.joined(separator: ", "))"
    let several = plan.items.count { $0.foundAndRepaired.count > 1 }
    if several > 0 { text += "; \(several) of them \(several == 1 ? "has" : "have") more than one" }
    let along = plan.items.count { $0.hasGradeAlong }
    if along > 0 { text += "; \(PlanText.count(along, "grade")) of these awards \(along == 1 ? "goes" : "go") along" }
    return text + "."
  }

  private static func leftOut(_ plan: BackfillPlan) -> String? {
    var left = plan.blockers.map { "\($0.finding.rawValue) \($0.rows)" }
    if !plan.leftOut.isEmpty { left.append("nothing to post \(plan.leftOut.count)") }
    guard !left.isEmpty else { return nil }
    let rows = plan.blockedCount + plan.leftOut.count
    let several =
      plan.blocked.count { $0.assessment.blockers.count > 1 } + plan.blockedPrograms.count { $0.blockers.count > 1 }
    let more = several > 0 ? "; \(several) of them \(several == 1 ? "has" : "have") more than one" : ""
    return "Leaves out \(PlanText.count(rows, "row")): \(left.joined(separator: ", "))\(more)."
  }

  private static func missingGrades(_ plan: BackfillPlan) -> String? {
    let rows = plan.items.count { $0.repairs != nil && $0.lacksGrade && !$0.repaired.contains(.gradeMissing) }
    guard rows > 0 else { return nil }
    let text =
      rows == 1
      ? "1 row that is awarded will then lack its grade in Credentials"
      : "\(rows) rows that are awarded will then lack their grades in Credentials"
    return "\(text), and the page shows 0%: no post can send \(rows == 1 ? "it" : "them")."
  }

  private static func otherDates(_ plan: BackfillPlan) -> String? {
    let rows = plan.items.count { $0.repairs != nil && $0.dates.willDrift && !$0.repaired.contains(.dateDrift) }
    guard rows > 0 else { return nil }
    let subject =
      rows == 1 ? "1 row that is awarded will then have" : "\(rows) rows that are awarded will then have"
    return "\(subject) a different available date from the one that the LMS computes, unless date-drift is included as "
      + "well (\(OptionName.include) date-drift)."
  }

  /// Mail cannot be called back, so it is counted before anything is posted (<doc:CredentialsAPI#What-an-award-sets-off>).
  private static func mail(_ plan: BackfillPlan) -> String? {
    let mails = plan.programItems.compactMap(\.mail)
    guard !mails.isEmpty else { return nil }
    let partners = mails.reduce(0) { $0 + $1.partners }
    return "Credentials then sends \(PlanText.count(partners, "e-mail")) to partners of pathways and, where "
      + "SEND_EMAIL_ON_PROGRAM_COMPLETION is on, one for each of \(PlanText.count(mails.count, "program credential")) to "
      + "its learner."
  }
}

extension BackfillPlan.Row {
  /// What was found in the row itself, and is repaired.
  fileprivate var foundAndRepaired: [Finding] { repaired.filter(assessment.findings.contains) }

  /// Whether a grade is sent that was not found missing, because there was no award.
  fileprivate var hasGradeAlong: Bool {
    repaired.contains(.gradeMissing) && !assessment.findings.contains(.gradeMissing)
  }
}
