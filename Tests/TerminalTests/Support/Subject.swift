import Foundation
import ProcessTestSupport
import TerminalTestSupport
import Testing

/// The program `terminal-subject` on a terminal.
enum Subject {
  static func path() throws -> String { try BuiltProgram.path("terminal-subject") }

  static func start(
    _ arguments: String...,
    environment: [String: String] = [:],
    columns: Int = 80,
    rows: Int = 24
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      executable: path(),
      arguments: arguments,
      environment: environment,
      columns: columns,
      rows: rows
    )
  }

  /// A shell with job control, in which the subject runs in the foreground.
  static func startInShell(_ arguments: String...) throws -> PseudoTerminal {
    let shell = try PseudoTerminal(
      executable: "/bin/bash",
      arguments: ["--norc", "--noprofile", "-i"],
      environment: ["PS1": "prompt> ", "HISTFILE": "/dev/null"]
    )
    try shell.waitFor("prompt>")
    try shell.send("'\(path())' \(arguments.joined(separator: " "))\r")
    return shell
  }
}
