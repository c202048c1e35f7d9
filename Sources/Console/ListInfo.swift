/// What can be said of a list whichever rows it has.
protocol ListInfo {
  var filter: String { get }
  var limit: RowLimit { get }
  var limits: [(limit: RowLimit, rows: Int)] { get }
  var markedCount: Int { get }
  var visibleCount: Int { get }
  var position: Int? { get }
  func offset(height: Int) -> Int
}

extension ListState: ListInfo {
  var markedCount: Int { marked.count }
  var visibleCount: Int { visible.count }
}
