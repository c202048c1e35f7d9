import CertificateSync
import LMS
import LearnerRecords
import OpenEdX
import Testing

@Suite("The filters of a backfill")
struct BackfillFilterTests {
  let golden: GoldenBackfill
  let whole: BackfillPlan

  init() throws {
    golden = try GoldenBackfill()
    whole = try golden.plan(GoldenBackfill.everything)
  }

  private func plan(_ filter: RunFilter) throws -> BackfillPlan { try golden.plan(GoldenBackfill.everything, filter) }

  private func time(_ text: String) throws -> UTCTime { try #require(UTCTime(text)) }

  @Test("An organization takes in its runs, and the programs of the learners in them")
  func organization() throws {
    let plan = try plan(RunFilter(organizations: ["KyoX"]))
    #expect(plan.items == whole.items.filter { $0.courseRunKey.hasPrefix("course-v1:KyoX+") })
    #expect(!plan.items.isEmpty)
    #expect(plan.programItems.count < whole.programItems.count)
    #expect(Set(plan.programItems).isSubset(of: Set(whole.programItems)))
    #expect(try self.plan(RunFilter(organizations: ["kyox"])).isEmpty, "spelled exactly")
  }

  @Test("A run and a learner take in no more than theirs")
  func runAndLearner() throws {
    let row = try #require(whole.items.first)
    #expect(try plan(RunFilter(users: [row.username], courseRuns: [row.courseRunKey])).items == [row])
    let mine = try plan(RunFilter(users: [row.username]))
    #expect(mine.items == whole.items.filter { $0.username == row.username })
    #expect(mine.programItems == whole.programItems.filter { $0.username == row.username })
  }

  @Test("A program takes in its runs and itself")
  func program() throws {
    let program = try #require(whole.programItems.first?.program)
    let plan = try plan(RunFilter(programs: [program]))
    #expect(plan.programItems == whole.programItems.filter { $0.program == program })
    #expect(Set(plan.items).isSubset(of: Set(whole.items)))
    #expect(!plan.items.isEmpty)
  }

  @Test("A window takes in the certificates saved in it, both ends included, and splits the whole without a rest")
  func window() throws {
    let row = try #require(whole.items.first { $0.repairs != nil })
    let text = try #require(
      try golden.texts(
        """
        SELECT modified_date FROM certificates_generatedcertificate JOIN auth_user ON auth_user.id = user_id
        WHERE username = '\(row.username)' AND course_id = '\(row.courseRunKey)'
        """
      ).first
    )
    let saved = try time(text)
    let exactly = try plan(RunFilter(modifiedSince: saved, modifiedUntil: saved))
    #expect(exactly.items.contains(row))
    let before = try plan(RunFilter(modifiedUntil: UTCTime(microseconds: saved.microseconds - 1)))
    let after = try plan(RunFilter(modifiedSince: UTCTime(microseconds: saved.microseconds + 1)))
    #expect(!before.items.contains(row) && !after.items.contains(row))
    let savedRows = whole.items.filter { $0.dates.certificate != nil }
    #expect(before.items.count + exactly.items.count + after.items.count == savedRows.count)
  }

  @Test("A window takes in certificates whose date override was saved or deleted in it")
  func overrides() throws {
    let lost = try #require(whole.items.first { $0.repaired.contains(.awardLost) })
    let key = try CourseKey(lost.courseRunKey)
    let since = try time("2030-01-01")
    let window = RunFilter(modifiedSince: since, modifiedUntil: since.adding(seconds: 60))
    #expect(try plan(window).isEmpty)
    try golden.lms.transaction {
      try $0.saveDateOverride(
        username: lost.username,
        courseRunKey: key,
        date: since,
        reason: "",
        overriddenBy: lost.username
      )
      _ = try $0.deleteDateOverride(username: lost.username, courseRunKey: key)
    }
    #expect(try plan(window).isEmpty, "the change was made today")
    try golden.execute(
      """
      UPDATE certificates_historicalcertificatedateoverride SET history_date = '2030-01-01 00:01:00'
      WHERE history_type = '-'
      """
    )
    #expect(try plan(window).items == [lost], "the last moment is included")
    #expect(try plan(RunFilter(modifiedSince: since.adding(seconds: 61))).isEmpty)
  }

  @Test("A window keeps the programs of the learners whose certificates of the program lie in it")
  func programsInWindow() throws {
    let all = try plan(RunFilter(modifiedSince: try time("1990-01-01")))
    #expect(Set(all.programItems).isSubset(of: Set(whole.programItems)))
    #expect(!all.programItems.isEmpty)
    #expect(try plan(RunFilter(modifiedSince: try time("2031-01-01"))).programItems.isEmpty)
  }
}
