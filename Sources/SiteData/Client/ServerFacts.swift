/// What a session has learned of its server.
package struct ServerFacts: Sendable, Hashable {
  /// The version as the server names it, e.g. `10.11.19-MariaDB` or `8.4.11`.
  package var version = ""
  /// The account that the server has taken the session for, e.g. `reader@%`.
  package var account = ""
  /// The database that was chosen; nil for none.
  package var database: String?
  /// The same for two sessions on one server, and no others.
  package var identity = ""
  /// The cipher; empty for a connection that is not encrypted.
  var cipher = ""

  /// Whether it is MariaDB, which differs from MySQL in how a statement's time is bounded.
  package var isMariaDB: Bool { version.contains("MariaDB") }

  /// Product and version in words, e.g. `MySQL 8.4.11`.
  package var product: String {
    let number = version.prefix { $0.isNumber || $0 == "." }
    return "\(isMariaDB ? "MariaDB" : "MySQL") \(number)"
  }
}

extension ClientSession {
  /// Learns what the server is, and bounds what the session may cost it.
  ///
  /// - Throws: `ClientError` when the account cannot sign in, or when TLS was asked for and is not there.
  func signIn(_ program: ClientProgram) async throws {
    begin("signing in")
    let row = try await all(
      Selection(["VERSION()", "CURRENT_USER()", "DATABASE()", "@@hostname", "@@port", "@@datadir"])
    )
    guard row.count == 1 else { throw failure(.garbled("the server does not say its version")) }
    var facts = ServerFacts()
    facts.version = row.text(0, 0) ?? ""
    facts.account = row.text(0, 1) ?? ""
    facts.database = row.text(0, 2)
    let ids = try await show("SHOW VARIABLES WHERE Variable_name IN ('server_uuid','server_uid','server_id')", width: 2)
    let id = (0..<ids.count).map { ids.text($0, 1) ?? "" }.joined(separator: " ")
    facts.identity = [3, 4, 5].map { row.text(0, $0) ?? "" }.joined(separator: " ") + " " + id
    let status = try await show("SHOW SESSION STATUS LIKE 'Ssl_cipher'", width: 2)
    facts.cipher = status.count == 1 ? status.text(0, 1) ?? "" : ""
    if case .address(let address) = program.way, address.tls == .verify || address.tls == .unverified,
      facts.cipher.isEmpty
    {
      throw failure(.notEncrypted)
    }
    let limit =
      facts.isMariaDB
      ? "max_statement_time=\(program.statementSeconds)" : "max_execution_time=\(program.statementSeconds * 1000)"
    // A slow reader is no reason for the server to cut the connection, and a lost one no reason to keep it for hours.
    try await run("SET SESSION \(limit),net_write_timeout=600,wait_timeout=600,lock_wait_timeout=10")
    learn(facts)
  }
}
