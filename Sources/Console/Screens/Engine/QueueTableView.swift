import CertificateSync
import Terminal

/// The queue by kind and state, with the sums.
struct QueueTableView {
  let depths: [QueueStatus.Depth]

  private static let states: [TaskState] = [.queued, .running, .done, .skipped, .dead]
  private static let columnWidth = 10

  /// The kinds that have tasks, in the order of their names.
  var kinds: [String] {
    var kinds: [String] = []
    for depth in depths where !kinds.contains(depth.kind) { kinds.append(depth.kind) }
    return kinds.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The kind's short name; one of a newer version stands as it is. The details of a task have the LMS's own name.
  static func name(of kind: String) -> String { TaskKind(rawValue: kind)?.shortName ?? kind }

  func draw(on grid: inout Grid, at position: (column: Int, row: Int), width: Int) {
    let nameWidth = max(8, min(48, width - Self.states.count * Self.columnWidth))
    var row = position.row
    // Tasks that wait for another try are among them.
    line("Kind", ["waiting"] + Self.states.dropFirst().map(\.rawValue), Theme.columnTitle)
    let kinds = kinds
    if kinds.isEmpty { line("no task yet", [], Theme.quiet) }
    for kind in kinds {
      line(
        Self.name(of: kind),
        Self.states.map { state in text(depths.filter { $0.kind == kind && $0.state == state }) },
        .plain
      )
    }
    line("all", Self.states.map { state in text(depths.filter { $0.state == state }) }, Theme.heading)

    func line(_ name: String, _ counts: [String], _ style: Style) {
      grid.write(TextWidth.padded(name, to: nameWidth), at: (position.column, row), width: nameWidth, style: style)
      for (index, count) in counts.enumerated() {
        let column = position.column + nameWidth + index * Self.columnWidth
        // The word “running” needs no more; a queue of a hundred million has nine digits.
        grid.write(
          TextWidth.padded(count, to: Self.columnWidth, alignment: .right),
          at: (column, row),
          width: min(Self.columnWidth, max(0, position.column + width - column)),
          style: Self.states[index] == .dead && count != "0" && style == .plain ? Theme.bad : style
        )
      }
      row += 1
    }
  }

  /// The counts of a kind, or of all, in words.
  func counts(of kind: String?) -> String {
    Self.states.map { state in
      let name = state == .queued ? "waiting" : state.rawValue
      return "\(name) \(text(depths.filter { $0.state == state && (kind == nil || $0.kind == kind) }))"
    }.joined(separator: ", ")
  }

  private func text(_ depths: [QueueStatus.Depth]) -> String { "\(depths.reduce(0) { $0 + $1.tasks })" }
}
