import LearnerRecords
import OpenEdX
import Terminal

/// What a group of findings means, how large it is, what repairs it, and the command that does.
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
    if let when = Self.when(group) { lines.append(Paragraph(when)) }
    if !group.blockers.isEmpty {
      let blockers = Finding.allCases.compactMap { finding in
        group.blockers[finding].map { "\(finding.rawValue) in \(Self.rows($0))" }
      }
      lines.append(Paragraph("# Blocked by \(blockers.joined(separator: ", "))", Theme.middling))
    }
    lines += Detail.paragraphs(group.nextSteps(at: place), at: place, indent: 0)
    paragraphs = lines
  }

  private static func subject(_ group: FindingGroup) -> String {
    switch group.id.subject {
    case .lms: "The whole LMS: its CredentialsApiConfig"
    case .organization(let name): "The organization \(name.text): its site configuration"
    case .courseRun(let key):
      "Course run \(key.text)" + (group.configuration.map { ", by its certificate configuration \($0)" } ?? "")
    case .program: "The program as a whole"
    }
  }

  /// About when it began: the months in which the LMS changed the rows' certificates last.
  private static func when(_ group: FindingGroup) -> String? {
    let months = Array(MonthSpan(group.months.keys))
    guard let first = months.first, let last = months.last,
      let most = group.months.max(by: { left, right in
        (left.value, right.key) < (right.value, left.key)
      })
    else { return nil }
    guard first != last else { return "Certificates changed last in \(first)" }
    let bars = Sparkline(months.suffix(mostMonths).map { Double(group.months[$0] ?? 0) }).text
    return "Certificates changed last from \(first) to \(last) \(bars), most in \(most.key) (\(most.value))"
  }

  /// Months of the bars; earlier ones are only named.
  private static let mostMonths = 36

  private static func size(_ group: FindingGroup) -> String {
    let size = "\(rows(group.rows)) of \(group.learners) \(group.learners == 1 ? "learner" : "learners")"
    guard group.finding.isRepairedByBackfill else { return size }
    let way = group.finding.isRepairedByDefault ? "a backfill" : "a backfill with \(OptionName.include)"
    return "\(size); \(way) repairs \(group.repairableRows)"
  }

  private static func rows(_ count: Int) -> String { "\(count) \(count == 1 ? "row" : "rows")" }
}
