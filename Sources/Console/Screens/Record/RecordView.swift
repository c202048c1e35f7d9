import LearnerRecords
import OpenEdX
import Terminal

/// A learner's record: the page's columns and words, and beside them why.
struct RecordView {
  let list: ListState<CourseRow>
  var chosen: [Int]?
  /// What stands in place of a record that was not read.
  var unread: String?

  /// - Parameter head: the lines above the list; nil while the record was not read.
  func draw(on grid: inout Grid, in area: Rectangle, head: [(text: String, style: Style)]?) {
    guard let head else {
      grid.write(
        unread ?? "reading …",
        at: (area.column + 2, area.row),
        width: area.size.columns - 2,
        style: Theme.quiet
      )
      return
    }
    for (line, text) in head.enumerated() {
      grid.write(text.text, at: (area.column + 2, area.row + line), width: area.size.columns - 3, style: text.style)
    }
    let rest = area.size.rows - head.count
    guard rest > 1 else { return }
    table(width: area.size.columns).draw(
      on: &grid,
      in: Rectangle(column: area.column, row: area.row + head.count, columns: area.size.columns, rows: rest)
    )
  }

  /// The rows; where a finding's name has no room, its mark has.
  func table(width: Int) -> TableView<CourseRow> {
    let columns = width < Self.whyColumns ? Self.narrowColumns : Self.columns
    return TableView(columns: columns, list: list, emptyText: "No results found", chosen: chosen)
  }

  /// The page's own header, then what the page does not say.
  ///
  /// - Parameter zone: the zone of the times in it.
  static func header(_ page: LearnerRecordPage, width: Int, in zone: DisplayZone) -> [(text: String, style: Style)] {
    let word = badge(page.headerWord)
    let badge = " Record: \(word.text)"
    var lines = [
      (TextWidth.clipped(page.detail.name, to: width - TextWidth.columns(of: badge), cut: .middle) + badge, word.style),
      (
        TextWidth.clipped(
          [page.person.fullName, page.person.email].filter { !$0.isEmpty }.joined(separator: " | "),
          to: width
        ), Style.plain
      ),
    ]
    if let failure = page.failure {
      lines += WrappedText(zone.text("\(failure.text) \(failure.remedy)"), width: width).lines.map { ($0, Theme.bad) }
    }
    if let listWord = page.listWord {
      let whole = "In the learner's list: \(listWord)"
      lines.append((TextWidth.columns(of: whole) <= width ? whole : "In the list: \(listWord)", Theme.quiet))
    } else {
      let reason = "Not in the learner's list. \(page.reasonUnlisted ?? "")"
      lines += WrappedText(zone.text(reason), width: width).lines.prefix(2).map { ($0, Theme.middling) }
    }
    if let reason = page.reasonIncomplete {
      lines += WrappedText(zone.text("Not completed. \(reason)"), width: width).lines.prefix(2).map {
        ($0, Theme.quiet)
      }
    }
    return lines + programLines(page, width: width)
  }

  /// What is said about the learner in the program; no row of the list says it.
  private static func programLines(_ page: LearnerRecordPage, width: Int) -> [(text: String, style: Style)] {
    guard let program = page.program else { return [] }
    return program.findings.flatMap { finding in
      let mark = Theme.mark(finding.kind)
      let step = program.nextStep(finding, at: CommandPlace()).text
      let whole = "\(mark.mark) \(finding.rawValue): \(finding.summary). \(step)"
      let lines = WrappedText(whole, width: width, indent: 2).lines
      // On a small screen the list needs the rows more.
      guard lines.count > (width < roomyColumns ? 1 : mostProgramLines) else { return lines.map { ($0, mark.style) } }
      return [(TextWidth.clipped("\(mark.mark) \(finding.rawValue)   (i tells all)", to: width), mark.style)]
    }
  }

  private static let mostProgramLines = 3
  private static let roomyColumns = 50

  static func badge(_ word: String) -> (text: String, style: Style) {
    switch word {
    case "Earned", "Completed": ("✓ \(word)", Theme.good)
    case "Not Earned", PageFailure.word: ("✗ \(word)", Theme.bad)
    default: ("○ \(word)", Theme.middling)
    }
  }

  /// Columns from which course, status and a finding's name stand side by side.
  private static let whyColumns = 53

  private static let narrowColumns = columns.map { column in
    guard column.title == "Why" else { return column }
    return TableColumn(
      title: column.title,
      minimum: 4,
      maximum: column.maximum,
      importance: column.importance,
      order: column.order,
      cell: column.cell
    )
  }

  static let columns: [TableColumn<CourseRow>] = [
    TableColumn(title: "Course Name", minimum: 16, maximum: 72, cut: .middle, order: { .text($0.row.name) }) {
      ($0.row.name, .plain)
    },
    TableColumn(title: "School", minimum: 12, maximum: 24, importance: 7, cut: .middle, order: { .text($0.row.school) })
    {
      ($0.row.school, Theme.quiet)
    },
    TableColumn(
      title: "Course ID",
      minimum: 14,
      maximum: 30,
      importance: 5,
      cut: .middle,
      order: { .text($0.row.courseID) },
      value: { .texts($0.row.runs.map(\.courseRun)) }
    ) {
      ($0.row.courseID, .plain)
    },
    TableColumn(
      title: "Highest grade earned",
      shortTitle: "Grade",
      minimum: 7,
      maximum: 20,
      importance: 3,
      alignment: .right,
      order: { .number(Int($0.row.percent.dropLast())) },
      value: { .number($0.row.isGradeMissing ? nil : Int($0.row.percent.dropLast())) }
    ) {
      // The page says 0%, which looks like a grade.
      $0.row.isGradeMissing ? ("missing", Theme.middling) : ($0.row.percent, .plain)
    },
    TableColumn(
      title: "Letter Grade",
      shortTitle: "Letter",
      minimum: 6,
      maximum: 12,
      importance: 6,
      order: { .text($0.row.letter) }
    ) {
      ($0.row.letter, .plain)
    },
    TableColumn(
      title: "Verified Attempts",
      shortTitle: "Attempts",
      minimum: 8,
      maximum: 17,
      importance: 8,
      alignment: .right,
      order: { .number(Int($0.row.attempts)) },
      value: { .number(Int($0.row.attempts)) }
    ) {
      ($0.row.attempts, .plain)
    },
    TableColumn(title: "Date Earned", minimum: 11, maximum: 11, importance: 4, order: { .time($0.row.dateEarned) }) {
      ($0.row.dateEarned?.dateText ?? "", .plain)
    },
    TableColumn(
      title: "Status",
      minimum: 12,
      maximum: 12,
      order: { .text($0.row.status.rawValue) },
      value: { .text($0.row.status.rawValue) }
    ) {
      badge($0.row.status.rawValue)
    },
    TableColumn(
      title: "Why",
      minimum: 17,
      maximum: 36,
      importance: 2,
      order: { .text($0.findings.first?.rawValue ?? "") },
      value: { .texts($0.findings.map(\.rawValue)) }
    ) { why($0) },
  ]

  /// The finding that needs somebody first: what has to be repaired first, then drift, then what the LMS owes, then what
  /// only explains. One about another run than the page shows says which.
  private static func why(_ row: CourseRow) -> (text: String, style: Style) {
    let findings = row.findings
    let kinds: [Finding.Kind] = [.blocker, .drift, .lms, .explanation]
    guard let first = kinds.lazy.compactMap({ kind in findings.first { $0.kind == kind } }).first else {
      return ("", .plain)
    }
    let mark = Theme.mark(first.kind)
    let others = findings.count > 1 ? " +\(findings.count - 1)" : ""
    return ("\(mark.mark) \(first.rawValue)\(others)\(otherRun(row, first))", mark.style)
  }

  private static func otherRun(_ row: CourseRow, _ finding: Finding) -> String {
    guard row.row.status == .earned, let run = row.row.runs.first(where: { $0.assessment.findings.contains(finding) }),
      !row.row.awardedRuns.contains(where: { CodePoints.equal($0, run.courseRun) }),
      let name = run.courseRun.split(separator: "+").last
    else { return "" }
    return " (run \(name))"
  }
}
