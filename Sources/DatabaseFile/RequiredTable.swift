/// A table that a room reads or writes, with the columns it names. A copy may lack some of them.
package struct RequiredTable: Sendable {
  /// The table's name.
  package let name: String
  /// The columns that must be there; others are ignored.
  package let columns: [String]
  /// Those of the columns that SQL compares as whole numbers, so that no reading of a value would find one of another
  /// kind: rows are joined by them and put in order.
  package let numbers: [String]
  /// Whether a file without it, or without one of these columns, is opened all the same.
  package let isOptional: Bool

  /// Takes the table's name and the needed columns.
  package init(_ name: String, _ columns: [String], numbers: [String] = [], isOptional: Bool = false) {
    self.name = name
    self.columns = columns
    self.numbers = numbers
    self.isOptional = isOptional
  }
}

/// Tables by which a file is known to be another service's database.
package struct ForeignTables: Sendable {
  /// Whose they are, as the end of “a table of …”.
  package let owner: String
  /// Their names, in lower case.
  package let names: Set<String>

  /// Takes the owner and the names.
  package init(of owner: String, _ names: Set<String>) {
    self.owner = owner
    self.names = names
  }

  /// Known by none.
  package static let none = ForeignTables(of: "", [])
  /// The LMS's, for whom a file of the Credentials service is wanted.
  package static let ofLMS = ForeignTables(
    of: "the LMS",
    ["certificates_generatedcertificate", "course_overviews_courseoverview", "student_courseenrollment"]
  )
  /// The Credentials service's, for whom a file of the LMS is wanted.
  package static let ofCredentials = ForeignTables(
    of: "the Credentials service",
    ["credentials_usercredential", "core_user", "catalog_program"]
  )
}
