import Foundation
import Testing

/// The version stands in one place; what cannot read it there is held to it here.
@Suite struct VersionTests {
  private let number: String

  init() throws {
    let source = Repository.root.appending(path: "Sources/learner-records/Shared/ProgramVersion.swift")
    let match = try Repository.text(of: source).firstMatch(of: /static let number = "(.*)"/)
    number = String(try #require(match).1)
  }

  private func text(_ path: String) throws -> String {
    try Repository.text(of: Repository.root.appending(path: path))
  }

  @Test func `the page of changes begins with it`() throws {
    let changes = try text("Sources/learner-records/Guide.docc/Changes.md")
    #expect(changes.split(separator: "\n").first { $0.hasPrefix("## ") } == "## \(number)")
  }

  @Test func `the Tutor plugin has it`() throws {
    #expect(try text("data/packaging/tutor/tutorlearnerrecords/__init__.py").contains("__version__ = \"\(number)\""))
  }

  @Test func `scripts read it from that line`() throws {
    #expect(try text("data/packaging/debian/build").contains("Sources/learner-records/Shared/ProgramVersion.swift"))
    #expect(try text(".github/workflows/release.yml").contains("Sources/learner-records/Shared/ProgramVersion.swift"))
  }

  @Test func `the tests keep a queue of each version`() throws {
    let versions = try text("Sources/learner-records/Guide.docc/Changes.md").matches(of: /(?m)^## (\S+)$/).map(\.1)
    #expect(versions.count >= 2)
    for version in versions {
      #expect(try text("Tests/TestSupport/Fixtures/queues/\(version).sql").contains("sync_task"), "\(version)")
    }
  }
}
