import CertificateSync
import OpenEdX

/// What a plan means that is handed to the LMS's workers: what their tasks do beside the planned rows.
struct HandOverText {
  private(set) var lines: [String] = []

  init(_ plan: BackfillPlan) {
    lines += ["", "The LMS's own workers post, each task as the LMS has it; nothing is posted by this program."]
    let awards = plan.programItems.filter { $0.finding == .programAwardLost }
    if !awards.isEmpty {
      let learners = Set(awards.map { ExactText($0.username) })
      lines.append(
        "award_program_certificates awards every program that a learner has completed, not the planned one alone: "
          + "\(PlanText.count(awards.count, "planned program")) of \(PlanText.count(learners.count, "learner"))."
      )
      let others =
        plan.blockedPrograms.map { (ExactText($0.username), $0.program) }
        + plan.leftOut.compactMap { row in row.program.map { (ExactText(row.username), $0) } }
      let named = others.filter { learners.contains($0.0) }
      if !named.isEmpty {
        lines.append("It will also try what this plan leaves out: \(PlanText.count(named.count, "program")) of them.")
      }
    }
    let revocations =
      plan.leftOut.count { HandOverDesk.withheld[$0.finding] != nil }
      + HandOverDesk.withheld.keys.reduce(0) { $0 + (plan.notAskedFor[$1] ?? 0) }
    if revocations > 0 {
      lines.append(
        "Revocations are never handed over, because revoke_program_certificates revokes every program that holds the "
          + "run: \(PlanText.count(revocations, "row")) left alone."
      )
    }
    lines.append("A task is confirmed when a later pull sees what it was for.")
  }
}
