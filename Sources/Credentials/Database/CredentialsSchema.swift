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
