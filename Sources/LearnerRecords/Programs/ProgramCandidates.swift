import DatabaseFile
import GRDB
import OpenEdX

/// The learners who have a row that touches a program, or one course run: a certificate of its runs in the LMS, or a course
/// or program credential of it under one of their names.
struct ProgramCandidates {
  let reader: RecordReader
  /// The keys of the program's runs, as a JSON list; the LMS compares them without case.
  let keys: String
  private let courseConfigurations: String
  private let programConfigurations: String

  init(_ reader: RecordReader, _ program: Catalog.Program) throws {
    let catalog = reader.catalog
    let programs = catalog.programByConfiguration.filter { catalog.programs[$0.value].id == program.id }.map(\.key)
    try self.init(reader, keys: Self.keys(reader, program), programConfigurations: programs)
  }

  /// Those of one course run, however the rows spell its key.
  init(_ reader: RecordReader, courseRun: String) throws {
    let spellings = reader.catalog.keysByFoldedKey[courseRun.lowercased()] ?? []
    let keys = Set(spellings.map { ExactText($0) }).union([ExactText(courseRun)])
    try self.init(reader, keys: keys.sorted(), programConfigurations: [])
  }

  private init(_ reader: RecordReader, keys: [ExactText], programConfigurations: [Int64]) throws {
    self.reader = reader
    self.keys = try RecordReader.json(keys.map(\.text))
    courseConfigurations = RecordReader.json(keys.flatMap { reader.catalog.configurationsByRun[$0] ?? [] }.map(\.id))
    self.programConfigurations = RecordReader.json(programConfigurations)
  }

  /// The keys, as catalog and configurations spell them, of the runs whose rows count in the program: its own, and those
  /// whose configuration is linked to one of its own.
  private static func keys(_ reader: RecordReader, _ program: Catalog.Program) -> [ExactText] {
    let catalog = reader.catalog
    let runs = Set(program.runIDs)
    let linked = catalog.courseConfigurations.values.filter { $0.runID.map { runs.contains($0) } ?? false }
    let keys = runs.compactMap { catalog.runs[$0]?.key } + linked.map(\.courseRun)
    let spellings = keys.flatMap { catalog.keysByFoldedKey[$0.lowercased()] ?? [] }
    return Set(spellings.map { ExactText($0) })
      .filter { reader.run($0.text).programs.contains { catalog.programs[$0].id == program.id } }
      .sorted()
  }

  /// Whether a row `c` of Credentials' awards is of the program.
  ///
  /// - Parameter byName: whether the rows are sought by their names, and not by what they are for.
  func awardCondition(byName: Bool) -> String {
    // The sign keeps SQLite from the other columns' indexes.
    let sign = byName ? "+" : ""
    return """
      (\(sign)c.credential_content_type_id = ? AND \(sign)c.credential_id IN (SELECT value FROM json_each(?))
        OR \(sign)c.credential_content_type_id = ? AND \(sign)c.credential_id IN (SELECT value FROM json_each(?)))
      """
  }

  /// What `awardCondition` asks for.
  var awardArguments: StatementArguments {
    [reader.courseContentType, courseConfigurations, reader.programContentType, programConfigurations]
  }

  /// All of them, by username.
  func all() throws -> [Learner] {
    let names = try LearnerNames(reader.db, reader.nameRules)
    var found: [ExactText: Learner] = [:]
    // One pass over the certificates' index; a join would look each of the LMS's users up in it.
    let users = try StoredRow.fetchCursor(
      reader.db,
      sql: """
        SELECT id, username FROM main.auth_user WHERE id IN (
          SELECT user_id FROM main.certificates_generatedcertificate
          WHERE course_id COLLATE NOCASE IN (SELECT value FROM json_each(?)))
        """,
      arguments: [keys]
    )
    while let row = try users.next() {
      let username = try row.text(1)
      found[ExactText(username)] = names.learner(lmsUserID: try row.integer(0), username: username)
    }
    let owed = try StoredRow.fetchCursor(
      reader.db,
      sql: """
        SELECT u.id, u.username FROM json_each(?) j CROSS JOIN main.auth_user u ON u.id = j.value
        """,
      arguments: [RecordReader.json(reader.owedUsers(keys: keys).sorted())]
    )
    while let row = try owed.next() {
      let username = try row.text(1)
      found[ExactText(username)] = names.learner(lmsUserID: try row.integer(0), username: username)
    }
    let credentialed = try StoredRow.fetchAll(
      reader.db,
      sql: """
        SELECT DISTINCT c.username COLLATE BINARY AS "credentials.credentials_usercredential.username"
        FROM credentials.credentials_usercredential c
        WHERE \(awardCondition(byName: false))
        """,
      arguments: awardArguments
    )
    for row in credentialed {
      let name = try row.text(0)
      // A learner of the same name owns the rows, unless they were another's before the LMS gave the name away.
      if found[ExactText(name)] != nil, names.owner(of: name) == nil { continue }
      let learner = try owner(of: name, names)
      found[ExactText(learner.username)] = learner
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  private func owner(of name: String, _ names: LearnerNames) throws -> Learner {
    if let alias = names.owner(of: name) {
      return names.learner(lmsUserID: alias.lmsUserID, username: alias.lmsUsername)
    }
    let id = try StoredRow.fetchOne(
      reader.db,
      sql: "SELECT id FROM main.auth_user WHERE username = ? AND username = ? COLLATE BINARY",
      arguments: [name, name]
    )?.integer(0)
    return id.map { names.learner(lmsUserID: $0, username: name) } ?? names.stranger(name)
  }
}
