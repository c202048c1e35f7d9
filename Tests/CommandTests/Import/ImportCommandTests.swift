import Foundation
import ProcessTestSupport
import TerminalTestSupport
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
    #expect(!FileManager.default.fileExists(atPath: site))
  }

  @Test(arguments: ["cut off", "a table is missing", "no dump", "no file", "two sites"])
  func `refused, it leaves nothing where nothing was, and what was there as it was`(trouble: String) throws {
    let packed = try Data(contentsOf: URL(fileURLWithPath: Self.dump))
    var files = [folder.file("dump.sql.gz")]
    switch trouble {
    case "cut off": try folder.write(packed.dropLast(20), as: "dump.sql.gz")
    case "a table is missing":
      let script = "zcat \"$1\" | sed 's/`records_usercreditpathway`/`something_else`/' | gzip > \"$2\""
      let sed = try FinishedProcess(executable: "/bin/sh", ["-c", script, "sh", Self.dump, files[0]])
      #expect(sed.status == 0)
    case "no dump": try folder.write(Data("SQLite format 3\0and so on".utf8), as: "dump.sql.gz")
    case "no file": break
    default: files = [Self.dump, Self.dump]
    }
    for missing in [site, folder.file("a/b/c")] {
      let run = try FinishedProcess(["import"] + files + ["--deployment", missing])
      #expect(run.status == 1 && run.output.isEmpty, "\(run.output)")
    }
    #expect(!FileManager.default.fileExists(atPath: site) && !FileManager.default.fileExists(atPath: folder.file("a")))

    let notes = folder.file("notes")
    try FileManager.default.createDirectory(atPath: notes, withIntermediateDirectories: false)
    #expect(try FinishedProcess(["import"] + files + ["--deployment", notes]).status == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: notes).isEmpty)
    #expect(try FinishedProcess(["import", Self.dump, "--deployment", notes]).status == 0)
    let before = try Self.files(notes)
    #expect(try FinishedProcess(["import"] + files + ["--deployment", notes]).status == 1)
    #expect(try Self.files(notes) == before)
  }

  /// The bytes of each file in a folder.
  private static func files(_ folder: String) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))) }
    )
  }

  @Test(.timeLimit(.minutes(30))) func `Ctrl-C ends it with nothing made`() throws {
    let terminal = try Command.onTerminal(
      arguments: ["import", "-", "--deployment", site],
      in: folder.path,
      columns: 120
    )
    try terminal.send(String(repeating: "-- \n", count: 150))
    try terminal.waitFor("reading")
    try terminal.send("\u{3}")
    try terminal.waitFor("Cancelled; nothing was changed in")
    #expect(try terminal.waitForExit() == .exited(130))
    #expect(!FileManager.default.fileExists(atPath: site))
  }

  @Test(arguments: [
    ["import"], ["import", "-", "-"], ["import", "a.sql", "--read-only"], ["import", "a.sql", "--backfill"],
  ])
  func `refuses wrong usage`(arguments: [String]) throws {
    #expect(try FinishedProcess(arguments).status == 64)
  }
}
