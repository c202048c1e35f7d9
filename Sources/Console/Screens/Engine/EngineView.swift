import CertificateSync
import LearnerRecords
import Logging
import OpenEdX
import Terminal

/// The engine beside the records: a pane on a wide screen, a line on a narrow one.
struct EngineView {
  let engine: EngineSnapshot
  let readOnlyReason: String?
  let zone: DisplayZone

  func draw(on grid: inout Grid, in area: Rectangle) {
    grid.box(area, title: "Engine", style: Theme.frame)
    let left = area.column + 2
    let width = area.size.columns - 4
    var row = area.row + 1
    for line in summary(width: width) {
      for text in WrappedText(line.text, width: width, indent: 10).lines.prefix(4) {
        grid.write(text, at: (left, row), width: width, style: line.style)
        row += 1
      }
    }
    guard row + 2 < area.row + area.size.rows else { return }
    grid.horizontalLine(at: (area.column + 1, row), length: area.size.columns - 2, style: Theme.frame)
    grid.write(" Log ", at: (area.column + 2, row), style: Theme.frame)
    drawLog(on: &grid, from: row + 1, to: area.row + area.size.rows - 1, left: left, width: width)
  }

  /// The newest lines that fit, the newest at the bottom.
  private func drawLog(on grid: inout Grid, from top: Int, to bottom: Int, left: Int, width: Int) {
    var wrapped: [(text: String, style: Style)] = []
    for line in engine.log.suffix(bottom - top) {
      let text = "\(zone.clock(line.time)) \(zone.text(line.message))"
      let style = line.level >= .error ? Theme.bad : line.level >= .warning ? Theme.middling : Style.plain
      wrapped += Self.head(of: text, width: width).map { ($0, style) }
    }
    if wrapped.isEmpty { wrapped = [("nothing yet", Theme.quiet)] }
    for (offset, line) in wrapped.suffix(bottom - top).enumerated() {
      grid.write(line.text, at: (left, top + offset), width: width, style: line.style)
    }
  }

  /// A message in as many lines as hold a learner's name; the screen of the engine has all of it.
  private static func head(of text: String, width: Int) -> [String] {
    let lines = WrappedText(text, width: width, indent: 2).lines
    let most = width < pairColumns ? 3 : 2
    guard lines.count > most else { return lines }
    return lines.prefix(most - 1) + [TextWidth.clipped(lines[most - 1], to: width - 1, ellipsis: "") + "…"]
  }

  private func summary(width: Int) -> [(text: String, style: Style)] {
    let condition = EngineCondition(engine, readOnlyReason: readOnlyReason, in: zone)
    var lines: [(String, Style)] = [("Dispatch  on commit", .plain)]
    switch condition {
    case .stopped(let reason): lines.append(("Stopped   \(reason)", condition.style))
    case .paused(let reason): lines.append(("Paused    \(reason)", condition.style))
    case .slowed: lines.append(("Slowed    \(condition.reason)", condition.style))
    case .posting: lines.append(("State     posting", condition.style))
    case .idle: lines.append(("State     waiting for work", condition.style))
    case .waitingForRetries: lines.append(("State     waiting for the next try", condition.style))
    case .readOnly, .unknown: lines = [("\(condition.word): \(condition.reason)", condition.style)]
    }
    guard let queue = engine.queue else { return lines }
    let dead = queue.dead > 0 ? Theme.middling : .plain
    let numbers: [(name: String, number: Int, style: Style)] = [
      ("Queued", queue.queued, .plain), ("Running", queue.running, .plain), ("Retrying", queue.retrying, .plain),
      ("Dead", queue.dead, dead), ("Done", queue.done, .plain), ("Skipped", queue.skipped, .plain),
    ]
    if width < Self.pairColumns {
      lines += numbers.map { (TextWidth.padded($0.name, to: 10) + "\($0.number)", $0.style) }
    } else {
      lines += stride(from: 0, to: numbers.count, by: 2).map { index in
        let (left, right) = (numbers[index], numbers[index + 1])
        let text =
          TextWidth.padded(left.name, to: 10) + TextWidth.padded("\(left.number)", to: 8)
          + TextWidth.padded(right.name, to: 9) + "\(right.number)"
        return (text, right.style)
      }
    }
    lines.append(("Rate      \(Span.tenths(engine.rate)) a second", .plain))
    return lines
  }

  /// One line for a narrow screen.
  func statusLine(width: Int = .max) -> String {
    let condition = EngineCondition(engine, readOnlyReason: readOnlyReason, in: zone)
    switch condition {
    case .posting, .idle, .waitingForRetries: break
    case .readOnly, .unknown, .stopped, .paused, .slowed: return "Engine \(condition.word): \(condition.reason)"
    }
    guard let queue = engine.queue else { return "Engine \(condition.word)" }
    let parts = [
      "Engine on commit", "queued \(queue.queued)", "running \(queue.running)", "retrying \(queue.retrying)",
      "dead \(queue.dead)", "done \(queue.done)", "\(Span.tenths(engine.rate))/s",
    ]
    return PartsLine(parts, width: width).text
  }

  /// Columns from which two numbers stand side by side.
  private static let pairColumns = 34
}
