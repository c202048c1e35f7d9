import Foundation
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

/// The built program.
enum Command {
  static func path() throws -> String { try BuiltProgram.path("learner-records") }

  /// Runs it to its end without a terminal, with nothing to read.
  static func run(_ arguments: String..., in folder: String) throws -> FinishedProcess {
    try run(arguments: arguments, in: folder)
  }

  /// Runs it to its end without a terminal, with a file to read or nothing.
  static func run(
    arguments: [String],
    in folder: String,
    asNobody: Bool = false,
    input: String? = nil
  ) throws -> FinishedProcess {
    let line = try (asNobody ? Nobody.prefix : []) + [path()] + arguments
    return try FinishedProcess(
      executable: line[0],
      Array(line.dropFirst()),
      in: folder,
      environment: pinned(home: folder),
      input: input
    )
  }

  /// Starts it on a terminal of its own.
  static func onTerminal(
    _ arguments: String...,
    in folder: String,
    environment: [String: String] = [:],
    columns: Int = 80
  ) throws -> PseudoTerminal {
    try onTerminal(arguments: arguments, in: folder, environment: environment, columns: columns)
  }

  /// Starts it on a terminal of its own.
  static func onTerminal(
    arguments: [String],
    in folder: String,
    environment: [String: String] = [:],
    columns: Int = 80
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      executable: path(),
      arguments: arguments,
      environment: pinned(home: folder).merging(environment) { _, given in given },
      columns: columns,
      workingDirectory: folder
    )
  }

  private static func pinned(home: String) -> [String: String] {
    var variables = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC", "HOME": home, "PATH": "/usr/local/bin:/usr/bin:/bin",
    ]
    for name in ["LLVM_PROFILE_FILE", "LD_LIBRARY_PATH"] {
      variables[name] = ProcessInfo.processInfo.environment[name]
    }
    return variables
  }
}

/// An ordinary user, to whom rights apply.
enum Nobody {
  static let prefix = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]

  /// Whether the tests may start the program as that user: only root may, and the program must be within that user's
  /// reach.
  static let isAvailable: Bool = {
    guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: prefix[0]), let path = try? Command.path() else {
      return false
    }
    let reach = try? FinishedProcess(executable: prefix[0], Array(prefix.dropFirst()) + ["/usr/bin/test", "-x", path])
    return reach?.status == 0
  }()
}
