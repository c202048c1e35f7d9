import LearnerRecords
import OpenEdX
import Terminal

/// Why the row under the cursor is as it is, and what mends it.
struct DetailsView {
  let row: CourseRow?

  func draw(on grid: inout Grid, in area: Rectangle) {
    grid.horizontalLine(at: (area.column, area.row), length: area.size.columns, style: Theme.frame)
    grid.write(" Why ", at: (area.column + 2, area.row), style: Theme.frame)
    let width = area.size.columns - 3
    for (index, line) in lines(width: width).prefix(area.size.rows - 1).enumerated() {
      grid.write(line.text, at: (area.column + 2, area.row + 1 + index), width: width, style: line.style)
    }
  }

  private func lines(width: Int) -> [(text: String, style: Style)] {
    guard let row else { return [] }
    guard !row.row.runs.isEmpty else {
      return [("Neither an LMS certificate nor a credential for any run of this course.", Theme.quiet)]
    }
    var result: [(String, Style)] = []
    for run in row.row.runs {
      result.append((run.courseRun, Theme.heading))
      if run.assessment.findings.isEmpty { result.append(("  ✓ nothing wrong: LMS and Credentials agree", Theme.good)) }
      for finding in run.assessment.findings {
        let mark = Theme.mark(finding.kind)
        let text = "\(mark.mark) \(finding.rawValue): \(finding.summary). \(finding.remedy)"
        result += WrappedText(text, width: width - 2, indent: 2).lines.map { ("  " + $0, mark.style) }
      }
      result += run.evidence.flatMap { WrappedText($0, width: width - 2, indent: 2).lines }.map {
        ("  " + $0, Theme.quiet)
      }
    }
    return result
  }
}
