import OpenEdX
import TestSupport
import Testing

@testable import LearnerRecords

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

  @Test func `is a comment of one line where no command does it, whatever names are in it`() {
    let setting = Finding.recordsDisabled.nextStep(subject)
    #expect(
      setting.comment
        == "# \(Finding.recordsDisabled.remedy) Page in the LMS: /admin/site_configuration/siteconfiguration/"
    )
    #expect(Finding.notInCatalog.nextStep(subject).comment == nil)
    let hostile = NextStep(text: "Repair \u{1B}[2Jcourse-v1:A+B\nrm -r ~\r\u{2028}+C", command: nil)
    #expect(hostile.comment == "# Repair  [2Jcourse-v1:A+B rm -r ~  +C")
  }

  @Test func `comes behind what is in the way of a group's rows, where that is in the way of all`() {
    var group = FindingGroup(id: FindingGroup.ID(.awardLost, .courseRun(ExactText("course-v1:A+B+C"))))
    group.blockers = [.recordsDisabled: 2, .notInCatalog: 1]
    (group.rows, group.repairableRows) = (3, 1)
    let backfill = "learner-records --backfill --course course-v1:A+B+C"
    #expect(group.firstSteps(at: CommandPlace()).isEmpty)
    #expect(group.nextSteps(at: CommandPlace()).map(\.command) == [backfill])
    group.repairableRows = 0
    #expect(group.firstSteps(at: CommandPlace()).map(\.command) == [nil, "./manage.py copy_catalog"])
    #expect(group.nextSteps(at: CommandPlace()).map(\.command) == [nil, "./manage.py copy_catalog", backfill])
  }

  @Test func `on the site itself is told for each kind of site, and how the copy learns of it`() {
    let catalog = Finding.notInCatalog.nextStep(subject)
    #expect(
      catalog.lines.map(\.text) == [
        "Run copy_catalog in Credentials.", "./manage.py copy_catalog",
        "tutor local run credentials ./manage.py copy_catalog",
        "tutor k8s exec credentials -- ./manage.py copy_catalog",
      ]
    )
    var place = CommandPlace(deployment: "/srv/site", config: "/etc/site.yaml", canPull: true)
    let page = Finding.issuanceDisabled.nextStep(NextStepSubject(at: place, username: "ada"))
    #expect(page.lines.map(\.text).dropFirst() == ["Page in the LMS: /admin/credentials/credentialsapiconfig/"])
    // Once, however many steps change the site.
    #expect(
      [catalog, page].refreshing(at: place).map(\.text) == [
        "Then read the site again, so that the copy knows of it:",
        "learner-records pull --deployment /srv/site --config /etc/site.yaml",
      ]
    )
    #expect(
      [page].refreshing(at: subject.place).last?.text == "learner-records import --deployment '/srv/my site' FILE…"
    )
    place.deployment = nil
    #expect([catalog].refreshing(at: place).isEmpty, "the sample is no copy")
    #expect(
      [Finding.awardLost.nextStep(subject)].refreshing(at: subject.place).isEmpty,
      "what is posted is kept in the copy"
    )
  }

  @Test func `in the LMS's own container is run there`() {
    var subject = subject
    subject.lmsUserID = 7
    let lines = Finding.accountMissing.nextStep(subject).lines.map(\.text)
    #expect(lines[2] == "tutor local run lms ./manage.py lms notify_credentials --user_ids 7 --notify_programs")
    #expect(lines[3].hasPrefix("tutor k8s exec lms -- ./manage.py lms "))
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
      let text = groups.flatMap { $0.nextSteps(at: CommandPlace()) }.map(\.text).joined(separator: " ")
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
