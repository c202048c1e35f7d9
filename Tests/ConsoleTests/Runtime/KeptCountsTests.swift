import CertificateSync
import DatabaseFile
import Foundation
import GRDB
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import Console
@testable import ConsoleRuntime

@Suite struct `Counts of the last session` {
  /// The ledger of a deployment whose files have no log of changes.
  private func ledger(_ folder: TemporaryFolder) throws -> AuditLedger {
    try RecordStore(folder: folder.path).read { try $0.auditLedger(now: .now) }
  }

  private func kept(_ folder: TemporaryFolder, basis: String = "", isReadOnly: Bool = false) -> KeptCounts {
    KeptCounts(folder: folder.file("state"), deployment: folder.path, basis: basis, isReadOnly: isReadOnly)
  }

  private func paths(_ folder: TemporaryFolder) -> [String] {
    ["lms.sqlite", "credentials.sqlite"].map { folder.file($0) }
  }

  @Test func `are there again for the files of which they were made, and for no others`() throws {
    let folder = try Fixtures.goldenDeployment()
    let (kept, ledger) = (kept(folder), try ledger(folder))
    #expect(kept.ledger(DataFingerprint(of: paths(folder))) == nil)
    kept.keep(ledger, DataFingerprint(of: paths(folder)))
    #expect(kept.ledger(DataFingerprint(of: paths(folder)))?.ledger.learners == ledger.learners)
    let other = KeptCounts(folder: folder.file("state"), deployment: "/srv/b")
    #expect(other.ledger(DataFingerprint(of: paths(folder))) == nil)
    try folder.write(Data(contentsOf: URL(fileURLWithPath: folder.file("lms.sqlite"))), as: "lms.sqlite")
    #expect(kept.ledger(DataFingerprint(of: paths(folder))) == nil)
    kept.keep(ledger, nil)
    #expect(kept.ledger(DataFingerprint(of: [])) == nil, "of no state in particular")
  }

  @Test func `hold when the databases were opened for writing and closed, and not when another has them open`() throws {
    let folder = try Fixtures.goldenDeployment()
    let (kept, ledger) = (kept(folder), try ledger(folder))
    func isKept(_ fingerprint: DataFingerprint) -> Bool { kept.ledger(fingerprint) != nil }
    let found = DataFingerprint(of: paths(folder))
    kept.keep(ledger, found)
    let files = try paths(folder).map { try DatabaseFile(path: $0, access: .readWrite, requires: []) }
    let opened = DataFingerprint(of: paths(folder))
    #expect(!isKept(opened), "opening writes")
    let here = KeptCounts(folder: folder.file("state"), deployment: folder.path, found: found, opened: opened)
    #expect(here.ledger(opened) != nil)
    here.carry(from: opened, to: found)
    #expect(isKept(found), "opened and closed, and nothing written")
    kept.carry(from: found, to: opened)
    #expect(isKept(opened) && !isKept(found))
    try files[0].writer?.write { try $0.execute(sql: "UPDATE auth_user SET email = 'x' WHERE id = 1") }
    let written = DataFingerprint(of: paths(folder))
    kept.carry(from: opened, to: written)
    #expect(!isKept(written), "a log is there before and after")
    let other = KeptCounts(folder: folder.file("state"), deployment: folder.path, found: opened, opened: written)
    #expect(other.ledger(written) == nil, "who found a log knows nothing of it")
    kept.keep(ledger, written)
    for file in files { file.close() }
    let closed = DataFingerprint(of: paths(folder))
    #expect(!isKept(closed))
    kept.carry(from: opened, to: closed)
    #expect(!isKept(closed), "what was written in between")
    kept.carry(from: written, to: closed)
    #expect(isKept(closed))
  }

  @Test func `are read by a session for reading only, which keeps none and leaves no file`() throws {
    let folder = try Fixtures.goldenDeployment()
    let (ledger, fingerprint) = (try ledger(folder), DataFingerprint(of: paths(folder)))
    let reading = kept(folder, isReadOnly: true)
    reading.keep(ledger, fingerprint)
    #expect(!FileManager.default.fileExists(atPath: folder.file("state")))
    kept(folder).keep(ledger, fingerprint)
    #expect(reading.ledger(fingerprint)?.ledger.learners == ledger.learners)
    let other = DataFingerprint(of: [folder.file("no such file")])
    reading.carry(from: fingerprint, to: other)
    #expect(reading.ledger(other) == nil)
  }

  @Test func `hold for the settings and the program by which they were made`() throws {
    let folder = try Fixtures.goldenDeployment()
    let (ledger, fingerprint) = (try ledger(folder), DataFingerprint(of: paths(folder)))
    func isKept(_ settings: RecordSettings, _ program: String = "1") -> Bool {
      kept(folder, basis: KeptCounts.basis(of: settings, countedBy: program)).ledger(fingerprint) != nil
    }
    kept(folder, basis: KeptCounts.basis(of: RecordSettings(), countedBy: "1")).keep(ledger, fingerprint)
    #expect(isKept(RecordSettings()))
    #expect(!isKept(RecordSettings(), "2"))
    #expect(!isKept(RecordSettings(honorCertificatesDisabled: true)))
    #expect(!isKept(RecordSettings(retiredPrefix: "gone_")))
    #expect(!isKept(RecordSettings(site: "other.example.org")))
  }

  @Test(arguments: ["json", "ledger"]) func `are not missed when a file of them is damaged`(ending: String) throws {
    let folder = try Fixtures.goldenDeployment()
    let (kept, ledger, fingerprint) = (kept(folder), try ledger(folder), DataFingerprint(of: paths(folder)))
    kept.keep(ledger, fingerprint)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("state"))
    let name = try #require(names.first { $0.hasSuffix(ending) })
    let file = folder.file("state/\(name)")
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    for count in [0, 1, 7, 8, 60, whole.count - 1] {
      try whole.prefix(count).write(to: URL(fileURLWithPath: file))
      #expect(kept.ledger(fingerprint) == nil, "\(count) bytes")
    }
    try whole.write(to: URL(fileURLWithPath: file))
    #expect(kept.ledger(fingerprint) != nil)
  }

  @Test func `are not believed when another session has written its file beside this one's note`() throws {
    let folder = try Fixtures.goldenDeployment()
    let (kept, ledger, fingerprint) = (kept(folder), try ledger(folder), DataFingerprint(of: paths(folder)))
    let state = folder.file("state")
    kept.keep(ledger, fingerprint)
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: state).first { $0.hasSuffix("ledger") }
    )
    let first = try Data(contentsOf: URL(fileURLWithPath: "\(state)/\(name)"))
    kept.keep(ledger, fingerprint)
    try first.write(to: URL(fileURLWithPath: "\(state)/\(name)"))
    #expect(kept.ledger(fingerprint) == nil)
  }

  private func session(_ folder: TemporaryFolder) throws -> DeploymentEffectHandler {
    DeploymentEffectHandler(
      records: try RecordStore(folder: folder.path),
      engine: nil,
      log: RecentLog(),
      files: ExportFiles(stateFolder: nil),
      kept: kept(folder)
    )
  }

  private struct Counted: Equatable {
    var programs: [ProgramSummary.Counts?]
    var groups: [FindingGroup]
  }

  private struct Unexpected: Error {}

  private func counted(_ session: DeploymentEffectHandler) async throws -> Counted {
    guard case .findings(let groups, _)? = await session.told(.countFindings).last,
      case .programs(let programs)? = await session.told(.countPrograms).last
    else { throw Unexpected() }
    await session.waitUntilDone()
    return Counted(programs: programs.map(\.counts), groups: groups)
  }

  @Test func `are what a second session shows, without looking at the learners`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let fresh = try await counted(session(folder))
    #expect(!fresh.groups.isEmpty)
    // Of others, kept as if they were those of this deployment.
    let other = try Fixtures.goldenDeployment()
    try await DatabaseQueue(path: other.file("credentials.sqlite")).write {
      try $0.execute(sql: "UPDATE credentials_usercredential SET status = 'revoked' WHERE id % 2 = 0")
    }
    let others = try await counted(session(other))
    kept(folder).keep(try ledger(other), DataFingerprint(of: paths(folder)))
    #expect(try await counted(session(folder)) == others && others != fresh)
    try folder.write(Data(contentsOf: URL(fileURLWithPath: folder.file("lms.sqlite"))), as: "lms.sqlite")
    #expect(try await counted(session(folder)) == fresh)
  }

  @Test func `are counted anew when the operator asks for it, whatever is known`() async throws {
    let folder = try RandomDeployment(seed: 9).folder
    let other = try RandomDeployment(seed: 10).folder
    let fresh = try await counted(session(folder))
    kept(folder).keep(try ledger(other), DataFingerprint(of: paths(folder)))
    let session = try session(folder)
    guard case .findings(let groups, _)? = await session.told(.recountFindings).last,
      case .programs(let programs)? = await session.told(.recountPrograms).last
    else { throw Unexpected() }
    await session.waitUntilDone()
    #expect(Counted(programs: programs.map(\.counts), groups: groups) == fresh)
    #expect(try await counted(session) == fresh)
  }

  @Test func `are counted anew where files without a log have taken the place of others`() async throws {
    let folder = try RandomDeployment(seed: 9).folder
    _ = try await counted(session(folder))
    let golden = try Fixtures.goldenDeployment()
    for name in ["lms.sqlite", "credentials.sqlite"] {
      try folder.write(Data(contentsOf: URL(fileURLWithPath: golden.file(name))), as: name)
    }
    let fresh = try await counted(session(golden))
    #expect(try await counted(session(folder)) == fresh)
  }

  @Test func `are those of a walk over all where a row is broken that only a look at one learner reads`() async throws {
    for seed in UInt64(1)...40 {
      let folder = try RandomDeployment(seed: seed).folder
      let session = try session(folder)
      _ = try await counted(session)
      let name = try await DatabaseQueue(path: folder.file("credentials.sqlite")).write { db in
        try db.execute(sql: "UPDATE credentials_usercredential SET uuid = 'none' WHERE id = 1")
        return try String.fetchOne(db, sql: "SELECT username FROM credentials_usercredential WHERE id = 1")
      }
      let records = try RecordStore(folder: folder.path)
      // A walk over all looks at the whole rows of some.
      guard let walked = try? records.read({ try $0.findingGroups(now: .now) }) else { continue }
      #expect(throws: DatabaseFileError.self) {
        try records.read { try $0.runRecords(of: name ?? "", now: .now) }
      }
      #expect(try await counted(session).groups == walked, "seed \(seed)")
      return
    }
    Issue.record("no deployment has such a learner")
  }

  /// Golden's files have no log of changes, those that this program makes do.
  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `say what a full count says, however the databases change between and within sessions`(
    seed: UInt64
  ) async throws {
    var random = RandomDraw(seed: seed)
    let folder =
      seed.isMultiple(of: 2)
      ? try Fixtures.goldenDeployment() : try RandomDeployment(seed: seed, hasLooseEnds: true).folder
    var last: DeploymentEffectHandler?
    for round in 0..<12 {
      let id = 1 + random.below(seed.isMultiple(of: 2) ? 400 : 40)
      let change: (file: String, sql: String)? =
        switch random.below(6) {
        case 0: ("lms", "UPDATE certificates_generatedcertificate SET status = 'notpassing' WHERE id = \(id)")
        case 1: ("lms", "DELETE FROM certificates_generatedcertificate WHERE id = \(id)")
        case 2: ("credentials", "UPDATE credentials_usercredential SET status = 'revoked' WHERE id = \(id)")
        case 3: ("credentials", "DELETE FROM records_usergrade WHERE id = \(id)")
        case 4: ("credentials", "UPDATE credentials_coursecertificate SET is_active = 1 - is_active WHERE id = \(id)")
        default: nil
        }
      if let change {
        let database = try DatabaseQueue(path: folder.file("\(change.file).sqlite"))
        try await database.write { try $0.execute(sql: change.sql) }
        try database.close()
      }
      let fresh = try RecordStore(folder: folder.path).read { reader in
        Counted(programs: try reader.programs(now: .now).map(\.counts), groups: try reader.findingGroups(now: .now))
      }
      for session in [last, try session(folder)].compactMap({ $0 }) {
        #expect(try await counted(session) == fresh, "seed \(seed), round \(round)")
        last = session
      }
    }
  }
}
