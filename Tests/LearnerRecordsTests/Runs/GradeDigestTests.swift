import GRDB
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite("Grades that differ, in a walk over all learners") struct GradeDigestTests {
  @Test func `are found on the second run of a key, and behind gaps between the ids`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .credentials,
      """
      INSERT INTO catalog_courserun (created, modified, uuid, key, course_id)
        SELECT created, modified, lower(hex(randomblob(16))), key, course_id FROM catalog_courserun ORDER BY id;
      UPDATE records_usergrade SET percent_grade = '0.0123' WHERE id % 3 = 0;
      UPDATE records_usergrade SET lms_last_updated_at = NULL WHERE id % 3 = 0;
      UPDATE records_usergrade SET id = id + 2000000 WHERE id > 200;
      UPDATE records_usergrade SET course_run_id = course_run_id + (SELECT count(*) / 2 FROM catalog_courserun)
        WHERE id % 2 = 0 AND course_run_id + (SELECT count(*) / 2 FROM catalog_courserun) IN
          (SELECT id FROM catalog_courserun)
      """
    )
    let all = try stale(deployment, .all)
    let names = try deployment.pool(.lms).read { try String.fetchAll($0, sql: "SELECT username FROM auth_user") }
    // Rows of learners who are named are read in full.
    let named = try stale(deployment, RunFilter(users: names))
    #expect(all == named)
    #expect(all.count > 10)
  }

  private func stale(_ deployment: Deployment, _ filter: RunFilter) throws -> Set<String> {
    var found: Set<String> = []
    try deployment.read { reader in
      try reader.runRecords(filter, now: .now) { record in
        if record.assessment.findings.contains(.gradeStale) { found.insert("\(record.username) \(record.courseRun)") }
      }
    }
    return found
  }
}
