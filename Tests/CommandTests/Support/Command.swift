import Foundation
import TerminalTestSupport
import TestSupport
import Testing

/// The built program.
enum Command {
  /// Beside the tests, where the package manager puts every product of a build.
  static func path() throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = (tests as NSString).deletingLastPathComponent + "/learner-records"
    try #require(
      FileManager.default.isExecutableFile(atPath: path),
      "\(path) is not there: these tests run the program that was built with them (swift build --build-tests)"
    )
    return path
  }

  /// What a run without a terminal left.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs it to its end without a terminal, with nothing to read.
  static func run(_ arguments: String..., in folder: String) throws -> Result {
    try run(arguments: arguments, in: folder)
  }

  /// Runs it to its end without a terminal, with a file to read or nothing.
  static func run(
    arguments: [String],
    in folder: String,
    asNobody: Bool = false,
    input: String? = nil
  ) throws -> Result {
    let results = try TemporaryFolder()
    let output = try results.write(Data(), as: "output")
    let errors = try results.write(Data(), as: "errors")
    let process = Process()
    let line = try (asNobody ? Nobody.prefix : []) + [path()] + arguments
    process.executableURL = URL(fileURLWithPath: line[0])
    process.arguments = Array(line.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = pinned(home: folder)
    process.standardInput = input.flatMap { FileHandle(forReadingAtPath: $0) } ?? FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8)
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
    let process = Process()
    process.executableURL = URL(fileURLWithPath: prefix[0])
    process.arguments = Array(prefix.dropFirst()) + ["/usr/bin/test", "-x", path]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
