import Subprocess
import SystemPackage

/// `learner-records lms` as a process of its own, for the terminal UI: the transaction is another program's, as the LMS's is.
struct LMSChild {
  private let options: [String]

  /// Takes the options of the deployment that is open.
  init(_ deployment: DeploymentOptions) {
    options =
      (deployment.deployment.map { ["--deployment", $0] } ?? [])
      + (deployment.site.config.map { ["--config", $0] } ?? [])
  }

  /// Runs a subcommand to its end. Cancelled, it ends the process, which leaves nothing saved.
  ///
  /// - Parameter tell: is told each line that it says.
  /// - Throws: ``LMSRefusal`` with what the command has refused.
  @Sendable func run(_ words: [String], _ tell: @Sendable (String) -> Void) async throws {
    var platform = PlatformOptions()
    platform.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(1))]
    do {
      let result = try await Subprocess.run(
        .path("/proc/self/exe"),
        arguments: Arguments(["lms"] + words + options),
        platformOptions: platform,
        input: .none,
        output: .sequence,
        error: .string(limit: 65_536)
      ) { execution in
        for try await line in execution.standardOutput.strings() { tell(line) }
      }
      try Task.checkCancellation()
      guard result.terminationStatus.isSuccess else { throw LMSRefusal(result.standardError) }
    } catch let error as SubprocessError {
      throw LMSRefusal("learner-records lms cannot be run: \(error)")
    }
  }
}

/// Why `lms` has saved nothing, in its own words without how it is used.
struct LMSRefusal: Error, CustomStringConvertible {
  let description: String

  init(_ said: String) {
    let lines = said.split(separator: "\n").prefix { !$0.hasPrefix("Usage:") }
    let text = lines.map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: " ")
    let beginning = ["Error: ", "learner-records: "].first { text.hasPrefix($0) } ?? ""
    description = String(text.dropFirst(beginning.count))
  }
}
