import LearnerRecords

/// What the header says, which does not change while the screen is open.
public struct Heading: Sendable, Hashable {
  /// The deployment's folder.
  public let deployment: String
  /// Whether it is the sample.
  public let isSample: Bool
  /// Where posts go.
  public let destination: String
  /// Why nothing may be changed; nil when it may.
  public let readOnlyReason: String?

  /// The folder that commands name; nil for the sample, which is opened without being named.
  var commandDeployment: String? { isSample ? nil : deployment }

  /// The command that posts what waits in the queue.
  public var sendingCommand: String {
    (["learner-records sync --once"]
      + [commandDeployment.map { ShellWord.option("--deployment", $0) }].compactMap { $0 })
      .joined(separator: " ")
  }

  /// Takes what the header says.
  public init(deployment: String, isSample: Bool, destination: String, readOnlyReason: String?) {
    self.deployment = deployment
    self.isSample = isSample
    self.destination = destination
    self.readOnlyReason = readOnlyReason
  }
}
