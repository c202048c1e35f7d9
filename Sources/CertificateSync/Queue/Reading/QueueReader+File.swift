import DatabaseFile
import LMS

extension QueueReader {
  /// Opens a deployment's LMS database for reading only, to look at its queue.
  ///
  /// - Throws: `DatabaseFileError` that names the file, and the table or column that is missing.
  package init(readingOnly lmsPath: String) throws(DatabaseFileError) {
    self.init(lms: try LMSDatabase(path: lmsPath, access: .readOnly))
  }
}
