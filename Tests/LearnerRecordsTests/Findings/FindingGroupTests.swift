import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `Findings by shared cause` {
  private func groups(_ deployment: Deployment) throws -> [FindingGroup] {
    try deployment.read { try $0.findingGroups(now: Clock.golden) }
  }

  /// The recorded findings of runs, counted by what the rows have in common.
  private func recorded() throws -> [FindingGroup.ID: (rows: Int, learners: Set<String>, repairable: Int)] {
    var counts: [FindingGroup.ID: (rows: Int, learners: Set<String>, repairable: Int)] = [:]
    func count(_ id: FindingGroup.ID, _ username: String, isRepairable: Bool) {
      var count = counts[id] ?? (0, [], 0)
      count.rows += 1
      count.learners.insert(username)
      count.repairable += isRepairable ? 1 : 0
      counts[id] = count
    }
    for line in try Fixtures.jsonLines(Fixtures.golden("findings.jsonl")) {
      let findings = line.findings
      let run = try #require(line["course_run"]?.string)
      let username = try #require(line["username"]?.string)
      let isBlocked = findings.contains { $0.kind == .blocker }
      for finding in findings {
        let subject: FindingGroup.Subject =
          switch finding {
          case .issuanceDisabled: .lms
          case .recordsDisabled: .organization(ExactText(try CourseKey(run).org))
          default: .courseRun(ExactText(run))
          }
        count(FindingGroup.ID(finding, subject), username, isRepairable: finding.isRepairedByBackfill && !isBlocked)
      }
    }
    for line in try Fixtures.jsonLines(Fixtures.golden("program_findings.jsonl")) {
      let uuid = try #require(line["program_uuid"]?.string.flatMap { ProgramUUID($0) })
      let username = try #require(line["username"]?.string)
      for finding in line.findings {
        count(FindingGroup.ID(finding, .program(uuid)), username, isRepairable: finding.isRepairedByBackfill)
      }
    }
    return counts
  }

  @Test func `the groups are a count over the recorded findings`() throws {
    let groups = try groups(Deployment()).filter { Fixtures.known.contains($0.finding) }
    let recorded = try recorded()
    #expect(Set(groups.map(\.id)) == Set(recorded.keys))
    for group in groups {
      let expected = try #require(recorded[group.id])
      #expect(group.rows == expected.rows, "\(group.id)")
      #expect(group.learners == expected.learners.count, "\(group.id)")
      #expect(group.repairableRows == expected.repairable, "\(group.id)")
    }
    #expect(groups.contains { $0.finding == .recordsDisabled } && groups.contains { $0.finding == .programHidden })
  }

  @Test func `drift and blockers come first, then what the LMS owes, and of each the most rows`() throws {
    let groups = try groups(Deployment())
    let first = groups.prefix { $0.finding.kind == .drift || $0.finding.kind == .blocker }
    let owed = groups.dropFirst(first.count).prefix { $0.finding.kind == .lms }
    let last = groups.dropFirst(first.count + owed.count)
    #expect(!first.isEmpty && !owed.isEmpty && !last.isEmpty)
    #expect(last.allSatisfy { $0.finding.kind == .explanation })
    for part in [Array(first), Array(owed), Array(last)] {
      #expect(zip(part, part.dropFirst()).allSatisfy { $0.rows >= $1.rows })
    }
  }

  @Test func `a group's learners are those of the recorded rows, a page at a time`() throws {
    let deployment = try Deployment()
    let recorded = try recorded()
    try deployment.read { reader in
      for group in try reader.findingGroups(now: Clock.golden) {
        let all = try reader.learners(of: group.id, limit: 10_000, now: Clock.golden)
        #expect(all.rows.count == group.rows, "\(group.id)")
        #expect(all.rows.count { $0.isRepairable(group.finding) } == group.repairableRows, "\(group.id)")
        if Fixtures.known.contains(group.finding) {
          if Fixtures.known.contains(group.finding) {
            #expect(Set(all.rows.map(\.person.username)) == recorded[group.id]?.learners)
          }
        }
        #expect(!all.hasMore)
        #expect(Set(all.rows.map(\.id)).count == all.rows.count)
        guard group.learners > 2 else { continue }
        let some = try reader.learners(of: group.id, limit: 2, now: Clock.golden)
        #expect(some.hasMore)
        #expect(Set(some.rows.map(\.person.username)).count == 2)
        #expect(some.rows.map(\.id) == Array(all.rows.map(\.id).prefix(some.rows.count)))
      }
    }
  }

  @Test func `a learner's row says what both sides hold and leads to a record`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      let groups = try reader.findingGroups(now: Clock.golden)
      let lost = try #require(groups.first { $0.finding == .awardLost && !$0.programs.isEmpty })
      let row = try #require(reader.learners(of: lost.id, limit: 1, now: Clock.golden).rows.first)
      #expect(row.lmsText.hasPrefix("downloadable "))
      #expect(row.credentialsText == "nothing")
      #expect(row.since.utf8.count == 10)
      #expect(row.findings.contains(.awardLost))
      let program = try #require(row.program)
      #expect(lost.programs.map(\.uuid).contains(program))
      let page = try reader.learnerRecord(username: row.person.username, program: program, now: Clock.golden)
      #expect(try #require(page).rows.contains { $0.runs.contains { $0.courseRun == row.run?.courseRun } })
    }
  }

  @Test func `what stops the walk is thrown on, and no group comes`() throws {
    struct Stopped: Error {}
    let deployment = try Deployment()
    try deployment.read { reader -> Void in
      _ = #expect(throws: Stopped.self) {
        _ = try reader.findingGroups(now: Clock.golden) { _ in throw Stopped() }
      }
    }
  }

  @Test func `the command names program, run and what must be asked for by name`() {
    let program = FindingGroup.Program(uuid: ProgramUUID("000102030405060708090a0b0c0d0e0f")!, title: "P")
    let run = FindingGroup.Subject.courseRun(ExactText("course-v1:X+Y+Z"))
    func command(_ finding: Finding, _ subject: FindingGroup.Subject, _ programs: [FindingGroup.Program]) -> String? {
      FindingGroup(id: FindingGroup.ID(finding, subject), programs: programs).nextSteps(
        at: CommandPlace(deployment: "/srv/a b")
      ).last?.command
    }
    let lead = "learner-records --deployment '/srv/a b' --backfill"
    let uuid = "000102030405060708090a0b0c0d0e0f"
    #expect(command(.awardLost, run, [program]) == "\(lead) --program \(uuid) --course course-v1:X+Y+Z")
    #expect(command(.awardStale, run, []) == "\(lead) --course course-v1:X+Y+Z --include award-stale")
    #expect(command(.awardLost, run, [program, program]) == "\(lead) --course course-v1:X+Y+Z")
    #expect(
      command(.programAwardLost, .program(program.uuid), [program])
        == "\(lead) --program \(uuid) --include program-award-lost"
    )
    #expect(command(.configInactive, run, [program]) == nil)
    #expect(command(.notInCatalog, run, []) == "./manage.py copy_catalog")
  }
}

extension JSONValue {
  fileprivate var findings: [Finding] {
    guard case .array(let names)? = self["findings"] else { return [] }
    return names.compactMap { $0.string.flatMap(Finding.init(rawValue:)) }
  }
}
