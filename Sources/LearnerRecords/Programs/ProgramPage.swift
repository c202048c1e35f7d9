import DatabaseFile
import GRDB
import OpenEdX

/// A page of a program's learners: two lists of names, each in its order, walked side by side until the page is full.
///
/// One is the LMS's users, the other the names under which Credentials has a credential of the program; a name of the
/// second that no LMS user owns is a learner of its own.
struct ProgramPage {
  private let candidates: ProgramCandidates
  private let users: UsernameWalk
  private let longestWalk: Int
  private var db: Database { candidates.reader.db }

  /// Prepares to read a page.
  ///
  /// - Parameter longestWalk: how many LMS users are walked at most before all of the program's learners are collected
  ///   instead. Collecting reads every certificate once; a walk this long takes no more than a part of that time.
  init(_ reader: RecordReader, _ program: Catalog.Program, longestWalk: Int = 16_000) throws {
    candidates = try ProgramCandidates(reader, program)
    users = try UsernameWalk(reader.db)
    self.longestWalk = longestWalk
  }

  func learners(after: String?, limit: Int) throws -> [Learner] {
    var found: [Learner] = []
    var last = after
    var walked = 0
    // One user in five is in a large program. What the walk met so far tells how far it has to go on; without that, steps
    // grow.
    var step = min(5 * min(limit, longestWalk), longestWalk)
    while found.count < limit {
      guard walked < longestWalk else { return try found + collected(after: last).prefix(limit - found.count) }
      let part = try part(after: last, limit: step)
      found += part.learners
      guard let end = part.end else { break }
      last = end
      walked += step
      let rest = min(limit - found.count, longestWalk)
      step = found.isEmpty ? min(2 * step, longestWalk) : min(walked * rest / found.count * 5 / 4 + 8, longestWalk)
    }
    return Array(found.prefix(limit))
  }

  /// All of the program's learners behind a name.
  private func collected(after: String?) throws -> ArraySlice<Learner> {
    let learners = try candidates.all()
    guard let after else { return learners[...] }
    return learners.drop { !CodePoints.precedes(after, $0.username) }
  }

  /// The program's learners among the names of some users behind a name.
  ///
  /// - Returns: also the last name that was looked at; nil when there are no more.
  private func part(after: String?, limit: Int) throws -> (learners: [Learner], end: String?) {
    var batch = try users.users(after: after, limit: limit)
    var end = batch.count == limit ? batch.last?.username : nil
    let awarded = try holders(after: after, through: end, limit: limit)
    if awarded.count == limit, let name = awarded.last {
      end = name
      batch = Array(batch.prefix { !CodePoints.precedes(name, $0.username) })
    }
    let known = Set(batch.map { ExactText($0.username) })
    let others = awarded.filter { !known.contains(ExactText($0)) }
    // Only awards make a member, and those of the part have been read; where else the members' names stand is asked for
    // them alone.
    let names = try LearnerNames(
      db,
      candidates.reader.nameRules,
      users: batch,
      credentialNames: others,
      spelledIn: ["credentials_usercredential"],
      known: NameRange(after: after, through: end)
    )
    let learners = batch.map { names.learner(lmsUserID: $0.id, username: $0.username) }
    let aliases = learners.flatMap { $0.credentialNames + $0.formerNames }.filter { !known.contains(ExactText($0)) }
    let holders = Set(awarded.map { ExactText($0) }).union(try holders(among: aliases))
    let certified = try certified(batch)
    var members = learners.filter { learner in
      learner.lmsUserID.map { certified.contains($0) } ?? false
        || (learner.credentialNames + learner.formerNames).contains { holders.contains(ExactText($0)) }
    }
    members = try complete(members)
    let strangers = others.filter { names.owner(of: $0) == nil }.map { names.stranger($0) }
    if !strangers.isEmpty {
      members = (members + strangers).sorted { CodePoints.precedes($0.username, $1.username) }
    }
    return (members, end)
  }

  /// The same learners with all of their names.
  private func complete(_ members: [Learner]) throws -> [Learner] {
    let users = members.compactMap { member in
      member.lmsUserID.map { UsernameWalk.User(id: $0, username: member.username) }
    }
    let names = try LearnerNames(db, candidates.reader.nameRules, users: users)
    return users.map { names.learner(lmsUserID: $0.id, username: $0.username) }
  }

  /// Of some users, those with a certificate of one of the program's runs, or whom the LMS perhaps owes one.
  private func certified(_ users: [UsernameWalk.User]) throws -> Set<Int64> {
    let statement = try db.cachedStatement(
      sql: """
        SELECT g.user_id FROM json_each(?) j CROSS JOIN main.certificates_generatedcertificate g ON g.user_id = j.value
        WHERE +g.course_id COLLATE NOCASE IN (SELECT value FROM json_each(?))
        """
    )
    let ids = RecordReader.json(users.map(\.id))
    let rows = try StoredRow.fetchAll(statement, arguments: [ids, candidates.keys])
    return Set(try rows.map { try $0.integer(0) })
      .union(try candidates.reader.owedUsers(keys: candidates.keys, users: ids))
  }

  /// The first so many names behind one, up to another, under which there is a credential of the program.
  private func holders(after: String?, through end: String?, limit: Int) throws -> [String] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT DISTINCT c.username COLLATE BINARY AS "credentials.credentials_usercredential.username"
        FROM credentials.credentials_usercredential c
        WHERE c.username COLLATE BINARY >= ? AND c.username COLLATE BINARY <= coalesce(?, x'')
          AND c.username COLLATE BINARY <> coalesce(?, x'') AND \(candidates.awardCondition(byName: true))
        ORDER BY c.username COLLATE BINARY LIMIT ?
        """
    )
    let arguments: StatementArguments = [after ?? "", end, after]
    return try StoredRow.fetchAll(statement, arguments: arguments + candidates.awardArguments + [limit]).map {
      try $0.text(0)
    }
  }

  /// Those of some names.
  private func holders(among names: [String]) throws -> Set<ExactText> {
    guard !names.isEmpty else { return [] }
    let statement = try db.cachedStatement(
      sql: """
        SELECT DISTINCT c.username COLLATE BINARY AS "credentials.credentials_usercredential.username"
        FROM json_each(?) j
        CROSS JOIN credentials.credentials_usercredential c
          ON c.username = j.value AND c.username = j.value COLLATE BINARY
        WHERE \(candidates.awardCondition(byName: true))
        """
    )
    let arguments: StatementArguments = [try RecordReader.json(names)]
    let rows = try StoredRow.fetchAll(statement, arguments: arguments + candidates.awardArguments)
    return Set(try rows.map { ExactText(try $0.text(0)) })
  }
}
