import DatabaseFile
import GRDB

extension CredentialsDatabase {
  /// Every credential of each learner, as the service lists them. It is read also where nothing may be written.
  ///
  /// - Parameter usernames: matched without case.
  /// - Returns: a list for each name, in the same order, all of one state of the database.
  /// - Throws: `DatabaseFileError`.
  package func credentials(usernames: [String]) throws(DatabaseFileError) -> [[ListedCredential]] {
    try DatabaseFile.translating(path: file.path) {
      try file.reader.read { db in
        let types = try AwardContentTypes(db, path: file.path)
        return try usernames.map { try ListedCredential.fetchAll($0, types, db) }
      }
    }
  }
}
