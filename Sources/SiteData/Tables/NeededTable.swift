/// A table of a site that is copied into a deployment, with the columns that are taken.
///
/// Only these leave the site's data: no password hash, no session, no token, nothing personal that is not shown.
package struct NeededTable: Sendable, Hashable {
  /// The table's name, in MySQL and in the deployment.
  package let name: String
  /// The columns that are taken, in the order in which they are asked for.
  package let columns: [NeededColumn]
  /// Whether a site may lack the table (another release, an app that is not installed); it is then empty.
  let isOptional: Bool

  init(_ name: String, isOptional: Bool = false, _ columns: [NeededColumn]) {
    self.name = name
    self.columns = columns
    self.isOptional = isOptional
  }

  /// The columns that a source has, of those that are taken.
  ///
  /// - Parameter names: the source's columns, in any order and case.
  /// - Throws: `SiteDataError` of code `missingColumn` when one is not there that must be.
  package func columns(among names: some Sequence<String>) throws(SiteDataError) -> [NeededColumn] {
    let present = Set(names.map { $0.lowercased() })
    if let missing = columns.first(where: { !$0.isOptional && !present.contains($0.name) }) {
      throw SiteDataError(
        .missingColumn,
        "the table “\(name)” has no column “\(missing.name)”",
        remedy: "Take the table whole, from a release of Open edX that has this column."
      )
    }
    return columns.filter { present.contains($0.name) }
  }
}

/// A column that is taken.
package struct NeededColumn: Sendable, Hashable {
  /// The column's name, in MySQL and in the deployment.
  package let name: String
  /// What its values are.
  package let kind: ValueKind
  /// Whether a site may lack the column; it then has the deployment's default, or is empty.
  let isOptional: Bool

  init(_ name: String, _ kind: ValueKind, isOptional: Bool = false) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
  }

  /// The same column, which a site may lack.
  var ifPresent: NeededColumn { NeededColumn(name, kind, isOptional: true) }

  static func integer(_ name: String) -> NeededColumn { NeededColumn(name, .integer) }
  static func flag(_ name: String) -> NeededColumn { NeededColumn(name, .flag) }
  static func real(_ name: String) -> NeededColumn { NeededColumn(name, .real) }
  static func decimal(_ name: String) -> NeededColumn { NeededColumn(name, .decimal) }
  static func text(_ name: String) -> NeededColumn { NeededColumn(name, .text) }
  static func time(_ name: String) -> NeededColumn { NeededColumn(name, .time) }
  static func uuid(_ name: String) -> NeededColumn { NeededColumn(name, .uuid) }
}
