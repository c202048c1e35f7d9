import OpenEdX

/// What can be said of a list whichever rows it has.
protocol ListInfo {
  var filter: String { get }
  var filterProblem: RowFilter.Problem? { get }
  var limit: RowLimit { get }
  var limits: [(limit: RowLimit, rows: Int)] { get }
  var sort: ListSort? { get }
  var sortableColumns: [(column: Int, title: String)] { get }
  var markedCount: Int { get }
  var rangeCount: Int { get }
  var visibleCount: Int { get }
  var count: Int { get }
  var position: Int? { get }
}

extension ListState: ListInfo {
  var filterProblem: RowFilter.Problem? { readFilter.problem }
  var markedCount: Int { marked.count }
  var rangeCount: Int { range?.count ?? 0 }
  var visibleCount: Int { visible.count }
  var count: Int { rows.count }
  var sortableColumns: [(column: Int, title: String)] {
    traits.columns.enumerated().filter { $0.element.order != nil }.map { ($0.offset, $0.element.title) }
  }
}

/// The list of a screen that has none.
struct NoList: ListInfo {
  var filter: String { "" }
  var filterProblem: RowFilter.Problem? { nil }
  var limit: RowLimit { .all }
  var limits: [(limit: RowLimit, rows: Int)] { [] }
  var sort: ListSort? { nil }
  var sortableColumns: [(column: Int, title: String)] { [] }
  var markedCount: Int { 0 }
  var rangeCount: Int { 0 }
  var visibleCount: Int { 0 }
  var count: Int { 0 }
  var position: Int? { nil }
}

/// What a list knows of its rows beside their identity: where to look for a text, what was found, how to sort.
struct ListTraits<Row: Sendable>: Sendable {
  /// Whether a text stands anywhere in the row.
  let contains: @Sendable (Row, Needle) -> Bool
  /// What was found in the row.
  let findings: @Sendable (Row) -> FindingSet
  /// Parts of the row that can be looked at alone, by the word before the colon.
  let fields: [String: @Sendable (Row, Needle) -> Bool]
  /// The columns; their places name them in ``ListSort``.
  let columns: [TableColumn<Row>]

  /// The words that may stand before a colon.
  var fieldNames: [String] { fields.keys.sorted() }

  /// Whether a row passes the filter.
  func admits(_ row: Row, _ filter: RowFilter) -> Bool {
    filter.terms.allSatisfy { term in
      let holds: Bool =
        switch term.test {
        case .text(let needle): contains(row, needle)
        case .field(let name, let needle): fields[name]?(row, needle) ?? false
        case .findings(let wanted): findings(row).intersects(wanted)
        }
      return holds != term.isNegated
    }
  }
}
