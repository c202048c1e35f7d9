import Terminal

/// Where things are on a screen of a given size. The list has the room first: the engine takes columns only while it has
/// something to say, and on a wide screen the details stand beside the list.
struct Layout {
  /// What the screen has beside its list.
  struct Parts: Sendable, Hashable {
    /// Rows that the list makes use of before details are shown under it; nil for no details.
    var listRows: Int?
    /// Whether the engine has something to say.
    var isEngineBusy = false
    /// Whether the operator wants to see the engine whatever it does.
    var wantsEngine = false
  }

  /// Columns from which details stand beside the list.
  static let sideColumns = 140
  /// Columns of a list on which nothing of importance is cut.
  private static let listColumns = 101
  /// Columns of a list that shows usual course titles whole.
  private static let wholeListColumns = 117
  /// Columns from which the engine is shown beside a list when the operator asks for it.
  static let leastEngineColumns = 100
  /// The engine's columns where details do not stand above it.
  private static let engineColumns = 30
  /// Columns of details beside a list that are enough; what is left over widens the list first.
  private static let usualSideColumns = 42
  /// The widest that what stands beside a list becomes.
  private static let mostSideColumns = 72
  /// Below this nothing sensible can be shown.
  static let minimum = Size(columns: 40, rows: 10)
  /// A record's three lines of heading, the titles, and four courses.
  private static let leastListRows = 8

  let size: Size
  let engine: Rectangle?
  let list: Rectangle
  let details: Rectangle?
  /// Whether the details stand beside the list, in a box; else under it.
  let isBeside: Bool

  init(size: Size, _ parts: Parts = Parts()) {
    self.size = size
    let top = 3
    let bottom = size.rows - 2
    let height = max(1, bottom - top)
    let isWide = size.columns >= Self.sideColumns
    let engineFrom =
      parts.wantsEngine ? Self.leastEngineColumns : Self.listColumns + Self.engineColumns + 1
    let hasEngine = (parts.wantsEngine || parts.isEngineBusy) && size.columns >= engineFrom
    isBeside = isWide && parts.listRows != nil
    let side: Int
    if isBeside || isWide && hasEngine {
      let spare = size.columns - Self.usualSideColumns - 1
      let least = max(Self.listColumns, min(Self.wholeListColumns, spare))
      side = min(Self.mostSideColumns, size.columns - least - 1)
    } else {
      side = hasEngine ? Self.engineColumns : 0
    }
    let width = side == 0 ? size.columns : size.columns - side - 1
    let column = Rectangle(column: width + 1, row: 2, columns: side, rows: max(0, bottom - 2))
    guard isBeside else {
      engine = hasEngine ? column : nil
      let rows = parts.listRows.map { max(height - $0, min(8, height - Self.leastListRows)) } ?? 0
      list = Rectangle(column: 0, row: top, columns: width, rows: rows > 3 ? height - rows : height)
      details = rows > 3 ? Rectangle(column: 0, row: top + height - rows, columns: width, rows: rows) : nil
      return
    }
    let share = hasEngine ? column.size.rows * 3 / 5 : column.size.rows
    list = Rectangle(column: 0, row: top, columns: width, rows: height)
    details = Rectangle(column: column.column, row: column.row, columns: side, rows: share)
    engine = hasEngine ? column.dropping(rows: share) : nil
  }

  var statusRow: Int { size.rows - 2 }
  var footerRow: Int { size.rows - 1 }
  var isTooSmall: Bool { size.columns < Self.minimum.columns || size.rows < Self.minimum.rows }
}
