import Foundation
import OpenEdX
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

/// One exit for text: whatever a database, an argument or a file holds, none of it acts on the terminal.
@Suite(.ownThread) struct `Text from outside` {
  private static let commands: [[String]] = [
    ["show", HostileSite.username], ["show", HostileSite.username, "--format", "json"],
    ["show", HostileSite.username, "--history"], ["show", HostileSite.username, "--history", "--format", "json"],
    ["audit", "--all"], ["audit", "--all", "--format", "jsonl"], ["audit", "--all", "--format", "csv"],
    ["audit", "--summary"], ["audit", "--summary", "--format", "jsonl"], ["audit", "--summary", "--format", "csv"],
    ["audit", "--configuration"], ["audit", "--configuration", "--format", "jsonl"],
    ["audit", "--configuration", "--format", "csv"], ["--backfill", "--dry-run"],
    ["--backfill", "--dry-run", "--include", "grade-missing"], ["--backfill", "--dry-run", "--format", "jsonl"],
    ["--backfill", "--as", "notify_credentials"], ["sync", "status"], ["sync", "status", "--format", "json"],
    ["--plain", "--read-only"], ["--plain", "--read-only", "--ascii"],
  ]

  private static let mistakes: [[String]] = [
    [HostileSite.text], ["--\(HostileSite.text)"], ["show", HostileSite.text], ["show", "--\(HostileSite.text)"],
    ["audit", "--finding", HostileSite.text], ["audit", "--program", HostileSite.text],
    ["audit", "--course", HostileSite.text], ["audit", "--org", HostileSite.text],
    ["audit", "--user", HostileSite.text],
    ["audit", "--format", HostileSite.text], ["audit", "--site", HostileSite.text],
    ["--backfill", "--dry-run", "--include", HostileSite.text], ["--backfill", "--as", HostileSite.text],
    ["--backfill", "--dry-run", "--config", "/\(HostileSite.text)"], ["--config", HostileSite.text, "doctor"],
    ["config", HostileSite.text], ["help", HostileSite.text], ["sync", "--log-level", HostileSite.text],
    ["--screenshot", "/none/\(HostileSite.text)"], ["--backfill", "--dry-run", "--limit", HostileSite.text],
    ["import", "/none/\(HostileSite.text)"],
  ]

  private static let lines = ["1", "1", "info", "back", "search tomas", "1", "findings", "1", "engine", "quit"]

  /// What of a text acts on a terminal, besides the ends of lines.
  private static func raw(_ text: String) -> [String] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A, 0x0D: false
      case 0..<0x20, 0x7F..<0xA0: true
      default: scalar.properties.generalCategory == .format || scalar.properties.isBidiControl
      }
    }.map { "U+" + String($0.value, radix: 16) }
  }

  @Test(arguments: [false, true]) func `reaches no terminal and no pipe raw`(isOnTerminal: Bool) throws {
    let site = try HostileSite()
    let input = try site.folder.write(Data(Self.lines.map { $0 + "\n" }.joined().utf8), as: "lines")
    var told = 0
    for arguments in Self.commands {
      // Data for a spreadsheet are what they are, unless a person sees them.
      if !isOnTerminal, arguments.contains("csv") { continue }
      let line = ["--deployment", site.folder.path] + arguments
      let text: String
      if isOnTerminal {
        if arguments.contains("--plain") { continue }
        let terminal = try Command.onTerminal(arguments: line, in: site.folder.path, columns: 300)
        _ = try terminal.waitForExit()
        text = terminal.rawText
      } else {
        let result = try Command.run(arguments: line, in: site.folder.path, input: input)
        text = result.output + result.errors
      }
      #expect(Self.raw(text).isEmpty, "\(arguments.prefix(1)) \(arguments.dropFirst(2)): \(Self.raw(text))")
      told += text.utf8.count
    }
    #expect(told > 10_000)
  }

  @Test(arguments: mistakes) func `is not echoed raw by an error`(arguments: [String]) throws {
    let site = try Fixtures.harbour()
    let line = arguments.first == "help" ? arguments : ["--deployment", site.path] + arguments
    let terminal = try Command.onTerminal(arguments: line, in: site.path, columns: 300)
    guard case .exited(let status) = try terminal.waitForExit() else {
      Issue.record("\(arguments): ended by a signal")
      return
    }
    #expect([0, 1, 2, 64].contains(status), "\(arguments): \(status)")
    #expect(Self.raw(terminal.rawText).isEmpty, "\(arguments): \(Self.raw(terminal.rawText))")
  }

  @Test func `is no formula in a file for spreadsheets`() throws {
    let site = try HostileSite()
    for arguments in [["--all"], ["--summary"], ["--configuration"]] {
      let result = try Command.run(
        arguments: ["audit", "--format", "csv", "--deployment", site.folder.path] + arguments,
        in: site.folder.path
      )
      let fields = Self.fields(result.output)
      #expect(fields.count > 3)
      for field in fields where field != "-" {
        #expect(!["=", "+", "-", "@", "\t", "\r"].contains(field.unicodeScalars.first), "\(arguments): \(field)")
      }
      if arguments == ["--all"] { #expect(fields.contains { CodePoints.equal($0, "'" + HostileSite.username) }) }
    }
  }

  /// The fields of CSV, unquoted.
  private static func fields(_ text: String) -> [String] {
    var fields: [String] = []
    var (field, isQuoted) = (String.UnicodeScalarView(), false)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case ",", "\n":
        if isQuoted { fallthrough }
        fields.append(String(field))
        field = String.UnicodeScalarView()
      default: field.append(scalar)
      }
    }
    return fields
  }

  @Test(arguments: [
    "🇳🇱🇧🇪", "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}x", "=cmd()\u{1B}[2J", "it's \u{202E}mad\\", "한\u{1161}\u{11AB}",
    "👍🏽", "zoe\u{308}", "-x", "é",
  ])
  func `is exact in a command to copy, whatever is shown of it`(username: String) throws {
    let folder = try Fixtures.harbour(
      """
      DELETE FROM c.credentials_usercredential WHERE id IN (5, 6);
      """
    )
    let rename = HostileRename(username)
    try rename.apply(to: folder)
    let shown = try Command.run(
      arguments: ["show", "--deployment", folder.path, "502"],
      in: folder.path
    )
    #expect(shown.status == 0, "\(shown.errors)")
    let line = try #require(
      shown.output.split(separator: "\n").first { $0.contains("--backfill") }?.drop { $0 == " " },
      "\(shown.output)"
    )
    // As a shell takes the line apart that a person has copied.
    let words = try FinishedProcess(
      executable: "/bin/bash",
      ["-c", "learner-records() { printf '%s\\0' \"$@\"; }; \(line)"]
    ).output.split(separator: "\0").map(String.init)
    let name = try #require(words.first { $0.hasPrefix("--user") })
    let given =
      name.hasPrefix("--user=") ? String(name.dropFirst(7)) : words[try #require(words.firstIndex(of: "--user")) + 1]
    #expect(Array(given.utf8) == Array(username.utf8), "\(line)")
    let plan = try Command.run(
      arguments: words.filter { $0 != "--yes" } + ["--dry-run"],
      in: folder.path
    )
    #expect(plan.status == 2 && plan.output.contains("1 course certificate"), "\(plan.output)\(plan.errors)")
  }
}
