/// A table that a room reads or writes, with the columns it names.
package struct RequiredTable: Sendable {
  /// The table's name.
  package let name: String
  /// The columns that must be there; others are ignored.
  package let columns: [String]

  /// Takes the table's name and the needed columns.
  package init(_ name: String, _ columns: [String]) {
    self.name = name
    self.columns = columns
  }
}
