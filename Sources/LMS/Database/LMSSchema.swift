import DatabaseFile

/// The tables of the LMS that this room makes, reads and writes.
package enum LMSSchema {
  /// The statements that make an empty LMS database.
  package static var sql: String { String(decoding: PackageResources.lms_schema_sql, as: UTF8.self) }

  /// What a database must hold to be opened; other tables and columns are ignored.
  package static let requiredTables: [RequiredTable] = [
    RequiredTable("auth_user", ["id", "username", "email"]),
    RequiredTable("auth_userprofile", ["user_id", "name"]),
    RequiredTable(
      "certificates_generatedcertificate",
      ["id", "user_id", "course_id", "status", "mode", "grade", "verify_uuid", "created_date", "modified_date"]
    ),
    RequiredTable("certificates_certificatedateoverride", ["date", "generated_certificate_id"]),
    RequiredTable("course_overviews_courseoverview", ["id", "org", "display_name", "self_paced"]),
    RequiredTable(
      "credentials_credentialsapiconfig",
      ["id", "change_date", "enabled", "enable_learner_issuance"]
    ),
    RequiredTable("site_configuration_siteconfiguration", ["id", "enabled", "site_values"]),
    RequiredTable("grades_persistentcoursegrade", ["user_id", "course_id", "percent_grade", "letter_grade"]),
  ]
}
