import DatabaseFile

extension LMSSchema {
  /// The statements that make the log of a file's changes.
  package static var changeLog: String { ChangeLog.schema(watched) }

  /// What decides about records. Of tables that are left out (histories, entitlements) nothing does.
  private static let watched: [ChangeLog.Watched] = [
    ChangeLog.Watched("auth_user", .person(id: "id", name: "username")),
    ChangeLog.Watched("auth_userprofile", .person(id: "user_id", name: nil)),
    ChangeLog.Watched("user_api_userretirementstatus", .user("user_id")),
    ChangeLog.Watched("certificates_generatedcertificate", .user("user_id")),
    ChangeLog.Watched("certificates_certificatedateoverride", ofCertificate),
    ChangeLog.Watched("certificates_certificateallowlist", .user("user_id")),
    ChangeLog.Watched("certificates_certificateinvalidation", ofCertificate),
    ChangeLog.Watched("grades_persistentcoursegrade", .user("user_id")),
    ChangeLog.Watched("student_courseenrollment", .user("user_id")),
    ChangeLog.Watched("course_overviews_courseoverview", .run("id")),
    ChangeLog.Watched("course_modes_coursemode", .run("course_id")),
    ChangeLog.Watched("credentials_credentialsapiconfig", .everybody),
    ChangeLog.Watched("site_configuration_siteconfiguration", .everybody),
  ]

  /// A certificate that is not there has no learner; when it comes, it is logged itself.
  private static let ofCertificate = ChangeLog.Subject.row(
    of: "certificates_generatedcertificate",
    idIn: "generated_certificate_id",
    user: "user_id",
    name: nil
  )
}
