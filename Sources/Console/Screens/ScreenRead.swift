import CertificateSync
import LearnerRecords

/// A read that a screen brings with it: what is read is said here, and done outside of the screens.
package struct ScreenRead: Sendable {
  /// The screen that waits for the answer.
  package let screen: ScreenID
  /// Reads; nil for what is not there any more. The screen takes the answer as ``ConsoleEvent/read(_:_:)``.
  package let answer: @Sendable (any ScreenSource) async throws -> (any Sendable)?
}

/// What a screen's own read may look at.
package protocol ScreenSource: Sendable {
  /// The deployment's databases.
  var records: RecordStore { get }
  /// The deployment's queue.
  ///
  /// - Throws: `DatabaseFileError`.
  func queue() throws -> QueueReader
}
