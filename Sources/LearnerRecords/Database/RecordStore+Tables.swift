import DatabaseFile

extension RecordStore {
  /// What is read of the LMS (<doc:LMSDatabase#Tables>).
  static let lmsTables: [RequiredTable] = [
    RequiredTable("auth_user", ["id", "username", "email"], numbers: ["id"]),
    RequiredTable("auth_userprofile", ["user_id", "name"], numbers: ["user_id"]),
    RequiredTable(
      "certificates_generatedcertificate",
      ["id", "user_id", "course_id", "status", "mode", "grade", "modified_date"],
      numbers: ["id", "user_id"]
    ),
    RequiredTable(
      "certificates_certificatedateoverride",
      ["generated_certificate_id", "date"],
      numbers: ["generated_certificate_id"]
    ),
    RequiredTable("course_overviews_courseoverview", ["id", "display_name", "self_paced"]),
    RequiredTable(
      "credentials_credentialsapiconfig",
      ["id", "change_date", "enabled", "enable_learner_issuance"]
    ),
    RequiredTable("site_configuration_siteconfiguration", ["id", "enabled", "site_values"]),
    RequiredTable("grades_persistentcoursegrade", [], numbers: ["user_id"], isOptional: true),
    RequiredTable("student_courseenrollment", [], numbers: ["user_id"], isOptional: true),
    RequiredTable("certificates_certificateallowlist", [], numbers: ["user_id"], isOptional: true),
    RequiredTable(
      "certificates_certificateinvalidation",
      [],
      numbers: ["generated_certificate_id", "invalidated_by_id"],
      isOptional: true
    ),
    RequiredTable("certificates_historicalgeneratedcertificate", [], numbers: ["user_id"], isOptional: true),
  ]

  /// What is read of the Credentials service (<doc:CredentialsAPI#Tables>).
  static let credentialsTables: [RequiredTable] = [
    RequiredTable("django_site", ["id"], numbers: ["id"]),
    RequiredTable("django_content_type", ["id", "app_label", "model"], numbers: ["id"]),
    RequiredTable("core_siteconfiguration", ["site_id", "platform_name", "records_help_url"], numbers: ["site_id"]),
    RequiredTable(
      "core_user",
      ["id", "username", "email", "first_name", "last_name", "full_name", "lms_user_id"],
      numbers: ["id", "lms_user_id"]
    ),
    RequiredTable("catalog_organization", ["id", "name"], numbers: ["id"]),
    RequiredTable("catalog_course", ["id", "title"]),
    RequiredTable(
      "catalog_course_owners",
      ["id", "course_id", "organization_id", "sort_value"],
      numbers: ["organization_id", "sort_value"]
    ),
    RequiredTable("catalog_courserun", ["id", "key", "title_override", "course_id"]),
    RequiredTable("catalog_program", ["id", "uuid", "title", "site_id", "type", "status"], numbers: ["site_id"]),
    RequiredTable(
      "catalog_program_course_runs",
      ["id", "program_id", "courserun_id", "sort_value"],
      numbers: ["id", "sort_value"]
    ),
    RequiredTable(
      "catalog_program_authoring_organizations",
      ["id", "program_id", "organization_id", "sort_value"],
      numbers: ["organization_id", "sort_value"]
    ),
    RequiredTable("catalog_pathway", ["id", "name", "email", "pathway_type"]),
    RequiredTable(
      "catalog_pathway_programs",
      ["id", "pathway_id", "program_id"],
      numbers: ["id", "pathway_id", "program_id"]
    ),
    RequiredTable(
      "credentials_coursecertificate",
      ["id", "is_active", "course_id", "certificate_type", "site_id", "course_run_id", "certificate_available_date"]
    ),
    RequiredTable("credentials_programcertificate", ["id", "is_active", "site_id", "program_uuid", "program_id"]),
    RequiredTable(
      "credentials_usercredential",
      ["id", "created", "modified", "username", "status", "uuid", "credential_content_type_id", "credential_id"],
      numbers: ["id", "credential_content_type_id", "credential_id"]
    ),
    RequiredTable(
      "credentials_usercredentialdateoverride",
      ["user_credential_id", "date"],
      numbers: ["user_credential_id"]
    ),
    RequiredTable(
      "records_usergrade",
      ["id", "modified", "username", "course_run_id", "letter_grade", "percent_grade", "verified"],
      numbers: ["course_run_id"]
    ),
    RequiredTable(
      "records_programcertrecord",
      ["uuid", "user_id", "program_id"],
      numbers: ["user_id", "program_id"]
    ),
    RequiredTable(
      "records_usercreditpathway",
      ["id", "user_id", "pathway_id", "status"],
      numbers: ["user_id", "pathway_id"]
    ),
  ]
}
