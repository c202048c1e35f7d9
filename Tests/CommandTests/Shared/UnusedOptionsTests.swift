import Foundation
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `Options that a command does not use` {
  private static let commands = [
    "show somebody", "audit", "sync", "sync status", "sync pause", "sync resume", "sync retry 1", "sync move", "race",
    "config",
    "doctor", "keys",
  ]

  /// The options that a command's help names, each with a value that it could take.
  private func options(_ command: String, in folder: TemporaryFolder) throws -> [String: [String]] {
    let result = try Command.run(arguments: words(command) + ["--help"], in: folder.path)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    var options: [String: [String]] = [:]
    for match in result.output.matches(of: /(?m)^  (--[a-z-]+)(?: <([a-z -]+)>)?/) {
      options[String(match.1)] = match.2.map { [Self.value(String($0))] } ?? []
    }
    return options.filter { $0.key != "--version" }
  }

  private static func value(_ name: String) -> String {
    let values = [
      "key": "course-v1:a+b+c", "date": "2026-01-01", "format": "jsonl",
      "finding": "award-stale", "columns x rows": "80x24", "heal": "all", "log-level": "info", "log-format": "text",
      "org": "OrgX", "way": "celery", "address": ":9464",
    ]
    return values[name] ?? "1"
  }

  private func words(_ command: String) -> [String] { command.split(separator: " ").map(String.init) }

  @Test(arguments: commands) func `are refused by name, and nothing is done`(command: String) throws {
    let folder = try TemporaryFolder()
    let own = try options(command, in: folder)
    var known = try options("", in: folder)
    #expect(known.count > 15, "the options of the root command were read")
    if command.hasPrefix("sync ") { known.merge(try options("sync", in: folder)) { first, _ in first } }
    for (name, value) in known where own[name] == nil {
      let result = try Command.run(arguments: words(command) + [name] + value, in: folder.path)
      #expect(result.status == 64, "\(command) \(name): \(result.output)")
      let words = words(command).filter { $0 != "somebody" && $0 != "1" }.joined(separator: " ")
      #expect(result.errors.contains("\(name) does not go with \(words)."), "\(result.errors)")
    }
    #expect(try folder.snapshot().isEmpty)
  }

  @Test(arguments: [
    ("race", "--runs"), ("keys", ""), ("config", "--config --example"),
    ("doctor", "--config --deployment --read-only --site"),
    ("sync pause", "--deployment --read-only --reason"), ("sync resume", "--deployment --read-only"),
    ("sync retry 1", "--deployment --read-only --all"), ("sync move", "--config --deployment --read-only"),
    ("sync status", "--config --deployment --read-only --format --all"),
    ("show somebody", "--config --deployment --read-only --site --history --program --format"),
  ])
  func `stand in no help`(command: String, own: String) throws {
    #expect(try options(command, in: TemporaryFolder()).keys.sorted() == words(own).sorted())
  }

  @Test func `are refused before the command's name as well, and those that it uses are taken there`() throws {
    let repository = try Repository.withSample()
    let refused = try Command.run("--limit", "3", "audit", in: repository.path)
    #expect(refused.status == 64 && refused.errors.contains("--limit does not go with audit"), "\(refused.errors)")
    let taken = try Command.run("--format", "csv", "audit", "--configuration", in: repository.path)
    #expect(taken.output.hasPrefix("kind,subject,text,remedy\n"), "\(taken.errors)")
  }
}
