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

@Suite struct `The index of learners of the last session` {
  private func session(_ folder: TemporaryFolder, isReadOnly: Bool = false) throws -> DeploymentEffectHandler {
    DeploymentEffectHandler(
      records: try RecordStore(folder: folder.path),
      engine: nil,
      log: RecentLog(),
      files: ExportFiles(stateFolder: nil),
      kept: KeptCounts(folder: folder.file("state"), deployment: folder.path, isReadOnly: isReadOnly)
    )
  }

  /// What a search finds at last.
  private func found(_ text: String, _ session: DeploymentEffectHandler) async throws -> (names: [String], total: Int) {
    guard case .found(let people, let total, _)? = await session.told(.search(text)).last else {
      throw Unexpected()
    }
    await session.waitUntilDone()
    return (people.map(\.username), total)
  }

  private struct Unexpected: Error {}

  private func change(_ folder: TemporaryFolder, _ sql: String) throws {
    try DatabaseQueue(path: folder.file("lms.sqlite")).write { try $0.execute(sql: sql) }
  }

  @Test func `answers the next one, until the databases change`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let all = try await found("", session(folder)).total
    #expect(all > 100)
    // Of other learners, kept as if they were those of this deployment: who sees them has not read the databases.
    let kept = KeptCounts(folder: folder.file("state"), deployment: folder.path)
    let fingerprint = DataFingerprint(of: try RecordStore(folder: folder.path))
    #expect(kept.learnerIndex(fingerprint)?.index.count == all)
    let other = try Fixtures.goldenDeployment()
    try change(other, "INSERT INTO auth_user (id, username, email, password) VALUES (99999, 'one_more', '', '!')")
    let more = try RecordStore(folder: other.path).read { try $0.learnerIndex() }
    kept.keep(more, fingerprint, nil)
    #expect(more.count != all)
    #expect(try await found("", session(folder)).total == more.count)
    #expect(try await found("", session(folder, isReadOnly: true)).total == more.count)
    try change(folder, "UPDATE auth_user SET email = 'new@example.org' WHERE id = 1")
    #expect(try await found("", session(folder)).total == all)
    #expect(try await found("new@example.org", session(folder)).total == 1)
  }

  @Test(arguments: [UInt64(1), 2])
  func `says what the databases say, however they change between sessions`(seed: UInt64) async throws {
    var random = RandomDraw(seed: seed)
    let folder = try Fixtures.goldenDeployment()
    for round in 0..<30 {
      let id = 1 + random.below(200)
      switch random.below(4) {
      case 0: try change(folder, "UPDATE auth_user SET email = 'round\(round)@example.org' WHERE id = \(id)")
      case 1: try change(folder, "UPDATE auth_user SET username = 'round\(round)' WHERE id = \(id)")
      case 2: try change(folder, "DELETE FROM auth_user WHERE id = \(id)")
      default: break
      }
      let index = try RecordStore(folder: folder.path).read { try $0.learnerIndex() }
      for text in ["", "round\(round)", "learner", "round"] {
        let fresh = index.search(text, limit: 500)
        let seen = try await found(text, session(folder))
        #expect(seen.total == fresh.total && seen.names == fresh.learners.map(\.username), "seed \(seed), \(round)")
      }
    }
  }

  @Test func `holds where a log tells that no name or account was written, and no longer when one was`() async throws {
    let deployment = try RandomDeployment(seed: 9)
    let folder = deployment.folder
    let all = try await found("", session(folder)).total
    let kept = KeptCounts(folder: folder.file("state"), deployment: folder.path)
    let records = try RecordStore(folder: folder.path)
    let position = try #require(try records.read { try $0.position() })
    // Of other learners: who sees them has looked at nothing but the log.
    let golden = try Fixtures.goldenDeployment()
    let other = try RecordStore(folder: golden.path).read { try $0.learnerIndex() }
    kept.keep(other, DataFingerprint(of: []), position)
    try change(folder, "UPDATE certificates_generatedcertificate SET status = 'notpassing' WHERE id = 1")
    let first = try session(folder)
    #expect(try await found("", first).total == other.count && other.count != all)
    try change(folder, "DELETE FROM certificates_generatedcertificate WHERE id = 2")
    #expect(try await found("", first).total == other.count, "in the same session")
    try change(folder, "UPDATE auth_user SET email = 'new@example.org' WHERE id = 1")
    #expect(try await found("", session(folder)).total == all)
    try await DatabaseQueue(path: folder.file("credentials.sqlite")).write { db in
      try db.execute(sql: "UPDATE credentials_usercredential SET username = 'somebody else' WHERE id = 1")
    }
    #expect(try await found("somebody", session(folder)).names == ["somebody else"], "a learner by a credential alone")
    kept.keep(other, DataFingerprint(of: []), position)
    #expect(try await found("", session(folder)).total == all + 1)
  }

  @Test func `holds for the databases as they are after they were closed`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let index = try RecordStore(folder: folder.path).read { try $0.learnerIndex() }
    // The number of the file is drawn: whichever it is, it has to come through.
    for round in 1...20 {
      let kept = KeptCounts(folder: folder.file("state"), deployment: folder.path)
      let paths = ["lms.sqlite", "credentials.sqlite"].map { folder.file($0) }
      let files = try paths.map { try DatabaseFile(path: $0, access: .readWrite, requires: []) }
      let opened = DataFingerprint(of: paths)
      kept.keep(index, opened, nil)
      for file in files { file.close() }
      let closed = DataFingerprint(of: paths)
      kept.carry(from: opened, to: closed)
      #expect(kept.learnerIndex(closed)?.index.count == index.count, "round \(round)")
    }
  }

  @Test func `is left out when its file is damaged, cut off, or another's`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let all = try await found("", session(folder)).total
    let state = folder.file("state")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: state).first { $0.hasSuffix(".index") }
    )
    let rights = try FileManager.default.attributesOfItem(atPath: "\(state)/\(name)")[.posixPermissions] as? Int
    #expect(rights == 0o600)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(state)/\(name)"))
    let fingerprint = DataFingerprint(of: try RecordStore(folder: folder.path))
    let kept = KeptCounts(folder: state, deployment: folder.path)
    #expect(kept.learnerIndex(fingerprint)?.index.count == all)
    for place in [0, 8, 20, bytes.count / 2, bytes.count - 1] {
      var damaged = bytes
      damaged[place] ^= 0x40
      try damaged.write(to: URL(fileURLWithPath: "\(state)/\(name)"))
      #expect(kept.learnerIndex(fingerprint) == nil, "byte \(place)")
      try bytes[..<place].write(to: URL(fileURLWithPath: "\(state)/\(name)"))
      #expect(kept.learnerIndex(fingerprint) == nil, "\(place) bytes")
    }
    #expect(try await found("", session(folder)).total == all)
    #expect(kept.learnerIndex(fingerprint)?.index.count == all, "made and kept anew")
  }
}
