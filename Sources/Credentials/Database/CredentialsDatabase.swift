import DatabaseFile
import GRDB
import OpenEdX

/// `credentials.sqlite`: the database of the Credentials service, made by us or copied from a site.
package struct CredentialsDatabase: Sendable {
  /// The opened file.
  package let file: DatabaseFile

  /// Opens an existing file and checks that it holds `requiredTables`.
  ///
  /// - Throws: `DatabaseFileError`; the file is then as it was.
  package init(path: String, access: DatabaseAccess) throws(DatabaseFileError) {
    file = try DatabaseFile(path: path, access: access, requires: Self.requiredTables, not: .ofLMS)
  }

  /// Makes an empty file: the schema, one site and the content types. An existing file is refused.
  ///
  /// - Throws: `DatabaseFileError`; what was begun is removed.
  package static func create(path: String) throws(DatabaseFileError) {
    try DatabaseFile.create(path: path, schema: CredentialsSchema.sql + CredentialsSchema.changeLog)
  }

  /// Where to write, or the error that says why this file cannot be written.
  var writer: DatabasePool {
    get throws(DatabaseFileError) {
      guard let writer = file.writer else {
        throw DatabaseFileError(
          .unwritable,
          path: file.path,
          reason: "it was opened for reading only",
          remedy: "Leave out \(OptionName.readOnly), or name a deployment that you may change."
        )
      }
      return writer
    }
  }
}

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
