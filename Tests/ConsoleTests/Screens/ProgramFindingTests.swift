import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal
import TestSupport
import Testing

@testable import Console
@testable import ConsoleRuntime

@Suite struct `What is found about a learner in a program` {
  private static let command =
    "learner-records --backfill --user paid_learner --program \(Example.paidCourses.hex) --include program-award-lost"

  private func atRecord(
    lost: Set<Int> = [],
    _ findings: [Finding] = [.programAwardLost],
    columns: Int = 80,
    rows: Int = 24
  ) -> Operator {
    let page = Example.page(lost: lost, program: Example.programRecord(findings))
    return Operator.atRecord(page, columns: columns, rows: rows)
  }

  @Test(arguments: [(80, 24), (40, 12)]) func `stands above the rows of the record`(columns: Int, rows: Int) {
    let screen = atRecord(columns: columns, rows: rows).screen
    #expect(screen.contains("! program-award-lost"))
    if columns >= 80 {
      #expect(screen.contains("program complete, but no program credential"))
      #expect(screen.contains("--include program-award-lost"))
    }
    #expect(screen.contains("Paid Course 1"), "the rows keep their place\n\(screen)")
    #expect(!atRecord([], columns: columns, rows: rows).screen.contains("program-award"))
  }

  @Test func `is told with the command by i, behind what is said of the row`() {
    var someone = atRecord(columns: 200, rows: 50)
    someone.press(.character("i"))
    let text = someone.model.dialogText?.lines.map(\.text).joined(separator: "\n") ?? ""
    #expect(text.contains("! program-award-lost: program complete") && text.contains("→ Backfill awards"), "\(text)")
    #expect(text.contains("4 of 4 courses"))
  }

  @Test func `has its command copied where nothing is wrong with the row, and with the row's own where there is`() {
    var someone = atRecord()
    someone.press(.character("Y"))
    #expect(someone.asked == ["copy \(Self.command)"])
    someone = atRecord(lost: [1])
    someone.press(.character("Y"))
    let own = "learner-records --backfill --user paid_learner --course \(Example.run(1))"
    #expect(someone.asked == ["copy \(own)\n\(Self.command)"])
    someone = atRecord([])
    someone.press(.character("Y"))
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("nothing is wrong with what is chosen"))
  }

  @Test func `is planned at once where no chosen row can be backfilled, and never a revocation`() {
    var someone = atRecord()
    someone.press(.character("b"))
    #expect(someone.askedToDo == ["plan for paid_learner \(Example.run(1)) + program-award-lost"])
    for (lost, findings) in [([1], [Finding.programAwardLost]), ([], [.programAwardStale])] as [(Set<Int>, [Finding])] {
      someone = atRecord(lost: lost, findings)
      someone.press(.character("b"))
      #expect(someone.askedToDo == ["plan for paid_learner \(Example.run(1))"])
    }
  }

  @Test func `is in the lists of programs and learners, in their limits, and in the plan of a record`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = DeploymentEffectHandler(
      records: try RecordStore(folder: folder.path),
      engine: nil,
      log: RecentLog(),
      files: ExportFiles(stateFolder: nil)
    )
    guard case .programs(let programs) = await effectHandler.perform(.countPrograms) else {
      Issue.record("no programs came")
      return
    }
    var someone = Operator(columns: 120, rows: 40)
    someone.tell(.programs(programs))
    #expect(someone.model.list.limits.contains { $0.limit == .finding(.programAwardLost) && $0.rows > 0 })
    someone.type("/finding:program-award-lost")
    #expect(someone.model.programList.visible.count > 0)
    let program = try #require(someone.model.programList.current).program
    someone.press(.enter, .enter)
    someone.tell(.learners(program: program, try effectHandler.allLearners(program) { _ in }))
    #expect(someone.model.list.limits.contains { "\($0.limit.title)".hasPrefix("program-award") && $0.rows > 0 })
    someone.type("/finding:program-award-lost")
    let learner = try #require(someone.model.learners.current).username
    let page = try #require(
      try effectHandler.records.read { try $0.learnerRecord(username: learner, program: program, now: .now) }
    )
    let key = try #require(page.rows.flatMap(\.runs).first).courseRun
    let scope = BackfillScope.runs(username: learner, courseRunKeys: [key], program: program)
    guard case .planned(let plan, _) = await effectHandler.perform(.plan(scope, include: [.programAwardLost])),
      case .planned(let usual, _) = await effectHandler.perform(.plan(scope))
    else {
      Issue.record("no plan came")
      return
    }
    #expect(plan.programItems.map(\.program) == [program])
    #expect(usual.programItems.isEmpty && usual.notAskedFor[.programAwardLost] == 1)
  }
}
