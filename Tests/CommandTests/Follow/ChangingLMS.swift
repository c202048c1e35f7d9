import Foundation
import MariaDBSupport
import OpenEdX
import ProcessTestSupport
import TestSupport

/// An LMS's database in which certificates are saved in random transactions of two sessions, as the LMS saves them: each row with
/// one of the history.
///
/// Transactions overlap, so that rows are committed in another order than that of their ids; a part is rolled back.
final class ChangingLMS {
  /// A certificate of a learner in a run.
  private struct Certificate {
    let username: String
    let user: Int
    let run: Int
    /// Nil until a row of it is there.
    var row: Row?
  }

  private struct Row {
    let id: Int
    var status: String
  }

  /// A session and its open transaction.
  private struct Session {
    let line: DatabaseLine
    var changes: [(certificate: Int, row: Row)] = []
  }

  /// A run with a configuration, and the mode in which its learners earn.
  private struct Run {
    let key: String
    let mode: String
  }

  private let site: ServedSite
  private let runs: [Run]
  private var certificates: [Certificate] = []
  private var sessions: [Session]
  private var draw: RandomDraw
  private var nextID = 5_000_000
  /// Certificates whose every transaction is rolled back are the last of all.
  private let kept: Int
  /// How many changes were sent, of which some were rolled back.
  private(set) var sent = 0

  private static let firstUser = 3_000_000
  private static let statuses = ["downloadable", "downloadable", "notpassing", "unavailable"]

  /// Adds learners without a certificate to a site.
  init(_ site: ServedSite, learners: Int, draw: RandomDraw) throws {
    self.site = site
    self.draw = draw
    sessions = (0..<2).map { _ in Session(line: DatabaseLine(site.server, database: site.lms)) }
    runs = try Self.healable(site)
    let names = (0..<learners).map { "changing_\($0)" }
    for (number, name) in names.enumerated() {
      for run in runs.indices {
        certificates.append(Certificate(username: name, user: Self.firstUser + number, run: run))
      }
    }
    certificates.shuffle(using: &self.draw)
    kept = certificates.count * 9 / 10
    try seed(names)
  }

  /// Runs in which the golden site has a lost award that nothing blocks.
  private static func healable(_ site: ServedSite) throws -> [Run] {
    let golden = try Fixtures.goldenDeployment()
    let audit = try Command.run("audit", "--format", "jsonl", "--deployment", golden.path, in: golden.path)
    let rows = try audit.lines.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
    var learners: [String: String] = [:]
    for row in rows where row["findings"] == ["award-lost"] {
      if let run = row["course_run"]?.string { learners[run] = row["username"]?.string }
    }
    return try learners.sorted { $0.key < $1.key }.prefix(5).map { run, learner in
      let mode = try site.server.run(
        """
        SELECT g.mode FROM \(site.lms).certificates_generatedcertificate g JOIN \(site.lms).auth_user u ON u.id=g.user_id
        WHERE u.username=\(ServedSite.literal(learner)) AND g.course_id=\(ServedSite.literal(run))
        """
      )
      return Run(key: run, mode: mode.trimmingCharacters(in: .newlines))
    }
  }

  private func seed(_ names: [String]) throws {
    let users = names.enumerated().map { number, name in
      "(\(Self.firstUser + number),'',0,'\(name)','','','\(name)@example.org',0,1,'2026-01-01')"
    }
    let accounts = names.enumerated().map { number, name in
      "('',0,'\(name)','','','\(name)@example.org',0,1,'2026-01-01',\(Self.firstUser + number))"
    }
    let columns = "password,is_superuser,username,first_name,last_name,email,is_staff,is_active,date_joined"
    try site.server.run(
      """
      INSERT INTO \(site.lms).auth_user (id,\(columns)) VALUES \(users.joined(separator: ","));
      INSERT INTO \(site.credentials).core_user (\(columns),lms_user_id) VALUES \(accounts.joined(separator: ","))
      """
    )
  }

  /// How many certificates there are to change.
  var count: Int { certificates.count }

  /// Sends changes.
  func change(_ count: Int) throws {
    let end = sent + count
    while sent < end {
      let session = draw.below(sessions.count)
      if sessions[session].changes.isEmpty { try begin(session) } else { try finish(session) }
    }
  }

  /// Saves a valid certificate of each learner in each run.
  func saveAll() throws {
    for start in stride(from: 0, to: certificates.count, by: 500) {
      let part = start..<min(start + 500, certificates.count)
      let statements = part.map { number in
        nextID += 1
        let row = Row(id: nextID, status: "downloadable")
        let statement = save(number, row)
        certificates[number].row = row
        return statement
      }
      try sessions[0].line.run("START TRANSACTION;\n\(statements.joined(separator: ";\n"));\nCOMMIT")
    }
  }

  /// Ends the open transactions.
  func settle() throws {
    for session in sessions.indices where !sessions[session].changes.isEmpty { try finish(session) }
  }

  /// Forgets the open transactions, which the server has lost.
  func serverWasKilled() {
    for session in sessions.indices {
      sessions[session].line.close()
      sessions[session].changes = []
    }
  }

  private func begin(_ number: Int) throws {
    let locked = Set(sessions.flatMap { $0.changes.map(\.certificate) })
    let isKept = draw.chance(80)
    var changes: [Int: Row] = [:]
    for _ in 0...draw.below(20) {
      // A few are changed again and again.
      let all = draw.chance(30) ? kept / 20 : kept
      let chosen = isKept ? draw.below(max(all, 1)) : draw.below(certificates.count)
      guard !locked.contains(chosen), changes[chosen] == nil else { continue }
      var row = certificates[chosen].row ?? Row(id: 0, status: "")
      if row.id == 0 {
        nextID += 1
        row = Row(id: nextID, status: "")
      }
      row.status = draw.one(of: Self.statuses)
      changes[chosen] = row
    }
    guard !changes.isEmpty else { return }
    sent += changes.count
    let statements = changes.map { save($0.key, $0.value) }
    try sessions[number].line.run("START TRANSACTION;\n\(statements.joined(separator: ";\n"))")
    sessions[number].changes = changes.map { ($0.key, $0.value) }
  }

  private func finish(_ number: Int) throws {
    let changes = sessions[number].changes
    sessions[number].changes = []
    guard changes.allSatisfy({ $0.certificate < kept }) else {
      try sessions[number].line.run("ROLLBACK")
      return
    }
    try sessions[number].line.run("COMMIT")
    for (certificate, row) in changes { certificates[certificate].row = row }
  }

  private func save(_ number: Int, _ row: Row) -> String {
    let certificate = certificates[number]
    let table = "\(site.lms).certificates_generatedcertificate"
    let run = runs[certificate.run]
    let columns =
      "id,course_id,verify_uuid,download_uuid,download_url,grade,`key`,distinction,status,mode,name,created_date,"
      + "modified_date,error_reason,user_id"
    let write =
      certificate.row == nil
      ? """
      INSERT INTO \(table) (\(columns)) VALUES (\(row.id),\(ServedSite.literal(run.key)),MD5(\(row.id)),'','','0.9','',0,
        '\(row.status)','\(run.mode)','',UTC_TIMESTAMP(6),UTC_TIMESTAMP(6),'',\(certificate.user))
      """ : "UPDATE \(table) SET status='\(row.status)',modified_date=UTC_TIMESTAMP(6) WHERE id=\(row.id)"
    let history =
      "INSERT INTO \(site.lms).certificates_historicalgeneratedcertificate (\(columns),history_date,history_type) "
      + "SELECT \(columns),UTC_TIMESTAMP(6),'~' FROM \(table) WHERE id=\(row.id)"
    return "\(write);\n\(history)"
  }

  /// The learners and runs whose certificates are valid, and those whose are not; all others have never been committed.
  func committed() -> (valid: Set<[String]>, invalid: Set<[String]>) {
    var (valid, invalid): (Set<[String]>, Set<[String]>) = ([], [])
    for certificate in certificates {
      let name = [certificate.username, runs[certificate.run].key]
      switch certificate.row?.status {
      case "downloadable"?: valid.insert(name)
      case _?: invalid.insert(name)
      case nil: break
      }
    }
    return (valid, invalid)
  }
}
