import Foundation
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
}
