/// The log of a file's changes: whose rows were written, in the order of the writes.
///
/// It is the table `sync_change` of both files, which triggers fill, so that it tells of everybody who writes: a pull, a post,
/// a person with SQL. The files that this program makes have it; a file that was dropped in has none, and nothing is added to
/// it. What a reader has found out about a learner stands as long as the log does not name the learner.
package enum ChangeLog {
  package static let table = "sync_change"

  /// Whom a row of a table is about.
  package enum Subject: Sendable {
    /// The LMS's user whose id a column has.
    case user(String)
    /// The name in Credentials that a column has.
    case name(String)
    /// A person: a column with the id in the LMS, and one with the name, where the table has it.
    case person(id: String, name: String?)
    /// Whom a row of another table is about, whose id a column has.
    case row(of: String, idIn: String, user: String?, name: String?)
    /// All learners with a row of the course run whose key a column has.
    case run(String)
    /// All learners.
    case everybody
  }

  /// A table whose changes are logged.
  package struct Watched: Sendable {
    package let table: String
    let subject: Subject

    /// Takes a table and whom its rows are about.
    package init(_ table: String, _ subject: Subject) {
      self.table = table
      self.subject = subject
    }
  }

  /// A longer log loses its oldest rows, and a reader from before then has to look at everybody.
  package static let mostRows = 100_000

  /// The statements that make the log of a file; where many rows are to be written, best behind them.
  ///
  /// The first row stands for everybody, so that the log is never empty. Each row has a random number, so that a position
  /// in the log of one file is none in the log of another.
  package static func schema(_ tables: [Watched]) -> String {
    let log = """
      CREATE TABLE \(table) (
        id integer PRIMARY KEY, user_id integer, username text, course_id text, is_person integer NOT NULL DEFAULT 0,
        token integer NOT NULL DEFAULT (random())
      );
      INSERT INTO \(table) DEFAULT VALUES;
      CREATE TRIGGER \(table)_cut AFTER INSERT ON \(table) WHEN NEW.id % 1000 = 0 BEGIN
        DELETE FROM \(table) WHERE id <= NEW.id - \(mostRows);
      END;
      """
    return ([log] + tables.flatMap(triggers)).joined(separator: "\n")
  }

  private static func triggers(_ watched: Watched) -> [String] {
    let events = [("insert", "INSERT", ["NEW"]), ("update", "UPDATE", ["NEW", "OLD"]), ("delete", "DELETE", ["OLD"])]
    return events.map { name, event, rows in
      let found = rows.map { select(watched.subject, $0) }.joined(separator: " UNION ")
      return "CREATE TRIGGER \(table)_\(name)_\(watched.table) AFTER \(event) ON \(watched.table) BEGIN "
        + "INSERT INTO \(table) (user_id, username, course_id, is_person) \(found); END;"
    }
  }

  private static func select(_ subject: Subject, _ row: String) -> String {
    switch subject {
    case .user(let column): "SELECT \(row).\(column), NULL, NULL, 0"
    // Two spellings are two names, however the column compares.
    case .name(let column): "SELECT NULL, \(row).\(column) COLLATE BINARY, NULL, 0"
    case .person(let id, let name):
      "SELECT \(row).\(id), \(name.map { "\(row).\($0) COLLATE BINARY" } ?? "NULL"), NULL, 1"
    case .row(let other, let column, let user, let name):
      "SELECT \(user ?? "NULL"), \(name ?? "NULL"), NULL, 0 FROM \(other) WHERE id = \(row).\(column)"
    case .run(let column): "SELECT NULL, NULL, \(row).\(column) COLLATE BINARY, 0"
    case .everybody: "SELECT NULL, NULL, NULL, 0"
    }
  }
}
