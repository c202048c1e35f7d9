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
  private let plain = [Example.program(Example.paidCourses, "Paid Courses", drift: nil)]

  @Test func `are shown again for the databases and the day of which they were made, and for no others`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data("x".utf8), as: "lms.sqlite")
    let file = folder.file("lms.sqlite")
    let kept = KeptCounts(folder: folder.file("state"), deployment: "/srv/a")
    #expect(kept.fill(plain, DataFingerprint(of: [file]), now: Example.now)[0].counts == nil)
    kept.keep(Example.programs, DataFingerprint(of: [file]), now: Example.now)
    let again = kept.fill(plain, DataFingerprint(of: [file]), now: Example.now)
    #expect(again[0].counts?.driftRows == 14)
    let tomorrow = Example.now.adding(seconds: 86_400)
    #expect(kept.fill(plain, DataFingerprint(of: [file]), now: tomorrow)[0].counts == nil)
    let other = KeptCounts(folder: folder.file("state"), deployment: "/srv/b")
    #expect(other.fill(plain, DataFingerprint(of: [file]), now: Example.now)[0].counts == nil)
    try folder.write(Data("changed".utf8), as: "lms.sqlite")
    #expect(kept.fill(plain, DataFingerprint(of: [file]), now: Example.now)[0].counts == nil)
  }

  @Test func `hold when the databases were opened for writing and closed, and not when another has them open`() throws {
    let folder = try Fixtures.goldenDeployment()
    let paths = ["lms.sqlite", "credentials.sqlite"].map { folder.file($0) }
    let kept = KeptCounts(folder: folder.file("state"), deployment: folder.path)
    func isKept(_ fingerprint: DataFingerprint) -> Bool {
      kept.fill(plain, fingerprint, now: Example.now)[0].counts != nil
    }
    let found = DataFingerprint(of: paths)
    kept.keep(Example.programs, found, now: Example.now)
    let files = try paths.map { try DatabaseFile(path: $0, access: .readWrite, requires: []) }
    let opened = DataFingerprint(of: paths)
    #expect(!isKept(opened), "opening writes")
    let here = KeptCounts(folder: folder.file("state"), deployment: folder.path, found: found, opened: opened)
    #expect(here.fill(plain, opened, now: Example.now)[0].counts != nil)
    here.carry(from: opened, to: found)
    #expect(isKept(found), "opened and closed, and nothing written")
    kept.carry(from: found, to: opened)
    #expect(isKept(opened) && !isKept(found))
    try files[0].writer?.write { try $0.execute(sql: "UPDATE auth_user SET email = 'x' WHERE id = 1") }
    let written = DataFingerprint(of: paths)
    kept.carry(from: opened, to: written)
    #expect(!isKept(written), "a log is there before and after")
    let other = KeptCounts(folder: folder.file("state"), deployment: folder.path, found: opened, opened: written)
    #expect(other.fill(plain, written, now: Example.now)[0].counts == nil, "who found a log knows nothing of it")
    kept.keep(Example.programs, written, now: Example.now)
    for file in files { file.close() }
    let closed = DataFingerprint(of: paths)
    #expect(!isKept(closed))
    kept.carry(from: opened, to: closed)
    #expect(!isKept(closed), "what was written in between")
    kept.carry(from: written, to: closed)
    #expect(isKept(closed))
  }

  @Test func `are shown by a session for reading only, which keeps none and leaves no file`() throws {
    let folder = try TemporaryFolder()
    let fingerprint = DataFingerprint(of: [])
    let reading = KeptCounts(folder: folder.file("state"), deployment: "/srv/a", isReadOnly: true)
    reading.keep(Example.programs, fingerprint, now: Example.now)
    #expect(!FileManager.default.fileExists(atPath: folder.file("state")))
    KeptCounts(folder: folder.file("state"), deployment: "/srv/a").keep(Example.programs, fingerprint, now: Example.now)
    #expect(reading.fill(plain, fingerprint, now: Example.now)[0].counts?.driftRows == 14)
    let other = DataFingerprint(of: [folder.file("no such file")])
    reading.carry(from: fingerprint, to: other)
    #expect(reading.fill(plain, other, now: Example.now)[0].counts == nil)
  }

  @Test func `hold for the settings and the program by which they were made`() throws {
    let folder = try TemporaryFolder()
    let fingerprint = DataFingerprint(of: [])
    func kept(_ settings: RecordSettings, _ program: String = "1") -> KeptCounts {
      KeptCounts(
        folder: folder.path,
        deployment: "/srv/a",
        basis: KeptCounts.basis(of: settings, countedBy: program)
      )
    }
    kept(RecordSettings()).keep(Example.programs, fingerprint, now: Example.now)
    func isKept(_ kept: KeptCounts) -> Bool { kept.fill(plain, fingerprint, now: Example.now)[0].counts != nil }
    #expect(isKept(kept(RecordSettings())))
    #expect(!isKept(kept(RecordSettings(), "2")))
    #expect(!isKept(kept(RecordSettings(honorCertificatesDisabled: true))))
    #expect(!isKept(kept(RecordSettings(retiredPrefix: "gone_"))))
    #expect(!isKept(kept(RecordSettings(site: "other.example.org"))))
  }

  @Test func `are not missed when their file is damaged`() throws {
    let folder = try TemporaryFolder()
    let kept = KeptCounts(folder: folder.path, deployment: "/srv/a")
    let fingerprint = DataFingerprint(of: [])
    kept.keep(Example.programs, fingerprint, now: Example.now)
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let rights = try FileManager.default.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int
    #expect(rights == 0o600)
    try folder.write(Data("{".utf8), as: name)
    #expect(kept.fill(plain, fingerprint, now: Example.now)[0].counts == nil)
  }

  /// What one count of the findings tells: whether it counted, and how many groups there are.
  private func told(_ effectHandler: DeploymentEffectHandler) async -> [String] {
    await effectHandler.told(.countFindings).map { event in
      guard case .findings(let groups, let took) = event else { return "\(event)" }
      return "\(took == 0 ? "kept" : "counted") \(groups.count)"
    }
  }

  private func session(_ folder: TemporaryFolder) throws -> DeploymentEffectHandler {
    DeploymentEffectHandler(
      records: try RecordStore(folder: folder.path),
      engine: nil,
      log: RecentLog(),
      files: ExportFiles(stateFolder: nil),
      kept: KeptCounts(folder: folder.file("state"), deployment: folder.path)
    )
  }

  @Test func `of findings are shown by a second session, and not by a third of other databases`()
    async throws
  {
    let folder = try Fixtures.goldenDeployment()
    let first = await told(try session(folder))
    let counted = try #require(first.first?.split(separator: " ").last)
    #expect(first == ["counted \(counted)"] && counted != "0")
    let second = try session(folder)
    #expect(await told(second) == ["kept \(counted)"])
    #expect(await told(second) == ["counted \(counted)"], "asked again")
    try folder.write(Data(contentsOf: URL(fileURLWithPath: folder.file("lms.sqlite"))), as: "lms.sqlite")
    #expect(await told(try session(folder)) == ["counted \(counted)"])
  }

  @Test(arguments: [UInt64(1), 2])
  func `say what a full count says, however the databases change between sessions`(seed: UInt64) async throws {
    var random = RandomDraw(seed: seed)
    let folder = try Fixtures.goldenDeployment()
    for round in 0..<12 {
      let id = 1 + random.below(400)
      let change: (file: String, sql: String)? =
        switch random.below(5) {
        case 0: ("lms", "UPDATE certificates_generatedcertificate SET status = 'notpassing' WHERE id = \(id)")
        case 1: ("lms", "DELETE FROM certificates_generatedcertificate WHERE id = \(id)")
        case 2: ("credentials", "UPDATE credentials_usercredential SET status = 'revoked' WHERE id = \(id)")
        case 3: ("credentials", "DELETE FROM records_usergrade WHERE id = \(id)")
        default: nil
        }
      if let change {
        let database = try DatabaseQueue(path: folder.file("\(change.file).sqlite"))
        try await database.write { try $0.execute(sql: change.sql) }
        try database.close()
      }
      let records = try RecordStore(folder: folder.path)
      let fresh = try records.read { reader in
        (try reader.findingGroups(now: .now), try reader.programs(now: .now).map(\.counts))
      }
      for _ in 1...2 {
        let session = try session(folder)
        guard case .findings(let groups, _)? = await session.told(.countFindings).last,
          case .programs(let counted)? = await session.told(.countPrograms).last,
          case .programs(let shown)? = await session.told(.loadPrograms).last
        else {
          Issue.record("no answer")
          return
        }
        #expect(groups == fresh.0, "seed \(seed), round \(round)")
        #expect(counted.map(\.counts) == fresh.1 && shown.map(\.counts) == fresh.1, "seed \(seed), round \(round)")
      }
    }
  }

  @Test func `of findings come back as they were counted`() throws {
    let folder = try TemporaryFolder()
    let kept = KeptCounts(folder: folder.path, deployment: "/srv/a")
    let deployment = try Fixtures.goldenDeployment()
    let groups = try RecordStore(folder: deployment.path).read { try $0.findingGroups(now: Example.now) }
    let fingerprint = DataFingerprint(of: [])
    #expect(kept.groups(fingerprint, now: Example.now) == nil)
    kept.keep(groups, fingerprint, now: Example.now)
    #expect(kept.groups(fingerprint, now: Example.now) == groups)
    #expect(Set(groups.map(\.finding.kind)).count > 2 && groups.contains { !$0.months.isEmpty && !$0.blockers.isEmpty })
  }

  @Test(
    arguments: [
      (#""version":3"#, #""version":2"#), (#""award-lost""#, #""award-lozt""#), (#""rows":3"#, #""rows":-3"#),
      (#""rows":3"#, #""rows":9223372036854775807"#), (#"["run","#, #"["walk","#), (#""learners""#, #""pupils""#),
      (#"[{"#, "{"),
    ]
  )
  func `of findings are not believed when somebody has changed them`(part: String, changed: String) throws {
    let folder = try TemporaryFolder()
    let kept = KeptCounts(folder: folder.path, deployment: "/srv/a")
    let fingerprint = DataFingerprint(of: [])
    let group = Example.group(.awardLost, rows: 3)
    kept.keep([group], fingerprint, now: Example.now)
    #expect(kept.groups(fingerprint, now: Example.now) == [group])
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let text = try String(contentsOfFile: folder.file(name), encoding: .utf8)
    try #require(text.contains(part), "\(text)")
    try folder.write(Data(text.replacing(part, with: changed).utf8), as: name)
    #expect(kept.groups(fingerprint, now: Example.now) == nil)
  }
}
