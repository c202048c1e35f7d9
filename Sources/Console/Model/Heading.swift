import LearnerRecords
import OpenEdX

/// What the header says, which does not change while the screen is open.
package struct Heading: Sendable, Hashable {
  /// The deployment's folder.
  package let deployment: String
  /// Whether it is the sample.
  package let isSample: Bool
  /// Where posts go; nil where nothing is posted.
  package let destination: String?
  /// Why nothing may be changed; nil when it may.
  package let readOnlyReason: String?

  /// The configuration file that was named.
  package let config: String?
  /// Whether the site's databases are configured.
  package let canPull: Bool

  /// What commands name: nothing for the sample, which is opened without being named and posted nowhere.
  var commandPlace: CommandPlace {
    isSample ? CommandPlace() : CommandPlace(deployment: deployment, config: config, canPull: canPull)
  }

  /// The command that posts what waits in the queue.
  package var sendingCommand: String { (commandPlace.words + ["\(CommandName.syncOnce)"]).joined(separator: " ") }

  /// Where posts go, or why nothing is posted.
  var posts: String {
    if let destination { return "Posts go to \(destination)" }
    return "Nothing is posted" + (readOnlyReason.map { ": \($0)" } ?? "")
  }

  /// Takes what the header says.
  package init(
    deployment: String,
    isSample: Bool,
    destination: String?,
    readOnlyReason: String?,
    config: String? = nil,
    canPull: Bool = false
  ) {
    self.deployment = deployment
    self.isSample = isSample
    self.destination = destination
    self.readOnlyReason = readOnlyReason
    self.config = config
    self.canPull = canPull
  }
}
