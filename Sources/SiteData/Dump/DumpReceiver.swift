/// What is told of a dump while it is read, in its order.
protocol DumpReceiver: AnyObject {
  /// What follows belongs to this database; nil when the dump does not name it.
  func use(database: String?)

  /// A table is defined.
  func define(_ table: TableDefinition)

  /// Whether the rows of a table are needed; asked once for statements that begin alike.
  func needs(_ table: TableName) -> Bool

  /// Rows of a needed table follow.
  ///
  /// - Parameters:
  ///   - columns: those that the statement lists; nil when it lists none, so that the definition's are meant.
  ///   - count: how many values the first row has.
  /// - Throws: `SiteDataError` without a place when they cannot be taken.
  func rows(of table: TableName, columns: [String]?, count: Int) throws(SiteDataError) -> RowPlan
}

/// Takes the needed values of rows.
protocol RowReceiver: AnyObject {
  /// Takes one row; the values are valid during the call.
  ///
  /// - Throws: `SiteDataError` without a place.
  func insert(_ values: UnsafeBufferPointer<RawValue>) throws(SiteDataError)
}

extension TableWriter: RowReceiver {}

/// Which values of a row are needed, and who takes them.
struct RowPlan {
  let receiver: any RowReceiver
  /// For each value of a row, where it stands among those that are handed on; -1 when it is not needed.
  let slots: [Int]
  /// How many are handed on.
  let count: Int

  /// - Parameters:
  ///   - columns: those of a row, in its order.
  ///   - wanted: those that are handed on, in the receiver's order; each has to be among `columns`.
  init(receiver: any RowReceiver, columns: [String], wanted: [String]) {
    self.receiver = receiver
    slots = columns.map { column in wanted.firstIndex { $0 == column.lowercased() } ?? -1 }
    count = wanted.count
  }
}

/// A table's name, with that of its database where it is given.
struct TableName: Hashable {
  var database: String?
  var name: String
}

/// A table as its `CREATE TABLE` defines it.
struct TableDefinition {
  /// A column.
  struct Column: Hashable {
    var name: String
    /// Whether its values are computed; some dumps leave them out of the rows.
    var isGenerated = false
  }

  var table: TableName
  var columns: [Column]

  /// The names of the columns that a row of so many values has; nil when the numbers do not fit.
  func columns(ofRow count: Int) -> [String]? {
    if count == columns.count { return columns.map(\.name) }
    let stored = columns.filter { !$0.isGenerated }
    return count == stored.count ? stored.map(\.name) : nil
  }
}
