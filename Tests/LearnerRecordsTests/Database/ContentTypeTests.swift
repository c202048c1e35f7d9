import DatabaseFile
import Foundation
import LearnerRecords
import TestSupport
import Testing

@Suite struct `Two databases that were mixed up` {
  private func refusal(_ deployment: Deployment) throws -> DatabaseFileError {
    try #require(throws: DatabaseFileError.self) { try RecordStore(folder: deployment.folder.path) }
  }

  @Test func `are refused when no credential is of a known type`() throws {
    let deployment = try Deployment()
    // The LMS's rows won, as when one dump of both is read into one file.
    try deployment.execute(.credentials, "UPDATE django_content_type SET app_label = 'auth'")
    let error = try refusal(deployment)
    #expect(error.code == .schema)
    #expect(error.reason.hasSuffix("credentials, none of a known type: were two databases written into one?"))
    #expect(error.reason.hasPrefix("1,"))
    #expect(error.path.hasSuffix("credentials.sqlite"))
  }

  @Test func `are refused when some credentials are of no known type`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .credentials,
      "UPDATE django_content_type SET app_label = 'auth' WHERE model = 'programcertificate'"
    )
    #expect(try refusal(deployment).reason.contains(" of 1,659 credentials are of no known type"))
  }

  @Test func `are no worry where both types are there, as the service passes over the other rows, too`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .credentials,
      """
      UPDATE credentials_usercredential SET credential_content_type_id = CASE credential_content_type_id
        WHEN (SELECT id FROM django_content_type WHERE model = 'coursecertificate')
        THEN (SELECT min(id) FROM django_content_type WHERE app_label <> 'credentials')
        ELSE (SELECT max(id) FROM django_content_type WHERE app_label <> 'credentials') END
      """
    )
    try RecordStore(folder: deployment.folder.path).read { reader in
      let list = try #require(try reader.programRecordList(username: "learner00001", now: Clock.golden))
      #expect(list.entries.isEmpty)
    }
  }

  @Test func `are told apart when they were exchanged`() throws {
    let deployment = try Deployment()
    let other = try Deployment()
    for (name, source) in [("lms.sqlite", "credentials.sqlite"), ("credentials.sqlite", "lms.sqlite")] {
      let bytes = try #require(FileManager.default.contents(atPath: other.folder.file(source)))
      try deployment.folder.write(bytes, as: name)
    }
    let error = try refusal(deployment)
    #expect(error.reason.contains("a table of the Credentials service"), "\(error)")
  }

  @Test func `are refused where a view stands for a table`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .lms,
      """
      CREATE TABLE learner AS SELECT * FROM auth_user;
      PRAGMA legacy_alter_table = ON;
      DROP TABLE auth_user;
      CREATE VIEW auth_user AS
        WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
        SELECT id, 'ada' AS username, '' AS email FROM n;
      """
    )
    #expect(try refusal(deployment).reason.contains("“auth_user” is a view"))
  }

  @Test func `keep numbers stored as text from being compared as text`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .lms,
      """
      CREATE TABLE copy AS SELECT CAST(id AS TEXT) AS id, CAST(user_id AS TEXT) AS user_id, course_id, status, mode,
        grade, verify_uuid, created_date, modified_date FROM certificates_generatedcertificate;
      PRAGMA legacy_alter_table = ON;
      DROP TABLE certificates_generatedcertificate;
      ALTER TABLE copy RENAME TO certificates_generatedcertificate;
      """
    )
    let error = try refusal(deployment)
    #expect(error.code == .value)
    #expect(error.reason.contains("“certificates_generatedcertificate”") && error.reason.contains("“id”"), "\(error)")
  }
}
