import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `The next step` {
  private let subject = NextStepSubject(
    at: CommandPlace(deployment: "/srv/my site"),
    username: "o'neil",
    courseRun: "course-v1:A+B+C"
  )

  @Test func `of a lost award is a backfill of just that row`() {
    #expect(
      Finding.awardLost.nextStep(subject).command
        == "learner-records --deployment '/srv/my site' --backfill --user 'o'\\''neil' --course course-v1:A+B+C"
    )
  }

  @Test func `of what a backfill repairs on request asks for it`() {
    let command = Finding.gradeMissing.nextStep(subject).command ?? ""
    #expect(command.hasSuffix(" --course course-v1:A+B+C --include grade-missing"))
  }

  @Test func `of a program names the program`() throws {
    let program = try #require(ProgramUUID("08c5c787f8bd47549394abd7ef8142c5"))
    let subject = NextStepSubject(at: CommandPlace(), username: "zoe", program: program)
    #expect(
      Finding.programAwardLost.nextStep(subject).command
        == "learner-records --backfill --user zoe --program 08c5c787f8bd47549394abd7ef8142c5 --include program-award-lost"
    )
  }

  @Test func `has a command exactly where one can be run`() {
    let withCommand = Finding.allCases.filter { $0.nextStep(subject).command != nil }
    #expect(
      Set(withCommand) == Set(Finding.allCases.filter(\.isRepairedByBackfill)).union([.notInCatalog, .configUnlinked])
    )
    #expect(Finding.allCases.allSatisfy { !$0.nextStep(subject).text.isEmpty })
  }

  @Test func `of a blocked row begins with what blocks it`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      let rows = try reader.runRecords(of: "learner00004", now: Clock.golden)
      let row = try #require(rows.first { $0.assessment.findings == [.awardLost, .notInCatalog] })
      let steps = row.nextSteps(at: CommandPlace())
      #expect(steps.map(\.command)[0] == "./manage.py copy_catalog")
      #expect(steps.count == 2)
    }
  }

  /// The steps about programs missing from lists, of all learners: the same in the rows and in the groups.
  private func unlistedTexts(_ deployment: Deployment) throws -> Set<String> {
    try deployment.read { reader in
      var texts: Set<String> = []
      try reader.programRecords(now: Clock.golden) { row in
        guard row.findings.contains(.programUnlisted) else { return }
        texts.formUnion(
          row.nextSteps(at: CommandPlace()).map(\.text).filter {
            $0.contains("status") || $0.contains("its course runs")
          }
        )
      }
      let groups = try reader.findingGroups(now: Clock.golden).filter { $0.finding == .programUnlisted }
      #expect(!groups.isEmpty)
      let text = groups.map { $0.nextStep(at: CommandPlace()).text }.joined(separator: " ")
      #expect(text.contains("status to active") == texts.contains { $0.contains("status to active") })
      return texts
    }
  }

  @Test func `of a program that is not offered is its status, and no repairing where nothing is to repair`() throws {
    let deployment = try Deployment()
    try deployment.execute(.credentials, "UPDATE catalog_program SET status = 'unpublished'")
    let texts = try unlistedTexts(deployment)
    #expect(texts.allSatisfy { $0.hasPrefix("Set the program's status to active in Discovery") })
    #expect(texts.contains { !$0.contains("Repair the findings") })
    #expect(texts.contains { $0.contains("Repair the findings of its course runs.") })
  }

  @Test func `of an offered program in no list never names its status`() throws {
    let deployment = try Deployment()
    try deployment.execute(.credentials, "UPDATE catalog_program SET status = 'active'")
    try deployment.execute(.credentials, "UPDATE credentials_usercredential SET status = 'revoked'")
    let texts = try unlistedTexts(deployment)
    #expect(texts.contains("Repair the findings of its course runs."))
    #expect(!texts.contains { $0.contains("status") })
  }
}
