import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// All that a list of programs knows of one.
struct ProgramText {
  let paragraphs: [Paragraph]

  init(_ program: ProgramSummary, at place: CommandPlace) {
    let schools = program.organizations.joined(separator: ", ")
    var lines = [
      Paragraph(program.title, Theme.heading),
      Paragraph("uuid \(program.program.dashed)"),
      Paragraph("\(program.type.isEmpty ? "no type" : program.type), status \(program.status)"),
      Paragraph(schools.isEmpty ? "no school" : schools),
      Paragraph(
        "\(PlanText.count(program.courses, "course")), \(PlanText.count(program.courseRuns, "course run"))"
          + (program.organizationKeys.isEmpty ? "" : " of \(program.organizationKeys.joined(separator: ", "))")
      ),
    ]
    guard let counts = program.counts else {
      paragraphs = lines + [Paragraph("Its learners are still being counted.", Theme.quiet)]
      return
    }
    lines.append(
      Paragraph(
        "\(PlanText.count(counts.learners, "learner")), \(PlanText.count(counts.rows, "row")): "
          + "\(counts.driftRows) with drift, \(counts.backfillableRows) that a backfill repairs by default"
      )
    )
    for finding in Finding.allCases {
      guard let rows = counts.findings[finding] else { continue }
      let mark = Theme.mark(finding.kind)
      let text = "\(mark.mark) \(finding.rawValue) \(rows): \(finding.summary)"
      lines.append(Paragraph(text, mark.style, indent: 2))
    }
    if counts.backfillableRows > 0 {
      lines.append(Paragraph("→ \(Finding.awardLost.remedy)"))
      let command = BackfillCommandText.command(at: place, program: program.program)
      lines.append(.command(command, indent: 2))
    }
    paragraphs = lines
  }
}
