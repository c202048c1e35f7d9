import LearnerRecords
import OpenEdX
import TestSupport
import Testing

/// Whoever opens what a list counts, or audits it, must find as many rows.
@Suite struct `The counts of the lists` {
  /// An audit's rows by learner.
  private struct Audited {
    var counts = ProgramSummary.Counts()
    var driftRows: [ExactText: Int] = [:]
    var backfillableRows: [ExactText: Int] = [:]

    init(_ reader: RecordReader, _ filter: RunFilter, now: UTCTime) throws {
      try reader.audit(
        filter,
        includingRunsWithoutFindings: true,
        now: now,
        run: { row in
          add(row.assessment.findings, row.username)
          guard row.assessment.isBackfilledByDefault else { return }
          counts.backfillableRows += 1
          backfillableRows[ExactText(row.username), default: 0] += 1
        },
        program: { add($0.findings, $0.username) }
      )
    }

    private mutating func add(_ findings: [Finding], _ username: String) {
      counts.rows += 1
      for finding in findings { counts.findings[finding, default: 0] += 1 }
      guard findings.contains(where: { $0.kind == .drift }) else { return }
      counts.driftRows += 1
      driftRows[ExactText(username), default: 0] += 1
    }
  }

  /// - Parameter step: of so many learners one is audited alone.
  private func expectSame(_ reader: RecordReader, step: Int = 1, _ place: String, now: UTCTime) throws {
    let groups = try reader.findingGroups(now: now)
    for group in groups {
      let learners = try reader.learners(of: group.id, limit: .max - 1, now: now)
      #expect(learners.rows.count == group.rows, "\(place), \(group.id)")
    }
    var summary = reader.emptySummary()
    try reader.audit(now: now, run: { summary.add($0) }, program: { summary.add($0) })
    for program in try reader.programs(now: now) {
      let counts = try #require(program.counts)
      var audited = try Audited(reader, RunFilter(programs: [program.program]), now: now)
      let learners = try reader.learners(ofProgram: program.program, now: now)
      audited.counts.learners = learners.count
      #expect(counts == audited.counts, "\(place), \(program.title)")
      #expect(summary.byProgram.first { $0.program == program.program }?.rows ?? 0 == counts.driftRows)

      var known: Set<ExactText> = []
      for (number, learner) in learners.enumerated() {
        let name = ExactText(learner.person.username)
        known.insert(name)
        #expect(learner.driftRows == audited.driftRows[name] ?? 0, "\(place), \(program.title), \(name.text)")
        #expect(learner.backfillableRows == audited.backfillableRows[name] ?? 0)
        guard number.isMultiple(of: step) else { continue }
        let alone = RunFilter(users: [name.text], programs: [program.program])
        #expect(try Audited(reader, alone, now: now).counts.driftRows == learner.driftRows, "\(place), \(name.text)")
        let programs = try reader.learnerPrograms(username: name.text, now: now)
        let entry = programs?.entries.first { $0.program == program.program }
        #expect(entry?.summary.driftRows == learner.driftRows, "\(place), \(name.text)")
      }
      #expect(known.isSuperset(of: audited.driftRows.keys), "\(place): drift of somebody who is in no list")
      try expectSame(counts, groups.filter { $0.programs.contains { $0.uuid == program.program } }, place)
    }
  }

  /// The groups of a program's runs and of the program hold the program's rows.
  private func expectSame(_ counts: ProgramSummary.Counts, _ groups: [FindingGroup], _ place: String) throws {
    for finding in Finding.allCases where finding != .issuanceDisabled && finding != .recordsDisabled {
      let rows = groups.filter { $0.finding == finding }.reduce(0) { $0 + $1.rows }
      #expect(rows == counts.findings[finding] ?? 0, "\(place), \(finding)")
    }
  }

  @Test(arguments: [UInt64](1...40))
  func `are those of the audit in random deployments`(seed: UInt64) throws {
    let deployment = try RandomDeployment(seed: seed, hasLooseEnds: true)
    try RecordStore(folder: deployment.folder.path).read { reader in
      try expectSame(reader, "seed \(seed)", now: RandomDeployment.now)
    }
  }

  @Test func `are those of the audit in the golden deployment, which has findings of programs`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      try expectSame(reader, step: 20, "golden", now: Clock.golden)
      let found = Set(try reader.programs(now: Clock.golden).flatMap { ($0.counts?.findings ?? [:]).keys })
      #expect(found.isSuperset(of: [.programAwardLost, .programAwardStale, .programUnlisted]))
    }
  }

  @Test func `are told by the months of the certificates, of all rows that have one`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      var months: [String: Int] = [:]
      try reader.runRecords(now: Clock.golden) { record in
        guard record.assessment.hasDrift, let modified = record.lms?.modified else { return }
        months[String(modified.dateText.prefix(7)), default: 0] += 1
      }
      var summary = reader.emptySummary()
      try reader.audit(now: Clock.golden, run: { summary.add($0) }, program: { summary.add($0) })
      let counted = summary.byMonth.filter { $0.rows > 0 }
      #expect(Dictionary(uniqueKeysWithValues: counted.map { ($0.name, $0.rows) }) == months)
      #expect(months.values.reduce(0, +) > 800)
    }
  }

  @Test func `are those of the audit where names and runs are spelled in other ways`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .credentials,
      """
      UPDATE credentials_usercredential SET username = 'LEARNER00007' WHERE username = 'learner00007';
      UPDATE credentials_usercredential SET username = 'former' WHERE username = 'learner00009';
      UPDATE core_user SET username = 'former' WHERE username = 'learner00009';
      UPDATE credentials_usercredential SET username = 'stranger' WHERE username = 'learner00019';
      UPDATE credentials_coursecertificate SET course_id = upper(course_id) WHERE id % 3 = 0;
      UPDATE credentials_coursecertificate SET course_run_id = NULL WHERE id % 5 = 0;
      UPDATE catalog_courserun SET key = upper(key) WHERE id % 4 = 0;
      UPDATE catalog_courserun SET key = key || '-other' WHERE id % 7 = 0;
      """
    )
    try deployment.read { try expectSame($0, step: 40, "golden, odd spellings", now: Clock.golden) }
  }
}
