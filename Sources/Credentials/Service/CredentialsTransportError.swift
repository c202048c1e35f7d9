import DatabaseFile
import GRDB

/// No answer came from the service, so the request may or may not have been carried out: send it again later.
package struct CredentialsTransportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, as one line.
  package let reason: String

  /// Whether every other request would fare the same until somebody changes the configuration, as when a redirect says
  /// that the address is another. The queue pauses for it instead of trying each task again.
  package let isConfiguration: Bool

  /// Whether nothing left this machine, as when there was no token or no connection: then nothing was posted.
  package let isUnsent: Bool

  /// Whether the account lacks the right to read, as that of a fresh installation does. It may post all the same, so the
  /// queue does not pause for it.
  package let isForbidden: Bool

  /// Whether nothing was sent because another process has the learner now.
  package let isElsewhere: Bool

  /// Takes the reason.
  package init(
    _ reason: String,
    isConfiguration: Bool = false,
    isUnsent: Bool = false,
    isForbidden: Bool = false,
    isElsewhere: Bool = false
  ) {
    self.reason = reason
    self.isConfiguration = isConfiguration
    self.isUnsent = isUnsent
    self.isForbidden = isForbidden
    self.isElsewhere = isElsewhere
  }

  /// The reason as it is told of a task: that there was no answer is said only where something was asked.
  package var told: String { isUnsent ? reason : "no answer from the Credentials service: \(reason)" }

  /// The reason.
  package var description: String { reason }
}

extension CredentialsTransportError {
  /// Says in the operator's words what kept the embedded service from answering.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as DatabaseFileError: self.init(error)
    case let error as DatabaseError: self.init(DatabaseFileError(error, path: path))
    case is CancellationError: self.init("\(path): the request was cancelled before it was carried out")
    default: self.init("\(path): \(error)")
    }
  }

  /// A file that is damaged, gone or another one stays so until somebody replaces it; locks and full disks may pass.
  private init(_ error: DatabaseFileError) {
    switch error.code {
    case .corrupt, .notADatabase, .schema, .missing, .notAFile, .replaced:
      self.init(error.description, isConfiguration: true)
    default: self.init(error.description)
    }
  }
}
