import GRDB

/// The SQL of `credentials.sqlite`: the Credentials service's own tables, columns and indexes
/// (<doc:CredentialsAPI#Tables>).
package enum CredentialsSchema {
  /// Every statement that makes an empty file: the tables, one site and the two content types of awards.
  ///
  /// The content types' ids are left to SQLite: a real database has others, so they are always looked up by name.
  package static let sql = [site, catalog, awards, rows].joined(separator: "\n")

  static let rows = """
    INSERT INTO "django_site" ("id", "name", "domain") VALUES (1, 'Credentials', 'credentials.example.org');
    INSERT INTO "django_content_type" ("app_label", "model") VALUES ('credentials', 'coursecertificate');
    INSERT INTO "django_content_type" ("app_label", "model") VALUES ('credentials', 'programcertificate');
    """
}

/// The indexes that make matching without case as quick as exact matching.
///
/// MySQL's collation compares usernames and course keys without case (<doc:CredentialsAPI#Usernames-and-case>). SQLite
/// would have to read all awards of a run for each post, because Django's indexes there compare exactly.
enum CaseInsensitiveIndexes {
  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE INDEX IF NOT EXISTS sync_usercredential_username ON credentials_usercredential
          (username COLLATE NOCASE, credential_content_type_id, credential_id);
        CREATE INDEX IF NOT EXISTS sync_usergrade_username ON records_usergrade
          (username COLLATE NOCASE, course_run_id);
        CREATE INDEX IF NOT EXISTS sync_courserun_key ON catalog_courserun (key COLLATE NOCASE);
        """
    )
  }
}
