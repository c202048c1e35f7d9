import LearnerRecords
import OpenEdX

extension RecordScreen {
  /// What the learner sees in the program, and for each course with a finding why, and what to do.
  func report(_ context: ScreenContext) -> TicketReport? {
    guard let page else { return nil }
    let (person, place) = (page.person, context.commandPlace)
    let name = person.fullName.isEmpty ? person.username : "\(person.fullName) (\(person.username))"
    let list = page.listWord.map { "in the learner's list: \($0)" } ?? "not in the learner's list"
    var facts = ["The learner sees: \(page.headerWord), \(list)"]
    if let failure = page.failure { facts.append("The page fails: \(failure.text) \(failure.remedy)") }
    if let reason = page.reasonUnlisted { facts.append("Why it is not in the list: \(reason)") }
    if !person.email.isEmpty { facts.append("Address: \(person.email)") }
    if !context.heading.deployment.isEmpty {
      facts.append("Read from \(context.heading.deployment); times are \(context.zone.name)")
    }
    let courses = rows.rows.filter { !$0.findings.isEmpty }.map { row in
      TicketReport.Section(
        heading: "\(row.row.name): the learner sees \(row.row.status.rawValue)",
        lines: row.row.runs.flatMap { run in
          Self.lines(run.assessment.findings, run.evidence, run.nextSteps(at: place), of: run.courseRun, at: place)
        }
      )
    }
    let program = page.program.map { program in
      TicketReport.Section(
        heading: "The program",
        lines: Self.lines(program.findings, program.evidence, program.nextSteps(at: place), of: nil, at: place)
      )
    }
    let sections = courses + (program.map { $0.lines.isEmpty ? [] : [$0] } ?? [])
    let none = TicketReport.Section(heading: "LMS and Credentials agree", lines: ["Nothing is to be repaired."])
    return TicketReport(
      title: "\(name), program \(page.detail.name)",
      facts: facts,
      sections: sections.isEmpty ? [none] : sections
    ).in(context.zone)
  }

  private static func lines(
    _ findings: [Finding],
    _ evidence: [String],
    _ steps: [NextStep],
    of run: String?,
    at place: CommandPlace
  ) -> [String] {
    guard !findings.isEmpty else { return [] }
    let lead = run.map { "\($0): " } ?? ""
    return findings.map { "\(lead)\($0.rawValue), \($0.summary)" } + evidence
      + steps.flatMap { step in
        let lines = step.lines.map(\.text)
        return ["To do: \(lines[0])"] + lines.dropFirst()
      } + steps.refreshing(at: place).map(\.text)
  }
}
