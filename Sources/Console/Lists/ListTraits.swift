import OpenEdX

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
