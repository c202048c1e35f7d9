import DatabaseFile

extension CredentialsDatabase {
  /// Every table and column that the embedded service and this room's reads name (<doc:CredentialsAPI#Tables>).
  ///
  /// Tables that only a learner record shows (organizations, pathways, shared records) are for its reader to require.
  package static let requiredTables: [RequiredTable] = [
    RequiredTable("django_content_type", ["id", "app_label", "model"]),
    RequiredTable("django_site", ["id", "domain"]),
    RequiredTable("core_siteconfiguration", ["site_id", "lms_url_root", "records_enabled"]),
    RequiredTable("core_user", ["id", "username"]),
    RequiredTable("catalog_course", ["id", "site_id"]),
    RequiredTable("catalog_courserun", ["id", "key", "course_id"]),
    RequiredTable("catalog_program", ["id", "uuid", "site_id", "status"]),
    RequiredTable("catalog_program_course_runs", ["id", "program_id", "courserun_id", "sort_value"]),
    RequiredTable(
      "credentials_coursecertificate",
      [
        "id", "created", "modified", "is_active", "title", "course_id", "certificate_type", "site_id", "course_run_id",
        "certificate_available_date",
      ]
    ),
    RequiredTable(
      "credentials_programcertificate",
      ["id", "is_active", "site_id", "program_uuid", "program_id"]
    ),
    RequiredTable(
      "credentials_usercredential",
      ["id", "created", "modified", "username", "status", "uuid", "credential_content_type_id", "credential_id"]
    ),
    RequiredTable(
      "credentials_usercredentialattribute",
      ["id", "created", "modified", "name", "value", "user_credential_id"]
    ),
    RequiredTable(
      "credentials_usercredentialdateoverride",
      ["id", "created", "modified", "date", "user_credential_id"]
    ),
    RequiredTable(
      "records_usergrade",
      [
        "id", "created", "modified", "username", "course_run_id", "letter_grade", "percent_grade", "verified",
        "lms_last_updated_at",
      ]
    ),
  ]
}
