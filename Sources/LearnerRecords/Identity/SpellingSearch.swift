import DatabaseFile
import GRDB
import OpenEdX

/// Finds the spellings of names that differ in ASCII case only, in a table of Credentials with many rows.
///
/// Django's indexes on SQLite compare exactly, so asking for a name without case would read the whole table. The index
/// is walked like a dictionary instead: letter by letter, in both cases, as long as a name begins so. All names are
/// walked together in the order of the index, so that one look serves every beginning up to the name that it met.
struct SpellingSearch {
  private let db: Database
  private let table: String

  init(_ db: Database, table: String) {
    self.db = db
    self.table = table
  }

  /// The spellings of the names, those that are spelled so themselves included.
  ///
  /// - Parameter known: where nothing need be sought, because the caller knows what is there.
  func spellings(of names: [String], but known: NameRange? = nil) throws -> Set<ExactText> {
    if try hasIndexWithoutCase { return try matches(names) }
    let folded = names.filter { !isTooLong($0) }.map { $0.unicodeScalars.map(Self.lowercase) }
    var walk = Walk(
      known: known,
      statement: try db.cachedStatement(
        sql: """
          SELECT username FROM credentials.\(table) WHERE username COLLATE BINARY >= ?
          ORDER BY username COLLATE BINARY LIMIT 1
          """
      )
    )
    try walk.descend([], folded.sorted { $0.lexicographicallyPrecedes($1) }[...])
    let long = names.filter(isTooLong)
    return long.isEmpty ? walk.found : walk.found.union(try matches(long))
  }

  /// A walk goes as deep as a name is long. No site has such names; for a damaged copy's the table is read.
  private func isTooLong(_ name: String) -> Bool { name.utf8.count > UsernameWalk.longestName }

  private func matches(_ names: [String]) throws -> Set<ExactText> {
    let found = try StoredRow.fetchAll(
      db,
      sql: """
        SELECT DISTINCT c.username COLLATE BINARY AS "credentials.\(table).username" FROM json_each(?) j
        CROSS JOIN credentials.\(table) c ON c.username = j.value COLLATE NOCASE
        """,
      arguments: [try RecordReader.json(names)]
    )
    return Set(try found.map { ExactText(try $0.text(0)) })
  }

  /// A copy whose columns compare without case has such an index, and so has a file that was opened for a backfill.
  private var hasIndexWithoutCase: Bool {
    get throws { try UsernameIndex.exists(db, schema: "credentials", table: table, collation: "NOCASE") }
  }

  private static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    "A"..."Z" ~= scalar ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
  }

  /// One walk over the index, which only goes forward.
  private struct Walk {
    let known: NameRange?
    let statement: Statement
    var found: Set<ExactText> = []
    /// What was asked for last, and the first name from there on; nil behind the last name.
    private var asked: [Unicode.Scalar]?
    private var met: [Unicode.Scalar]?

    init(known: NameRange?, statement: Statement) {
      self.known = known
      self.statement = statement
    }

    /// Takes the names, sorted and in lower case, that begin as the prefix does but for its case.
    mutating func descend(_ prefix: [Unicode.Scalar], _ names: ArraySlice<[Unicode.Scalar]>) throws {
      var names = names
      if let first = names.first, first.count == prefix.count {
        names = names.drop { $0.count == prefix.count }
        if try self.first(from: prefix) == prefix { found.insert(ExactText(prefix.text)) }
      }
      var branches: [(scalar: Unicode.Scalar, names: ArraySlice<[Unicode.Scalar]>)] = []
      while let scalar = names.first?[prefix.count] {
        let same = names.prefix { $0[prefix.count] == scalar }
        names = names.dropFirst(same.count)
        branches.append((scalar, same))
        if "a"..."z" ~= scalar { branches.append((Unicode.Scalar(UInt8(scalar.value) - 32), same)) }
      }
      for branch in branches.sorted(by: { $0.scalar < $1.scalar }) {
        let longer = prefix + [branch.scalar]
        if known?.holds(namesBeginningWith: longer) ?? false { continue }
        if let name = try first(from: longer), name.starts(with: longer) { try descend(longer, branch.names) }
      }
    }

    private mutating func first(from start: [Unicode.Scalar]) throws -> [Unicode.Scalar]? {
      if let asked, !start.lexicographicallyPrecedes(asked) {
        guard let met else { return nil }
        if !met.lexicographicallyPrecedes(start) { return met }
      }
      asked = start
      met = try StoredRow.fetchOne(statement, arguments: [start.text])?.textOrNil(0).map { Array($0.unicodeScalars) }
      return met
    }
  }
}

extension [Unicode.Scalar] {
  fileprivate var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: self)
    return String(text)
  }
}

/// The names behind one, up to and with another, by code points.
struct NameRange {
  private let after: [Unicode.Scalar]?
  private let end: [Unicode.Scalar]?

  /// Takes the ends; nil leaves that side open.
  init(after: String?, through end: String?) {
    self.after = after.map { Array($0.unicodeScalars) }
    self.end = end.map { Array($0.unicodeScalars) }
  }

  /// Whether every name that begins so is in the range.
  func holds(namesBeginningWith prefix: [Unicode.Scalar]) -> Bool {
    if let after, !after.lexicographicallyPrecedes(prefix) { return false }
    guard let end else { return true }
    return prefix.lexicographicallyPrecedes(end) && !end.starts(with: prefix)
  }
}
