import Foundation
import GRDB

extension Fixtures {
  /// A small healthy site that a test puts out of order: the program “Harbour Pilotage” with the courses Charts (run HP101)
  /// and Radio (run HP102); ines (501) and tomas (502) have passed both, and Credentials has all of it.
  ///
  /// - Parameter changes: SQL on the LMS's tables by their names, and on those of Credentials with `c.` before them.
  package static func harbour(_ changes: String = "") throws -> TemporaryFolder {
    let folder = try goldenDeployment()
    let script = try String(contentsOfFile: state("harbour.sql"), encoding: .utf8)
      .replacing("ATTACH 'credentials.sqlite' AS c;\n", with: "")
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.file("lms.sqlite"), configuration: configuration)
    try queue.inDatabase { db in
      try db.execute(sql: "ATTACH ? AS c", arguments: [folder.file("credentials.sqlite")])
      try db.execute(sql: script)
      try db.execute(sql: changes)
    }
    try queue.close()
    return folder
  }

  /// What puts the small site out of order, by what it is about.
  package enum Harbour {
    /// tomas is tomas.lind now, and Credentials has a bare account of the new name.
    package static let renamed = """
      UPDATE auth_user SET username='tomas.lind' WHERE id=502;
      INSERT INTO c.core_user(id,password,is_superuser,username,first_name,last_name,email,is_staff,is_active,
        date_joined,lms_user_id,full_name) VALUES (13,'!',0,'tomas.lind','','','tomas@example.org',0,1,
        '2026-08-01 00:00:00',502,'Tomas Lind');
      """
    /// The account ines was deleted, and somebody else has the name.
    package static let reused = """
      DELETE FROM certificates_generatedcertificate WHERE user_id=501;
      DELETE FROM grades_persistentcoursegrade WHERE user_id=501;
      DELETE FROM student_courseenrollment WHERE user_id=501;
      DELETE FROM auth_userprofile WHERE user_id=501;
      DELETE FROM auth_user WHERE id=501;
      INSERT INTO auth_user(id,username,email) VALUES (777,'ines','ines.b@example.org');
      INSERT INTO auth_userprofile(user_id,name) VALUES (777,'Ines Brandt');
      INSERT INTO certificates_generatedcertificate(id,course_id,verify_uuid,grade,status,mode,name,created_date,
        modified_date,user_id) VALUES (31,'course-v1:NqiX+HP101+2026T1','d1','0.70','downloadable','verified',
        'Ines Brandt','2026-10-30 10:00:00','2026-10-30 10:00:00',777);
      """
    /// The catalog has the run of Charts twice, and the program lists the one without configuration.
    package static let doubledRun = """
      INSERT INTO c.catalog_courserun(id,created,modified,uuid,key,course_id) VALUES (3,'2026-07-01 00:00:00',
        '2026-07-01 00:00:00','0d000000000000000000000000000003','course-v1:NqiX+HP101+2026T1',1);
      UPDATE c.catalog_program_course_runs SET courserun_id=3 WHERE courserun_id=1;
      """
    /// The program's configuration is linked to no program.
    package static let unlinkedProgram = "UPDATE c.credentials_programcertificate SET program_id=NULL;"
    /// tomas has passed Charts, and the LMS made no certificate.
    package static let uncertified = """
      DELETE FROM certificates_generatedcertificate WHERE id=21;
      DELETE FROM c.credentials_usercredential WHERE id IN (4,6);
      DELETE FROM c.records_usergrade WHERE username='tomas' AND course_run_id=1;
      """
  }
}
