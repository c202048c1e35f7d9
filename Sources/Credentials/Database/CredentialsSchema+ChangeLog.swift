import DatabaseFile

extension CredentialsSchema {
  /// The statements that make the log of a file's changes.
  package static var changeLog: String { ChangeLog.schema(watched) }

  /// What decides about records. Attributes, shared records and pathways of learners do not.
  private static let watched: [ChangeLog.Watched] =
    [
      ChangeLog.Watched("core_user", .person(id: "lms_user_id", name: "username")),
      ChangeLog.Watched("credentials_usercredential", .name("username")),
      ChangeLog.Watched(
        "credentials_usercredentialdateoverride",
        .row(of: "credentials_usercredential", idIn: "user_credential_id", user: nil, name: "username")
      ),
      ChangeLog.Watched("records_usergrade", .name("username")),
    ] + aboutEverybody.map { ChangeLog.Watched($0, .everybody) }

  private static let aboutEverybody = [
    "django_site", "django_content_type", "core_siteconfiguration", "catalog_organization", "catalog_course",
    "catalog_course_owners", "catalog_courserun", "catalog_program", "catalog_program_course_runs",
    "catalog_program_authoring_organizations", "catalog_pathway", "catalog_pathway_programs",
    "credentials_coursecertificate", "credentials_programcertificate",
  ]
}
