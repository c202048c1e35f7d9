extension NeededTable {
  /// What is taken of the LMS (<doc:LMSDatabase#Tables>).
  ///
  /// Of `user_api_userretirementstatus` only who is retired is taken, never the former names in it.
  static let lms: [NeededTable] = [
    NeededTable(
      "auth_user",
      [
        .integer("id"), .text("username"), .text("email"), .flag("is_active").ifPresent,
        .time("date_joined").ifPresent,
      ]
    ),
    NeededTable("auth_userprofile", [.integer("id"), .integer("user_id"), .text("name")]),
    NeededTable(
      "course_overviews_courseoverview",
      [
        .text("id"), .text("org"), .text("display_name"), .flag("self_paced"), .time("created"), .time("modified"),
        .integer("version"), .time("start").ifPresent, .time("end").ifPresent,
        .text("certificates_display_behavior").ifPresent, .time("certificate_available_date").ifPresent,
        .flag("cert_html_view_enabled").ifPresent, .flag("has_any_active_web_certificate").ifPresent,
        .decimal("lowest_passing_grade").ifPresent,
      ]
    ),
    NeededTable(
      "course_modes_coursemode",
      isOptional: true,
      [
        .integer("id"), .text("course_id"), .text("mode_slug"), .text("currency"),
        .integer("min_price").ifPresent, .time("expiration_datetime").ifPresent,
      ]
    ),
    NeededTable(
      "credentials_credentialsapiconfig",
      [.integer("id"), .time("change_date"), .flag("enabled"), .flag("enable_learner_issuance")]
    ),
    NeededTable(
      "site_configuration_siteconfiguration",
      [.integer("id"), .flag("enabled"), .text("site_values"), .integer("site_id")]
    ),
    NeededTable(
      "certificates_generatedcertificate",
      [
        .integer("id"), .integer("user_id"), .text("course_id"), .text("status"), .text("mode"), .text("grade"),
        .text("verify_uuid"), .time("created_date"), .time("modified_date"),
      ]
    ),
    NeededTable(
      "certificates_certificatedateoverride",
      [
        .integer("id"), .time("created"), .time("modified"), .time("date"), .integer("generated_certificate_id"),
        .integer("overridden_by_id").ifPresent, .text("reason").ifPresent,
      ]
    ),
    NeededTable(
      "certificates_certificateallowlist",
      isOptional: true,
      [
        .integer("id"), .time("created"), .time("modified"), .integer("user_id"), .text("course_id"),
        .flag("allowlist"),
      ]
    ),
    NeededTable(
      "certificates_certificateinvalidation",
      isOptional: true,
      [
        .integer("id"), .time("created"), .time("modified"), .text("notes"), .flag("active"),
        .integer("generated_certificate_id"), .integer("invalidated_by_id"),
      ]
    ),
    NeededTable(
      "grades_persistentcoursegrade",
      [
        .integer("id"), .time("created"), .time("modified"), .integer("user_id"), .text("course_id"),
        .real("percent_grade"), .text("letter_grade"), .time("passed_timestamp").ifPresent,
      ]
    ),
    NeededTable(
      "student_courseenrollment",
      isOptional: true,
      [
        .integer("id"), .integer("user_id"), .text("course_id"), .text("mode"), .flag("is_active"),
        .time("created").ifPresent,
      ]
    ),
    NeededTable(
      "user_api_userretirementstatus",
      isOptional: true,
      [.integer("user_id"), .integer("current_state_id")]
    ),
  ]
}
