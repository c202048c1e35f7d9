import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `The place Findings` {
  private func look(_ second: Double) -> ConsoleEvent {
    var engine = EngineSnapshot(queue: QueueStatus())
    engine.now = Example.now.adding(seconds: second)
    return .engine(engine)
  }

  @Test func `counts on the first visit only, and tells how far it is`() {
    var someone = Operator.atPrograms()
    someone.press(.character("2"))
    #expect(someone.asked == ["count findings"])
    #expect(someone.screen.contains("counting …"))
    var engine = EngineSnapshot(queue: QueueStatus())
    engine.countedPercent = 30
    someone.tell(.engine(engine))
    #expect(someone.screen.contains("… counting findings, 30 %   (Esc stops)"))
    someone.tell(.findings(Example.groups, tookSeconds: 1))
    #expect(!someone.screen.contains("counting"))
    someone.press(.character("1"), .character("2"))
    #expect(someone.asked == ["count findings"])
  }

  @Test func `f begins at the finding of the group under the cursor, until something was asked for`() {
    var someone = Operator.atGroups()
    someone.press(.down, .character("f"))
    guard case .limits(let choices, let cursor)? = someone.model.dialog else {
      Issue.record("nothing to choose from")
      return
    }
    #expect(choices[cursor].limit == .finding(Example.groups[1].finding))
    someone.press(.escape, .character("d"), .character("f"))
    guard case .limits(let others, let other)? = someone.model.dialog else { return }
    #expect(others[other].limit == .all)
  }

  @Test func `Esc stops counting, the old list stays, and r begins it again`() {
    var someone = Operator.atGroups()
    someone.press(.character("r"), .escape)
    #expect(someone.asked == ["count findings anew", "stop counting"])
    someone.tell(.countingStopped)
    someone.tell(.dataChanged)
    someone.tell(look(1000))
    #expect(someone.asked.count == 2, "what the operator stopped does not begin by itself")
    #expect(someone.screen.contains("award-lost"))
    someone.press(.character("r"))
    #expect(someone.asked.last == "count findings anew")
  }

  @Test func `a count of the programs that is stopped with it begins again when Records is come back to`() {
    var someone = Operator.atPrograms()
    someone.press(.character("2"))
    someone.tell(.findings(Example.groups, tookSeconds: 1))
    someone.tell(.programCountStopped)
    let asked = someone.asked.count
    someone.press(.character("1"))
    #expect(someone.asked.dropFirst(asked) == ["counts"])
    someone.tell(.programs(Example.programs))
    someone.press(.character("2"))
    someone.press(.character("1"))
    #expect(someone.asked.count == asked + 1)
  }

  @Test func `while the engine works the count is not repeated before ten times as long has passed`() {
    var someone = Operator.atPrograms()
    someone.tell(look(0))
    someone.press(.character("2"))
    someone.tell(.findings(Example.groups, tookSeconds: 2))
    someone.forget()
    for second in 1...19 {
      someone.tell(.dataChanged)
      someone.tell(look(Double(second)))
    }
    #expect(someone.asked.isEmpty)
    #expect(someone.cursorLine?.contains("award-lost") == true)
    someone.tell(look(20))
    someone.tell(.dataChanged)
    someone.tell(look(90))
    #expect(someone.asked == ["count findings"], "one at a time")
    someone.tell(.findings(Example.groups, tookSeconds: 2))
    someone.tell(look(100))
    #expect(someone.asked.count == 1)
    someone.tell(look(110))
    #expect(someone.asked.count == 2, "what changed during a count is counted after it")
  }

  @Test func `drift and blockers are shown, and d shows the explanations as well`() {
    var someone = Operator.atGroups()
    #expect(someone.model.groups.visible.count == 4)
    #expect(!someone.screen.contains("not-passed"))
    someone.press(.character("d"))
    #expect(someone.screen.contains("· not-passed"))
    someone.press(.character("d"))
    #expect(someone.model.groups.visible.count == 4)
    someone.press(.character("d"), .escape)
    #expect(someone.model.groups.visible.count == 4, "Esc leads back to drift only")
  }

  @Test func `f limits to blockers, explanations, or a finding with what it blocks`() {
    var someone = Operator.atGroups()
    someone.press(.character("f"))
    #expect(someone.screen.contains("2  rows with a blocker"))
    #expect(someone.screen.contains("1  rows with an explanation"))
    someone.press(.character("g"), .down, .down, .enter)
    #expect(someone.model.groups.limit == .blocked)
    #expect(someone.model.groups.visible.map(\.finding) == [.awardLost, .recordsDisabled])
    someone.press(.character("f"), .down, .enter)
    #expect(someone.model.groups.visible.map(\.finding) == [.notPassed])
  }

  @Test func `the pane says what a finding means, what blocks it, and the command`() {
    let screen = Operator.atGroups().screen
    for text in [
      "passed in the LMS, but Credentials never heard of it", "1204 rows of 1204 learners; a backfill repairs 1198",
      "# Blocked by records-disabled in 6 rows", "Backfill posts the award.", "learner-records --backfill --program",
    ] {
      #expect(screen.contains(text), "\(text)")
    }
  }

  @Test func `where there is no room for the pane, i shows it`() {
    var someone = Operator.atGroups(columns: 40, rows: 12)
    #expect(!someone.screen.contains("Credentials never heard"))
    someone.press(.character("i"))
    #expect(someone.screen.contains("─ Finding ─"))
    someone.press(.escape, .enter)
    let answer = FindingLearners(rows: [Example.findingLearner("chen.yt")], hasMore: false)
    someone.tell(.group(Example.groups[0].id, answer, tookSeconds: 0.1))
    someone.press(.character("i"))
    #expect(someone.screen.contains("─ Why ─"))
  }

  @Test func `Enter leads to the learners, then to the record with the cursor on the run`() {
    var someone = Operator.atGroups()
    someone.press(.enter)
    #expect(someone.asked == ["1000 learners of award-lost"])
    #expect(someone.screen.contains("reading …"))
    let learners = [Example.findingLearner("chen.yt", "陳雨彤"), Example.findingLearner("paid_learner", run: 3)]
    someone.tell(.group(Example.groups[0].id, FindingLearners(rows: learners, hasMore: false), tookSeconds: 0.1))
    #expect(someone.screen.contains("downloadable verified"))
    someone.press(.down, .enter)
    #expect(someone.asked.last == "record of paid_learner in 1")
    someone.tell(.record(program: Example.paidCourses, Example.page()))
    #expect(someone.cursorLine?.contains("Paid Course 3") == true)
    #expect(someone.lines[2].contains("› paid_learner"))
    someone.press(.up)
    someone.tell(.record(program: Example.paidCourses, Example.page()))
    #expect(someone.cursorLine?.contains("Paid Course 2") == true, "a refresh leaves the cursor alone")
    someone.press(.escape)
    #expect(someone.cursorLine?.contains("paid_learner") == true)
    someone.press(.escape)
    #expect(someone.model.screenID == .findings)
  }

  @Test func `a run that is in no program has no record, and the dialog says why`() {
    var someone = Operator.atGroup()
    someone.press(.down, .down, .enter)
    #expect(someone.asked.isEmpty)
    #expect(someone.model.screenID == .findingLearners(Example.groups[0].id))
    someone.press(.character("G"))
    #expect(someone.screen.contains("The run is in no program"))
  }

  @Test func `the end of a long group reads on, and the cursor stays`() {
    let rows = (1...1000).map { Example.findingLearner("learner\($0)") }
    var someone = Operator.atGroup(rows, hasMore: true)
    someone.press(.down)
    #expect(someone.asked.isEmpty)
    someone.press(.character("G"))
    #expect(someone.asked == ["2000 learners of award-lost"])
    someone.press(.down)
    #expect(someone.asked.count == 1, "one at a time")
    let more = FindingLearners(rows: rows + [Example.findingLearner("zoe")], hasMore: false)
    someone.tell(.group(Example.groups[0].id, more, tookSeconds: 0.1))
    #expect(someone.cursorLine?.contains("learner1000") == true)
    someone.press(.character("G"))
    #expect(someone.cursorLine?.contains("zoe") == true)
    #expect(someone.asked.count == 1)
  }

  @Test func `learners of a group that was left are ignored`() {
    var someone = Operator.atGroups()
    someone.press(.enter, .escape, .down, .enter)
    let answer = FindingLearners(rows: [Example.findingLearner("chen.yt")], hasMore: false)
    someone.tell(.group(Example.groups[0].id, answer, tookSeconds: 0.1))
    #expect(someone.model.findingLearners!.rows.isEmpty)
  }

  @Test func `b is about the marked groups or learners, else the current one`() {
    var someone = Operator.atGroups()
    someone.press(.character("b"))
    someone.press(.character(" "), .character(" "), .character("b"))
    #expect(someone.askedToDo == ["plan for award-lost", "plan for award-lost award-stale"])
    someone = Operator.atGroup()
    someone.press(.character("b"))
    someone.press(.down, .character(" "), .character(" "), .character("b"))
    #expect(someone.askedToDo == ["plan for chen.yt with award-lost", "plan for paid_learner parisa with award-lost"])
    someone.tell(.planned(Example.plan()))
    someone.press(.character("y"))
    #expect(someone.asked.last == "enqueue 3")
    someone.tell(.enqueued(count: 3))
    #expect(someone.model.findingLearners!.marked.isEmpty)
  }

  @Test func `what no backfill repairs is said, with what does`() {
    var someone = Operator.atGroups()
    someone.press(.down, .down, .character("b"))
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("No backfill repairs records-disabled. Turn ENABLE_LEARNER_RECORDS on"))
    someone = Operator.atGroups(readOnly: true)
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan()))
    #expect(someone.screen.contains("opened with --read-only"))
  }

  @Test func `the cursor stays on its group when the counts turn the order round`() {
    var someone = Operator.atGroups()
    someone.press(.down)
    someone.tell(.findings(Example.groups.reversed(), tookSeconds: 0.1))
    #expect(someone.cursorLine?.contains("award-stale") == true)
  }

  @Test func `a count that fails is said and not repeated by itself`() {
    var someone = Operator.atPrograms()
    someone.press(.character("2"))
    someone.forget()
    someone.tell(.failed("lms.sqlite: locked", of: .countFindings))
    #expect(someone.screen.contains("lms.sqlite: locked"))
    someone.press(.escape)
    someone.tell(look(50))
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("not counted; r counts"))
  }
}
