import Terminal

/// Where things are on the screen of the engine: the state above, then the two sections, or the one that the keys go to where both have no
/// room.
struct EngineRoomLayout {
  /// The state, the graphs and the counts; on the smallest screens the state alone.
  let summary: Rectangle
  /// Whether the counts are a table by kind; else they are a line.
  let hasTable: Bool
  /// Each section with its heading; nil when there is no room for it.
  let tasks: Rectangle?
  let log: Rectangle?
  /// The task under the cursor in whole.
  let details: Rectangle?

  /// A heading, the titles and two rows.
  private static let leastSection = 4
  private static let detailRows = 9

  init(_ area: Rectangle, kinds: Int, taskRows: Int, section: EngineState.Section) {
    let height = area.size.rows
    // Titles, kinds, and the sum of them.
    let table = max(kinds, 1) + 2
    hasTable = height >= 3 + table + 2 * Self.leastSection
    let top = height < 3 + Self.leastSection ? 1 : 2 + (hasTable ? table : 1)
    summary = Self.part(area, 0, min(top, height))
    let rest = height - top
    guard rest >= 2 * Self.leastSection else {
      let only = rest > 0 ? Self.part(area, top, rest) : nil
      tasks = section == .tasks ? only : nil
      log = section == .log ? only : nil
      details = nil
      return
    }
    let detail = rest >= 3 * Self.leastSection + Self.detailRows && taskRows > 0 ? Self.detailRows : 0
    let forLog = max(Self.leastSection, (rest - detail) / (section == .log ? 2 : 3))
    // The heading and the titles, and a row for the word that there is none.
    let forTasks = min(rest - detail - forLog, max(3, taskRows + 2))
    tasks = Self.part(area, top, forTasks)
    details = detail > 0 ? Self.part(area, top + forTasks, detail) : nil
    log = Self.part(area, top + forTasks + detail, rest - forTasks - detail)
  }

  /// Rows of a page in the section.
  func pageHeight(_ section: EngineState.Section) -> Int {
    max(1, ((section == .tasks ? tasks : log)?.size.rows ?? 3) - 2)
  }

  private static func part(_ area: Rectangle, _ top: Int, _ rows: Int) -> Rectangle {
    Rectangle(column: area.column, row: area.row + top, columns: area.size.columns, rows: rows)
  }
}
