import OpenEdX

/// A list with a cursor, marks, a filter and a scroll position, all bound to the identity of rows.
///
/// Refreshing keeps the cursor on the same row even when the rows have moved; an action therefore never hits a row that
/// slid under the cursor.
public struct ListState<Row: Identifiable & Sendable>: Sendable where Row.ID: Sendable {
  /// All rows, in their order.
  public private(set) var rows: [Row] = []
  /// The rows that the filter lets through.
  public private(set) var visible: [Row] = []
  /// The identity of the row under the cursor.
  public private(set) var cursor: Row.ID?
  /// The marked rows.
  public private(set) var marked: Set<Row.ID> = []
  /// The text that rows must contain, without regard to case; "" for all.
  public private(set) var filter = ""
  /// What must have been found in the rows.
  public private(set) var limit = RowLimit.all
  private let text: @Sendable (Row) -> String
  private let findings: @Sendable (Row) -> Set<Finding>

  /// Makes an empty list.
  ///
  /// - Parameters:
  ///   - text: what the filter looks at.
  ///   - findings: what the limit looks at.
  public init(text: @escaping @Sendable (Row) -> String, findings: @escaping @Sendable (Row) -> Set<Finding>) {
    self.text = text
    self.findings = findings
  }

  /// The place of the cursor among the visible rows.
  public var position: Int? { cursor.flatMap { id in visible.firstIndex { $0.id == id } } }

  /// The row under the cursor.
  public var current: Row? { position.map { visible[$0] } }

  /// The marked rows, or the row under the cursor when none is marked.
  public var chosen: [Row] {
    marked.isEmpty ? current.map { [$0] } ?? [] : rows.filter { marked.contains($0.id) }
  }

  /// Puts new rows in, and keeps cursor and marks on the rows that are still there.
  public mutating func replace(_ rows: [Row]) {
    let old = position ?? 0
    self.rows = rows
    marked.formIntersection(rows.map(\.id))
    applyFilter(fallback: old)
  }

  /// Shows only rows that contain the text.
  public mutating func setFilter(_ filter: String) {
    let old = position ?? 0
    self.filter = filter
    applyFilter(fallback: old)
  }

  /// Shows only rows in which something was found.
  public mutating func setLimit(_ limit: RowLimit) {
    let old = position ?? 0
    self.limit = limit
    applyFilter(fallback: old)
  }

  /// How many of all rows each limit would leave; those that would leave none are left out, but for the first two.
  public var limits: [(limit: RowLimit, rows: Int)] {
    let found = rows.map(findings)
    let count = { (limit: RowLimit) in found.count { limit.admits($0) } }
    let kinds = Finding.allCases.map { (limit: RowLimit.finding($0), rows: count(.finding($0))) }
    return [(.all, rows.count), (.drift, count(.drift))] + kinds.filter { $0.rows > 0 }
  }

  /// Moves the cursor by so many visible rows, stopping at the ends.
  public mutating func move(by step: Int) {
    guard !visible.isEmpty else { return }
    let (sum, overflow) = (position ?? 0).addingReportingOverflow(step)
    cursor = visible[min(max(overflow ? (step < 0 ? 0 : visible.count - 1) : sum, 0), visible.count - 1)].id
  }

  /// Marks the row under the cursor, or takes its mark away, and moves on.
  public mutating func toggleMark() {
    guard let cursor, position != nil else { return }
    if marked.remove(cursor) == nil { marked.insert(cursor) }
    move(by: 1)
  }

  /// Takes all marks away.
  public mutating func clearMarks() { marked = [] }

  /// The first visible row to draw so that the cursor is among `height` rows, with the cursor near the middle when the
  /// list is longer than that.
  public func offset(height: Int) -> Int {
    guard visible.count > height, height > 0 else { return 0 }
    return min(max(0, (position ?? 0) - height / 2), visible.count - height)
  }

  private mutating func applyFilter(fallback: Int) {
    let wanted = filter.lowercased()
    visible = rows.filter { row in
      (limit == .all || limit.admits(findings(row))) && (wanted.isEmpty || text(row).lowercased().contains(wanted))
    }
    if position == nil { cursor = visible.isEmpty ? nil : visible[min(fallback, visible.count - 1)].id }
  }
}
