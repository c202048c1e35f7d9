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
