import Foundation

/// One run of a program to its end, with all that it printed.
package struct FinishedProcess {
  /// Its exit status; negative when a signal ended it.
  package let status: Int32
  /// All of its standard output.
  package let output: String
  /// All of its standard error.
  package let errors: String

  /// The lines of its standard output that are not empty.
  package var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// Runs a program that was built with the tests.
  package init(
    _ arguments: [String],
    of name: String = "learner-records",
    in folder: String? = nil,
    environment: [String: String]? = nil,
    input: String? = nil,
    within patience: TimeInterval = Process.patience
  ) throws {
    try self.init(
      executable: BuiltProgram.path(name),
      arguments,
      in: folder,
      environment: environment,
      input: input,
      within: patience
    )
  }

  /// Runs any program.
  ///
  /// - Parameters:
  ///   - environment: All that it gets beside the zone of the tests; nil leaves it what the tests have.
  ///   - input: The file that it reads; nil gives it nothing to read.
  ///   - patience: Seconds after which it is killed.
  /// - Throws: `UnfinishedProcess` for one that had to be killed.
  package init(
    executable: String,
    _ arguments: [String],
    in folder: String? = nil,
    environment: [String: String]? = nil,
    input: String? = nil,
    within patience: TimeInterval = Process.patience
  ) throws {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("learner-records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Files, because a pipe that nobody empties in time would stop the program.
    let files = ["output", "errors"].map { scratch.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    if let environment { process.environment = ["TZ": "UTC"].merging(environment) { $1 } }
    process.standardInput = input.flatMap { FileHandle(forReadingAtPath: $0) } ?? FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    status = try process.runToEnd(within: patience)
    output = try String(contentsOf: files[0], encoding: .utf8)
    errors = try String(contentsOf: files[1], encoding: .utf8)
  }
}
