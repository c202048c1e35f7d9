import LearnerRecords
import OpenEdX
import Terminal

/// What a group of findings means, how large it is, what mends it, and the command that does.
struct FindingGroupText {
  let paragraphs: [Paragraph]

  init(_ group: FindingGroup, at place: CommandPlace) {
    let mark = Theme.mark(group.finding.kind)
    var lines = [
      Paragraph("\(mark.mark) \(group.finding.rawValue): \(group.finding.summary)", mark.style),
      Paragraph(Self.subject(group)),
    ]
    if !group.programs.isEmpty {
      lines.append(Paragraph("In \(group.programs.map { "“\($0.title)”" }.joined(separator: ", "))"))
    }
    lines.append(Paragraph(Self.size(group)))
    if !group.blockers.isEmpty {
      let blockers = Finding.allCases.compactMap { finding in
        group.blockers[finding].map { "\(finding.rawValue) in \(Self.rows($0))" }
      }
      lines.append(Paragraph("# Blocked by \(blockers.joined(separator: ", "))", Theme.middling))
    }
    let step = group.nextStep(at: place)
    lines.append(Paragraph("→ \(step.text)"))
    if let command = step.command { lines.append(.command(command, indent: 2)) }
    paragraphs = lines
  }

  private static func subject(_ group: FindingGroup) -> String {
    switch group.id.subject {
    case .lms: "Of the whole LMS: its CredentialsApiConfig"
    case .organization(let name): "Of the organization \(name.text): its site configuration"
    case .courseRun(let key):
      "Of the run \(key.text)" + (group.configuration.map { ", by its certificate configuration \($0)" } ?? "")
    case .program: "Of the program as a whole"
    }
  }

  private static func size(_ group: FindingGroup) -> String {
    let size = "\(rows(group.rows)) of \(group.learners) \(group.learners == 1 ? "learner" : "learners")"
    guard group.finding.isRepairedByBackfill else { return size }
    let way = group.finding.isRepairedByDefault ? "a backfill" : "a backfill with --include"
    return "\(size); \(way) mends \(group.mendableRows)"
  }

  private static func rows(_ count: Int) -> String { "\(count) \(count == 1 ? "row" : "rows")" }
}
