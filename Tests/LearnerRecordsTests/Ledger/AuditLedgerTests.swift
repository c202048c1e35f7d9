import DatabaseFile
import GRDB
import OpenEdX
import TestSupport
import Testing

@testable import LearnerRecords

@Suite struct `The ledger of an audit` {
  /// What is counted without a ledger's help: groups by a walk of their own, programs from a ledger made anew.
  private struct Counts: Equatable {
    let programs: [ProgramSummary.Counts?]
    let groups: [FindingGroup]
  }

  private func fresh(_ records: RecordStore, _ now: UTCTime) throws -> Counts {
    try records.read { reader in
      Counts(programs: try reader.programs(now: now).map(\.counts), groups: try reader.findingGroups(now: now))
    }
  }

  private func counts(_ ledger: AuditLedger, _ records: RecordStore) throws -> Counts {
    let counts = try records.read { $0.counts(ledger) }
    return Counts(programs: counts.programs.map(\.counts), groups: counts.groups)
  }

  private func origin(at now: UTCTime, lag: Double) -> SyncOrigin {
    func side(_ source: String, _ moment: UTCTime) -> SideOrigin {
      SideOrigin(method: .pull, source: source, database: nil, server: nil, snapshot: moment, taken: moment)
    }
    return SyncOrigin(lms: side("a", now), credentials: side("b", now.adding(seconds: -lag)), pair: "pair")
  }

  @Test(arguments: [UInt64](1...16))
  func `is brought up to date by what was written, whatever that is, and then says what a full audit says`(
    seed: UInt64
  ) throws {
    let deployment = try RandomDeployment(seed: seed, hasLooseEnds: true)
    var random = RandomDraw(seed: seed)
    var changes = try RandomChanges(seed: seed, deployment.folder)
    // In some, what concerns more than one learner is written often.
    let isOften = seed.isMultiple(of: 5)
    // Half of the deployments are copies of two moments, of which the later rows cannot be judged.
    let hasTwoMoments = seed.isMultiple(of: 2)
    var now = hasTwoMoments ? UTCTime(microseconds: 1_712_707_200_000_000) : RandomDeployment.now
    if hasTwoMoments { try changes.write(origin(at: now, lag: 40 * 86_400)) }
    let records = try RecordStore(folder: deployment.folder.path)
    var ledger = try records.read { try $0.auditLedger(now: now) }
    #expect(try counts(ledger, records) == fresh(records, now), "seed \(seed)")
    var updated = 0
    for round in 0..<20 {
      for _ in 0..<(1 + random.below(3)) { try changes.change(percentEverybody: isOften ? 50 : 5) }
      if random.chance(30) { now = now.adding(seconds: Double(random.below(5 * 3600))) }
      if hasTwoMoments, random.chance(30) { try changes.write(origin(at: now, lag: 30 * 86_400)) }
      do { _ = try fresh(records, now) } catch {
        Issue.record("seed \(seed), round \(round): \(error)")
        return
      }
      if try records.read({ try $0.update(&ledger, isUnchanged: false, now: now) }) == nil {
        ledger = try records.readInParallel(jobs: 2) { try $0.auditLedger(now: now) }
      } else {
        updated += 1
      }
      let (found, expected) = (try counts(ledger, records), try fresh(records, now))
      let ran = changes.statements.suffix(4).joined(separator: ";\n")
      #expect(found == expected, "seed \(seed), round \(round): \(ran)")
      guard found == expected else { return }
    }
    #expect(updated > (isOften ? 1 : 6), "seed \(seed)")
  }

  @Test func `looks only at those of whom something was written`() throws {
    let deployment = try RandomDeployment(seed: 3)
    let records = try RecordStore(folder: deployment.folder.path)
    var changes = try RandomChanges(seed: 3, deployment.folder)
    var ledger = try records.read { try $0.auditLedger(now: RandomDeployment.now) }
    func judged() throws -> Int? {
      try records.read { try $0.update(&ledger, isUnchanged: false, now: RandomDeployment.now) }
    }
    #expect(try judged() == 0)
    ledger.judgeAgain(users: 5...5)
    #expect(try judged() == 1)
    try changes.run("UPDATE certificates_generatedcertificate SET status = 'notpassing' WHERE user_id = 2")
    #expect(try judged() == 1)
    try changes.run("UPDATE credentials.credentials_usercredential SET status = 'revoked' WHERE username = 'ann'")
    #expect(try judged() == 1)
    #expect(try judged() == 0)
  }

  @Test func `finds the learner of a credential that is spelled otherwise, where no account tells whose it is`()
    throws
  {
    let deployment = try RandomDeployment(seed: 3)
    let records = try RecordStore(folder: deployment.folder.path)
    var changes = try RandomChanges(seed: 3, deployment.folder)
    try changes.run("DELETE FROM credentials.core_user")
    for table in ["credentials_usercredential", "records_usergrade"] {
      try changes.run("UPDATE credentials.\(table) SET username = 'ANN' WHERE username = 'ann'")
    }
    var ledger = try records.read { try $0.auditLedger(now: RandomDeployment.now) }
    let before = try counts(ledger, records)
    try changes.run("UPDATE credentials.credentials_usercredential SET status = 'revoked' WHERE username = 'ANN'")
    #expect(try records.read { try $0.update(&ledger, isUnchanged: false, now: RandomDeployment.now) } != nil)
    #expect(try counts(ledger, records) == fresh(records, RandomDeployment.now))
    #expect(try counts(ledger, records) != before)
  }

  @Test func `looks at those with a row of a course run whose overview or modes were written`() throws {
    let deployment = try RandomDeployment(seed: 3)
    let records = try RecordStore(folder: deployment.folder.path)
    var changes = try RandomChanges(seed: 3, deployment.folder)
    let now = RandomDeployment.now
    var ledger = try records.read { try $0.auditLedger(now: now) }
    let run = try #require(
      try records.read { reader in
        var runs: [String: Set<String>] = [:]
        try reader.runRecords(includingRowsWithoutFindings: true, now: now) { row in
          runs[row.courseRun, default: []].insert(row.username)
        }
        return runs.filter { reader.lms.overviews[ExactText($0.key)] != nil && $0.value.count < 6 }
          .min { $0.key < $1.key }
      }
    )
    try changes.run("UPDATE course_overviews_courseoverview SET self_paced = 1 - self_paced WHERE id = '\(run.key)'")
    #expect(try records.read { try $0.update(&ledger, isUnchanged: false, now: now) } == run.value.count)
    #expect(try counts(ledger, records) == fresh(records, now))
    try changes.run("UPDATE course_modes_coursemode SET mode_slug = 'audit' WHERE course_id = '\(run.key)'")
    #expect(try records.read { try $0.update(&ledger, isUnchanged: false, now: now) } == run.value.count)
    #expect(try counts(ledger, records) == fresh(records, now))
  }

  @Test(
    arguments: [
      "UPDATE credentials.credentials_coursecertificate SET is_active = 0 WHERE id = 1",
      "UPDATE site_configuration_siteconfiguration SET enabled = 1 - enabled",
      "DELETE FROM credentials.catalog_program_course_runs WHERE id = 1",
      "DELETE FROM sync_change", "UPDATE credentials.sync_change SET token = 1",
      "DROP TRIGGER sync_change_update_certificates_generatedcertificate", "DROP TABLE credentials.sync_change",
    ]
  )
  func `is thrown away where what was written is about everybody, or the log does not tell all`(sql: String) throws {
    let deployment = try RandomDeployment(seed: 5)
    let records = try RecordStore(folder: deployment.folder.path)
    var changes = try RandomChanges(seed: 5, deployment.folder)
    var ledger = try records.read { try $0.auditLedger(now: RandomDeployment.now) }
    #expect(try records.read { try $0.update(&ledger, isUnchanged: false, now: RandomDeployment.now) } != nil)
    try changes.run(sql)
    #expect(try records.read { try $0.update(&ledger, isUnchanged: false, now: RandomDeployment.now) } == nil)
  }

  @Test func `is thrown away on another day, and where a date that holds for a run is reached`() throws {
    let deployment = try RandomDeployment(seed: 5)
    let records = try RecordStore(folder: deployment.folder.path)
    var changes = try RandomChanges(seed: 5, deployment.folder)
    let (now, date) = (try #require(UTCTime("2026-10-01T08:00:00Z")), try #require(UTCTime("2026-10-01T09:00:00Z")))
    try changes.run(
      "UPDATE credentials.credentials_coursecertificate SET certificate_available_date = '2026-10-01 09:00:00'"
    )
    let made = try records.read { try $0.auditLedger(now: now) }
    func judged(at time: UTCTime) throws -> Int? {
      var ledger = made
      return try records.read { try $0.update(&ledger, isUnchanged: true, now: time) }
    }
    #expect(try judged(at: date.adding(seconds: -1)) != nil)
    #expect(try judged(at: date) == nil)
    let later = try records.read { try $0.auditLedger(now: date) }
    var ledger = later
    let evening = try #require(UTCTime("2026-10-01T23:59:59Z"))
    #expect(try records.read { try $0.update(&ledger, isUnchanged: true, now: evening) } != nil)
    #expect(try records.read { try $0.update(&ledger, isUnchanged: true, now: evening.adding(seconds: 1)) } == nil)
  }

  @Test func `judges those again of whom a date is reached, and not before`() throws {
    let deployment = try RandomDeployment(seed: 5)
    let records = try RecordStore(folder: deployment.folder.path)
    var changes = try RandomChanges(seed: 5, deployment.folder)
    let (now, date) = (try #require(UTCTime("2026-10-01T08:00:00Z")), try #require(UTCTime("2026-10-01T09:00:00Z")))
    try changes.run("DELETE FROM credentials.credentials_usercredentialdateoverride")
    try changes.run(
      """
      INSERT INTO credentials.credentials_usercredentialdateoverride (created, modified, date, user_credential_id)
        SELECT created, created, '2026-10-01 09:00:00', id FROM credentials.credentials_usercredential
        WHERE username = 'ann' LIMIT 1
      """
    )
    var ledger = try records.read { try $0.auditLedger(now: now) }
    func judged(at time: UTCTime) throws -> Int? {
      try records.read { try $0.update(&ledger, isUnchanged: false, now: time) }
    }
    #expect(try judged(at: date.adding(seconds: -1)) == 0)
    #expect(try judged(at: date) == 1)
    #expect(try judged(at: date.adding(seconds: 1)) == 0)
    #expect(try judged(at: date) == nil, "the clock was set back")
  }

  @Test func `judges those again whose rows were too new when the older database is taken again`() throws {
    let deployment = try RandomDeployment(seed: 6)
    let records = try RecordStore(folder: deployment.folder.path)
    var changes = try RandomChanges(seed: 6, deployment.folder)
    let now = UTCTime(microseconds: 1_712_707_200_000_000)
    try changes.write(origin(at: now, lag: 40 * 86_400))
    var ledger = try records.read { try $0.auditLedger(now: now) }
    #expect(!ledger.tooNew.isEmpty)
    func judged() throws -> Int? { try records.read { try $0.update(&ledger, isUnchanged: false, now: now) } }
    #expect(try judged() == 0)
    try changes.write(origin(at: now, lag: 20 * 86_400))
    let again = try judged()
    #expect(again == nil || again ?? 0 > 0)
    try changes.run("DROP TABLE credentials.sync_origin; DROP TABLE sync_origin")
    #expect(try judged() == nil)
  }

  @Test func `that rests on logs holds in no files without them, even if nothing else tells them apart`() throws {
    let deployment = try RandomDeployment(seed: 5)
    let records = try RecordStore(folder: deployment.folder.path)
    var changes = try RandomChanges(seed: 5, deployment.folder)
    var ledger = try records.read { try $0.auditLedger(now: RandomDeployment.now) }
    try changes.run("DROP TABLE credentials.sync_change")
    #expect(try records.read { try $0.update(&ledger, isUnchanged: true, now: RandomDeployment.now) } == nil)
  }

  @Test func `is as it was when bringing it up to date is stopped`() throws {
    let deployment = try RandomDeployment(seed: 5)
    let records = try RecordStore(folder: deployment.folder.path)
    var ledger = try records.read { try $0.auditLedger(now: RandomDeployment.now) }
    ledger.judgeAgain(users: 1...5)
    let (bytes, basis) = (ledger.bytes, ledger.basis)
    struct Stopped: Error {}
    #expect(throws: Stopped.self) {
      try records.read { reader in
        try reader.update(&ledger, isUnchanged: false, now: RandomDeployment.now) { throw Stopped() }
      }
    }
    #expect(ledger.bytes == bytes && ledger.basis == basis && ledger.dated.count >= 5)
  }

  @Test func `of files without a log holds for the same files alone`() throws {
    let folder = try Fixtures.goldenDeployment()
    let records = try RecordStore(folder: folder.path)
    var ledger = try records.read { try $0.auditLedger(now: Clock.golden) }
    #expect(!ledger.isLogged)
    #expect(try records.read { try $0.update(&ledger, isUnchanged: false, now: Clock.golden) } == nil)
    #expect(try records.read { try $0.update(&ledger, isUnchanged: true, now: Clock.golden) } != nil)
    #expect(try counts(ledger, records) == fresh(records, Clock.golden))
  }
}
