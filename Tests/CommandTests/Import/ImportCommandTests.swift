import Foundation
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The import command` {
  private let folder: TemporaryFolder
  private var site: String { folder.file("my site") }
  private static let dump =
    (#filePath as NSString).deletingLastPathComponent + "/../../SiteDataTests/Fixtures/both.sql.gz"

  init() throws { folder = try TemporaryFolder() }

  @Test func `makes a deployment, counts its tables and names the next command`() throws {
    let run = try FinishedProcess(["import", Self.dump, "--deployment", site])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("LMS: database “edxapp”, \(Self.dump), MariaDB 10.11.19"))
    #expect(run.output.contains("\n   7  auth_user\n"))
    #expect(run.output.hasSuffix("Next: learner-records --deployment '\(site)' audit --summary\n"))
    let audit = try FinishedProcess(["audit", "--summary", "--deployment", site])
    #expect(audit.output.contains("\nData: copy of "), "\(audit.output)\(audit.errors)")
    let rows = try FinishedProcess(["audit", "--format", "jsonl", "--deployment", site])
    #expect(!rows.output.contains("Data: copy of"))
  }

  @Test func `reads standard input, packed or not`() throws {
    let run = try Command.run(arguments: ["import", "-", "--deployment", site], in: folder.path, input: Self.dump)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("standard input"))
  }

  @Test func `refuses what is cut off with file, line and byte, and makes nothing`() throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: Self.dump))
    let path = try folder.write(bytes.prefix(bytes.count / 2), as: "cut.sql.gz")
    let run = try FinishedProcess(["import", path, "--deployment", site])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("cut.sql.gz"))
    #expect(run.errors.contains("cut off"))
    #expect(!FileManager.default.fileExists(atPath: site + "/lms.sqlite"))
  }

  @Test(arguments: [
    ["import"], ["import", "-", "-"], ["import", "a.sql", "--read-only"], ["import", "a.sql", "--backfill"],
  ])
  func `refuses wrong usage`(arguments: [String]) throws {
    #expect(try FinishedProcess(arguments).status == 64)
  }
}
