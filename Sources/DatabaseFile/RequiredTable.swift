/// A table that a room reads or writes, with the columns it names.
public struct RequiredTable: Sendable {
  /// The table's name.
  public let name: String
  /// The columns that must be there; others are ignored.
  public let columns: [String]

  /// Takes the table's name and the needed columns.
  public init(_ name: String, _ columns: [String]) {
    self.name = name
    self.columns = columns
  }
}
