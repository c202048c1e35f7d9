import DatabaseFile

/// What is said when the queue can no longer be written during a backfill.
///
/// The trouble's own words are about the database alone: nothing of the last change was kept there. What the service has
/// accepted stands all the same.
package struct BackfillInterruption: Sendable, CustomStringConvertible {
  private let error: DatabaseFileError
  private let accepted: Int
  private let command: String

  /// Takes the trouble.
  ///
  /// - Parameters:
  ///   - accepted: how many posts the service had accepted before it.
  ///   - command: the command that goes on.
  package init(_ error: DatabaseFileError, accepted: Int, command: String) {
    self.error = error
    self.accepted = accepted
    self.command = command
  }

  /// The trouble, what stands, and what to do.
  package var description: String {
    let remedy = error.code == .full ? "Free some space on that disk." : error.remedy
    return "\(error.path): \(error.reason).\n\(standing)\n\(remedy) To go on: \(command)"
  }

  private var standing: String {
    guard accepted > 0 else { return "No post had been accepted before that; what was in flight may have been." }
    let verb = accepted == 1 ? "stands" : "stand"
    return
      "\(PlanText.count(accepted, "post")) had been accepted before that and \(verb), also where the queue could not "
      + "note it; what was in flight may have been as well. Posting it again does no harm."
  }
}
