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
  /// Whether the row under the cursor has something in common with others that are like it.
  var hasLikeness: Bool { get }
}

extension ListState: ListInfo {
  var filterProblem: RowFilter.Problem? { readFilter.problem }
  var markedCount: Int { marked.count }
  var rangeCount: Int { range?.count ?? 0 }
  var visibleCount: Int { visible.count }
  var count: Int { rows.count }
  var hasLikeness: Bool { current.flatMap { traits.likeness($0) } != nil }
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
  var hasLikeness: Bool { false }
}

/// What rows have in common that are marked together.
enum RowLikeness: Sendable, Hashable {
  case findings(FindingSet)
  case text(String)
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
  /// What rows have in common that are marked together; nil for a row that is like no other. Without it, the findings.
  var alike: (@Sendable (Row) -> String?)?

  /// The words that may stand before a colon.
  var fieldNames: [String] { fields.keys.sorted() }

  /// What a row has in common with those that are like it; nil where it is like no other.
  func likeness(_ row: Row) -> RowLikeness? {
    if let alike { return alike(row).map(RowLikeness.text) }
    let findings = findings(row)
    return findings.isEmpty ? nil : .findings(findings)
  }

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
