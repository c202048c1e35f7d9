import CertificateSync
import OpenEdX
import Terminal

/// The defect and the fix as two timelines that are drawn step by step.
struct RaceView {
  let race: RaceReplay?
  let isRunning: Bool

  /// What a file holds of each run.
  static let columns: [TableColumn<Race.Result>] = [
    TableColumn(title: "Case", minimum: 1, maximum: 40) { ($0.scenario.rawValue, .plain) },
    TableColumn(title: "Dispatch", minimum: 1, maximum: 40) { ($0.dispatch.rawValue, .plain) },
    TableColumn(title: "Verdict", minimum: 1, maximum: 40) { ($0.verdict.rawValue, .plain) },
    TableColumn(title: "Explanation", minimum: 1, maximum: 400) { ($0.explanation, .plain) },
  ]

  /// Columns from which the two stand side by side.
  private static let sideBySide = 76

  func draw(on grid: inout Grid, in area: Rectangle) {
    let width = area.size.columns - 3
    let left = area.column + 2
    guard let race, let current = race.current else {
      let text = isRunning ? "running the defect and the fix …" : "not run; r runs it"
      grid.write(text, at: (left, area.row), width: width, style: Theme.quiet)
      return
    }
    let step = race.isOver ? "the end" : "step \(race.step) of \(current.steps)"
    let title = "\(current.scenario.rawValue) (\(race.index + 1) of \(race.cases.count)), \(step)"
    grid.write(TextWidth.clipped(title, to: width), at: (left, area.row), width: width, style: Theme.heading)
    let body = Rectangle(
      column: area.column,
      row: area.row + 1,
      columns: area.size.columns,
      rows: area.size.rows - 1
    )
    for (way, part) in zip([current.defect, current.fix], Self.parts(body)) {
      RaceColumn(result: way, step: race.step, isOver: race.isOver).draw(on: &grid, in: part)
    }
  }

  private static func parts(_ body: Rectangle) -> [Rectangle] {
    let (columns, rows) = (body.size.columns, body.size.rows)
    if columns >= sideBySide {
      let half = columns / 2
      return [
        Rectangle(column: body.column, row: body.row, columns: half, rows: rows),
        Rectangle(column: body.column + half, row: body.row, columns: columns - half, rows: rows),
      ]
    }
    let half = rows / 2
    return [
      Rectangle(column: body.column, row: body.row, columns: columns, rows: half),
      Rectangle(column: body.column, row: body.row + half, columns: columns, rows: rows - half),
    ]
  }
}

/// One way of dispatching: its heading, what happened so far in two lanes, and at the end the verdict.
struct RaceColumn {
  let result: Race.Result
  let step: Int
  let isOver: Bool

  private struct Line {
    let time: String
    let lanes: String
    let text: String
    let style: Style
  }

  func draw(on grid: inout Grid, in area: Rectangle) {
    let left = area.column + 1
    let width = area.size.columns - 2
    grid.horizontalLine(at: (area.column, area.row), length: area.size.columns, style: Theme.frame)
    grid.write(
      " \(TextWidth.clipped(result.dispatch.rawValue, to: width - 4)) ",
      at: (left + 1, area.row),
      width: width - 2,
      style: Theme.heading
    )
    let lines = lines(width: width)
    // The newest stay in sight.
    for (row, line) in lines.suffix(max(0, area.size.rows - 1)).enumerated() {
      var column = left
      column += grid.write(line.time, at: (column, area.row + 1 + row), width: width, style: Theme.quiet)
      column += grid.write(line.lanes, at: (column, area.row + 1 + row), style: Theme.frame)
      grid.write(
        line.text,
        at: (column, area.row + 1 + row),
        width: max(0, left + width - column),
        style: line.style
      )
    }
  }

  private static let blankTime = String(repeating: " ", count: 9)

  private func lines(width: Int) -> [Line] {
    let hasTimes = width >= 36
    let lead = hasTimes ? Self.blankTime : ""
    var lines: [Line] = []
    if width >= 30 { lines.append(Line(time: lead, lanes: "LMS worker ", text: "", style: .plain)) }
    let room = max(8, width - TextWidth.columns(of: lead) - 11)
    for (index, entry) in result.timeline.prefix(step).enumerated() {
      let time = hasTimes ? TextWidth.padded(Self.milliseconds(entry.milliseconds), to: 8, alignment: .right) + " " : ""
      let isNewest = index == step - 1 && !isOver
      for (row, text) in WrappedText(entry.text, width: room).lines.enumerated() {
        let isFirst = row == 0
        let (lms, worker) = (entry.actor == .lms && isFirst ? "●" : "│", entry.actor == .worker && isFirst ? "●" : "│")
        lines.append(
          Line(
            time: isFirst ? time : lead,
            lanes: " \(lms)    \(worker)    ",
            text: text,
            style: isNewest ? Theme.heading : .plain
          )
        )
      }
    }
    if isOver {
      let mark = result.verdict.isRight ? "✓" : "✗"
      let style = result.verdict.isRight ? Theme.good : Theme.bad
      let text = "\(mark) \(result.verdict.rawValue): \(result.explanation)"
      lines += WrappedText(text, width: width, indent: 2).lines.map {
        Line(time: "", lanes: "", text: $0, style: style)
      }
    }
    return lines
  }

  static func milliseconds(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = String(hundredths % 100)
    return "\(hundredths / 100).\(rest.count < 2 ? "0" + rest : rest)ms"
  }
}
