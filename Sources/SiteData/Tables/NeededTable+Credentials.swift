extension NeededTable {
  /// What is taken of the Credentials service (<doc:CredentialsAPI#Tables>).
  static let credentials: [NeededTable] = site + catalog + awards

  private static let site: [NeededTable] = [
    NeededTable("django_site", [.integer("id"), .text("domain"), .text("name")]),
    NeededTable("django_content_type", [.integer("id"), .text("app_label"), .text("model")]),
    NeededTable(
      "core_siteconfiguration",
      [
        .integer("id"), .integer("site_id"), .text("platform_name"), .text("lms_url_root"), .text("records_help_url"),
        .flag("records_enabled"), .text("catalog_api_url").ifPresent, .text("certificate_help_url").ifPresent,
        .text("homepage_url").ifPresent, .text("company_name").ifPresent,
        .text("partner_from_address").ifPresent, .text("theme_name").ifPresent,
      ]
    ),
    NeededTable(
      "core_user",
      [
        .integer("id"), .text("username"), .text("email"), .text("first_name"), .text("last_name"),
        .text("full_name"), .integer("lms_user_id"), .flag("is_active").ifPresent, .flag("is_staff").ifPresent,
        .time("date_joined").ifPresent,
      ]
    ),
  ]

  private static let stamps: [NeededColumn] = [.integer("id"), .time("created"), .time("modified")]

  private static let catalog: [NeededTable] = [
    NeededTable(
      "catalog_organization",
      stamps + [
        .uuid("uuid"), .text("key"), .text("name"), .integer("site_id"),
        .text("certificate_logo_image_url").ifPresent,
      ]
    ),
    NeededTable("catalog_course", stamps + [.uuid("uuid"), .text("key"), .text("title"), .integer("site_id")]),
    NeededTable(
      "catalog_course_owners",
      [.integer("id"), .integer("sort_value"), .integer("course_id"), .integer("organization_id")]
    ),
    NeededTable(
      "catalog_courserun",
      stamps + [
        .uuid("uuid"), .text("key"), .text("title_override"), .integer("course_id"), .time("start_date").ifPresent,
        .time("end_date").ifPresent,
      ]
    ),
    NeededTable(
      "catalog_program",
      stamps + [
        .uuid("uuid"), .text("title"), .integer("site_id"), .text("type"), .text("status"),
        .text("type_slug").ifPresent, .integer("total_hours_of_effort").ifPresent,
      ]
    ),
    NeededTable(
      "catalog_program_course_runs",
      [.integer("id"), .integer("sort_value"), .integer("program_id"), .integer("courserun_id")]
    ),
    NeededTable(
      "catalog_program_authoring_organizations",
      [.integer("id"), .integer("sort_value"), .integer("program_id"), .integer("organization_id")]
    ),
    NeededTable(
      "catalog_pathway",
      stamps + [
        .uuid("uuid"), .text("name"), .text("org_name"), .text("email"), .integer("site_id"), .text("pathway_type"),
        .text("status").ifPresent,
      ]
    ),
    NeededTable(
      "catalog_pathway_programs",
      [.integer("id"), .integer("sort_value"), .integer("pathway_id"), .integer("program_id")]
    ),
  ]

  private static let awards: [NeededTable] = [
    NeededTable(
      "credentials_coursecertificate",
      stamps + [
        .flag("is_active"), .text("title"), .text("course_id"), .text("certificate_type"), .integer("site_id"),
        .integer("course_run_id"), .time("certificate_available_date"),
      ]
    ),
    NeededTable(
      "credentials_programcertificate",
      stamps + [
        .flag("is_active"), .text("title"), .integer("site_id"), .uuid("program_uuid"), .integer("program_id"),
        .flag("use_org_name").ifPresent, .flag("include_hours_of_effort").ifPresent, .text("language").ifPresent,
      ]
    ),
    NeededTable(
      "credentials_usercredential",
      stamps + [
        .text("username"), .text("status"), .uuid("uuid"), .integer("credential_content_type_id"),
        .integer("credential_id"),
      ]
    ),
    NeededTable(
      "credentials_usercredentialattribute",
      stamps + [.text("name"), .text("value"), .integer("user_credential_id")]
    ),
    NeededTable("credentials_usercredentialdateoverride", stamps + [.time("date"), .integer("user_credential_id")]),
    NeededTable(
      "records_usergrade",
      stamps + [
        .text("username"), .integer("course_run_id"), .text("letter_grade"), .decimal("percent_grade"),
        .flag("verified"), .time("lms_last_updated_at").ifPresent,
      ]
    ),
    NeededTable(
      "records_programcertrecord",
      stamps + [
        .uuid("uuid"), .integer("user_id"), .integer("program_id"), .integer("certificate_id").ifPresent,
      ]
    ),
    NeededTable(
      "records_usercreditpathway",
      stamps + [.text("status"), .integer("user_id"), .integer("pathway_id"), .integer("program_id")]
    ),
  ]
}
