import LearnerRecords
import OpenEdX
import Terminal

/// Why a row is as it is, and what repairs it, run by run.
struct DetailsText {
  let lines: [(text: String, style: Style)]

  /// - Parameter zone: the zone of the times in it.
  init(_ row: CourseRow, width: Int, in zone: DisplayZone = .utc) {
    guard !row.row.runs.isEmpty else {
      lines = WrappedText("Neither an LMS certificate nor a credential for any run of this course.", width: width)
        .lines.map { ($0, Theme.quiet) }
      return
    }
    // What is wrong comes first: there may be room for one run only.
    let drifted = row.row.runs.filter(\.hasDrift)
    lines = (drifted + row.row.runs.filter { !$0.hasDrift }).flatMap { Self.lines($0, width: width, zone) }
  }

  private static func lines(_ run: RunRecord, width: Int, _ zone: DisplayZone) -> [(text: String, style: Style)] {
    var result: [(String, Style)] = [(TextWidth.clipped(run.courseRun, to: width, cut: .middle), Theme.heading)]
    if run.assessment.findings.isEmpty {
      // Where the page does not show what Credentials holds, the notes say why.
      let text =
        run.isUnshown
        ? "· the learner's page does not show what Credentials holds" : "✓ nothing wrong: LMS and Credentials agree"
      result.append(("  " + text, run.isUnshown ? Theme.middling : Theme.good))
    }
    for finding in run.assessment.findings {
      let mark = Theme.mark(finding.kind)
      let text = "\(mark.mark) \(finding.rawValue): \(finding.summary). \(finding.remedy)"
      result += WrappedText(text, width: width - 2, indent: 2).lines.map { ("  " + $0, mark.style) }
    }
    result += run.evidence.flatMap { WrappedText(zone.text($0), width: width - 2, indent: 2).lines }.map {
      ("  " + $0, Theme.quiet)
    }
    return result
  }
}

extension RunRecord {
  fileprivate var hasDrift: Bool { assessment.findings.contains { $0.kind == .drift } }
}
