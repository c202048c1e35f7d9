/// The statements that make an account which can read what a pull reads, and nothing else.
package struct PullGrants: Sendable {
  /// The account's name.
  package var user = "learner_records"
  /// The hosts that it may sign in from.
  package var host = "%"
  /// The LMS's database.
  package var lms = "openedx"
  /// The database of Credentials.
  package var credentials = "credentials"
  /// What stands for the password, which is never printed.
  package static let passwordPlace = "PASSWORD"

  /// Takes the usual names.
  package init() {}

  /// The lines, for an administrator of the server: what every release has, then what some have, a statement each.
  ///
  /// The client runs all of them with `--force`: the statement for a column that is not there fails alone.
  package var lines: [String] {
    var always: [String] = []
    var some: [String] = []
    for side in SiteSide.allCases {
      for table in side.tables {
        let line = grant(side, table, needed(table))
        if table.isOptional { some.append(line) } else { always.append(line) }
        for column in table.columns where column.isOptional { some.append(grant(side, table, [column.name])) }
      }
    }
    // Nothing is copied of it: it tells which certificates have changed.
    always.append(grant(.lms, NeededTable(ChangeHints.history, []), ChangeHints.historyColumns))
    return ["CREATE USER \(account) IDENTIFIED BY '\(Self.passwordPlace)';"] + always
      + ["-- What some releases lack. A line may fail; run all of them with --force."] + some
  }

  private func needed(_ table: NeededTable) -> [String] { table.columns.filter { !$0.isOptional }.map(\.name) }

  private func grant(_ side: SiteSide, _ table: NeededTable, _ columns: [String]) -> String {
    let database = SQLWord.name(side == .lms ? lms : credentials)
    let list = columns.map(SQLWord.name).joined(separator: ", ")
    return "GRANT SELECT (\(list)) ON \(database).\(SQLWord.name(table.name)) TO \(account);"
  }

  private var account: String { "\(Self.text(user))@\(Self.text(host))" }

  private static func text(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
