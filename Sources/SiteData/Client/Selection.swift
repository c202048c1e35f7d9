/// A query whose rows are read: what is selected, and the rest of the statement.
package struct Selection: Sendable, Hashable {
  /// One selected value.
  package struct Column: Sendable, Hashable {
    /// The SQL expression.
    let expression: String
    /// Whether it can be NULL, which the output alone does not tell from the word.
    let isNullable: Bool

    /// Takes the expression.
    package init(_ expression: String, isNullable: Bool = true) {
      self.expression = expression
      self.isNullable = isNullable
    }
  }

  let columns: [Column]
  let rest: String
  private let whole: String?

  /// Takes the values and what follows them, e.g. `FROM …`.
  package init(_ columns: [Column], _ rest: String) {
    self.columns = columns
    self.rest = rest
    whole = nil
  }

  /// Takes parts of one query whose rows follow one another, none of whose values can be NULL.
  ///
  /// The server does not count the rows of a union right, so it stands in a query of its own; the columns need names.
  init(union parts: [String], width: Int) {
    columns = Array(repeating: Column("", isNullable: false), count: width)
    rest = ""
    whole = "SELECT * FROM (\(parts.joined(separator: " UNION ALL "))) AS parts"
  }

  /// Takes expressions any of which can be NULL.
  package init(_ expressions: [String], _ rest: String = "") {
    self.init(expressions.map { Column($0) }, rest)
  }

  var nullable: [Bool] { columns.map(\.isNullable) }

  /// The statement, which begins with the map of NULLs where there can be one.
  var sql: String {
    if let whole { return whole }
    let flags = columns.filter(\.isNullable).map { "ISNULL(\($0.expression))" }
    let map = flags.isEmpty ? [] : ["CONCAT(\(flags.joined(separator: ",")))"]
    return "SELECT \((map + columns.map(\.expression)).joined(separator: ",")) \(rest)"
  }
}

/// Text of statements.
package enum SQLWord {
  /// A name of a table, column or database as it stands in a statement.
  package static func name(_ name: String) -> String { "`\(name.replacing("`", with: "``"))`" }

  /// A text as it stands in a statement: in hexadecimal, which is read alike under every `sql_mode`.
  package static func literal(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var hex: [UInt8] = []
    for byte in text.utf8 {
      hex.append(digits[Int(byte >> 4)])
      hex.append(digits[Int(byte & 15)])
    }
    return "_utf8mb4 x'\(String(decoding: hex, as: UTF8.self))'"
  }
}
