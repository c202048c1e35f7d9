import LearnerRecords
import OpenEdX

extension LearnerHistory {
  /// Reads a learner's history from both databases, the queue and the journal.
  ///
  /// - Parameters:
  ///   - username: a name of either database, spelled exactly or else without case.
  ///   - courseRun: the run to which the history is limited; nil for all.
  /// - Returns: nil when nobody knows the name.
  /// - Throws: `DatabaseFileError`, and what the journal's file system reports.
  package static func reading(
    _ records: RecordStore,
    queue: QueueReader,
    username: String,
    courseRun: String? = nil
  ) async throws -> LearnerHistory? {
    guard let names = try records.read({ try $0.namesInHistory(of: username) }) else { return nil }
    let posts = try JournalLines(folder: records.folder).events(ofAnyOf: names)
    let more = try await queue.history(ofAnyOf: names) + posts
    return try records.read { try $0.history(username: username, with: more, courseRun: courseRun) }
  }
}
