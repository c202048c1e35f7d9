import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `The dialog of a backfill` {
  private func asked(_ keys: Key...) -> Operator {
    var someone = Operator.atRecord()
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan()))
    someone.forget()
    for key in keys { someone.press(key) }
    return someone
  }

  @Test func `it names learners, runs, what is left out, and where posts go`() {
    let screen = asked().screen
    for text in [
      "3 course certificates to post for 1 learner", Example.run(1), Example.run(3), "paid_learner", "not-in-catalog",
      "nothing leaves", "y posts", "Repairs 3 rows: award-lost 3", "Leaves out 1 row: not-in-catalog 1",
    ] {
      #expect(screen.contains(text), "\(text)\n\(screen)")
    }
  }

  @Test func `what it revokes stands on top in the style of what is bad, and the sums before the rows`() throws {
    let rows = (1...40).map { number in
      BackfillPlan.Row(
        username: "paid_learner",
        courseRunKey: Example.run(number),
        assessment: RunAssessment(shown: .earned, findings: [.awardStale])
      )
    }
    var someone = Operator.atRecord()
    someone.press(.character("b"))
    someone.tell(.planned(BackfillPlan(rows, include: [.awardStale])))
    let lines = try #require(someone.model.dialogText).lines
    #expect(lines[0].text.hasPrefix("! Revokes 40 course certificates of 1 learner"))
    #expect(lines[0].style == Theme.bad)
    #expect(someone.screen.contains("40 posts: 40 revocations."))
  }

  @Test func `it says how many of its posts are queued already`() {
    var someone = Operator.atRecord()
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan(), queued: 2))
    #expect(someone.screen.contains("2 of the posts are queued already, and are not queued twice"))
    #expect(!asked().screen.contains("queued already"))
  }

  @Test(arguments: [
    Key.character("b"), .enter, .character(" "), .tab, .character("Y"), .right, .character("l"), .character("?"),
  ])
  func `no key but y confirms`(key: Key) {
    let someone = asked(key)
    #expect(someone.asked.isEmpty)
    #expect(someone.model.dialog != nil)
  }

  @Test func `y enqueues the plan that was shown, once`() {
    var someone = asked(.character("y"))
    #expect(someone.asked == ["enqueue 3"])
    someone.press(.character("y"))
    #expect(someone.asked.count { $0.hasPrefix("enqueue") } == 1)
  }

  @Test(arguments: [Key.escape, .character("n"), .character("q")]) func `it can be refused`(key: Key) {
    let someone = asked(key)
    #expect(someone.asked.isEmpty)
    #expect(someone.model.dialog == nil)
  }

  @Test func `a plan without a row cannot be confirmed`() {
    var someone = Operator.atRecord()
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan(blocked: 2).blockedOnly))
    someone.forget()
    #expect(someone.screen.contains("Nothing to backfill"))
    someone.press(.character("y"))
    #expect(someone.asked.isEmpty)
    someone.press(.enter)
    #expect(someone.model.dialog == nil)
  }

  @Test func `the marked rows are asked for, else the current one`() {
    var someone = Operator.atRecord()
    someone.press(.character("b"))
    someone.press(.down, .character(" "), .character(" "), .character("b"))
    let (first, second, third) = (Example.run(1), Example.run(2), Example.run(3))
    #expect(someone.askedToDo == ["plan for paid_learner \(first)", "plan for paid_learner \(second) \(third)"])
  }

  @Test func `a course without a run says why nothing happens`() {
    var someone = Operator.atRecord(Example.page(withRuns: false))
    someone.press(.character("b"))
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("Nothing to backfill: there is no certificate"))
  }

  @Test func `when the tasks are enqueued the marks go and a line says what happens next`() {
    var someone = Operator.atRecord()
    someone.press(.character(" "), .character("b"))
    someone.tell(.planned(Example.plan()))
    someone.press(.character("y"))
    someone.tell(.enqueued(count: 3))
    #expect(someone.screen.contains("3 tasks enqueued"))
    #expect(someone.model.rows.marked.isEmpty)
    someone.tell(.engine(EngineSnapshot(queue: QueueStatus())))
    #expect(someone.screen.contains("3 tasks enqueued"))
    var queue = QueueStatus()
    queue.done = 1
    someone.tell(.engine(EngineSnapshot(queue: queue)))
    #expect(someone.screen.contains("done 1"))
    #expect(!someone.screen.contains("3 tasks enqueued"))
  }

  @Test func `while the queue is paused, plan and notice say that nothing is posted, and what opens it`() {
    var queue = QueueStatus()
    queue.pauseReason = "upgrade of Credentials"
    var someone = Operator.atRecord(columns: 120, rows: 40)
    someone.tell(.engine(EngineSnapshot(queue: queue)))
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan()))
    for text in ["the queue is paused", "upgrade of Credentials. Tasks are enqueued", "y enqueues"] {
      #expect(someone.screen.contains(text), "\(text)\n\(someone.screen)")
    }
    someone.tell(.engine(EngineSnapshot(queue: QueueStatus())))
    #expect(someone.screen.contains("y posts"))
    #expect(!someone.screen.contains("nothing is posted until"))
    someone.tell(.engine(EngineSnapshot(queue: queue)))
    someone.press(.character("y"))
    someone.tell(.enqueued(count: 1))
    #expect(someone.screen.contains("1 task enqueued; paused: nothing is posted until P in Engine (3) resumes"))
    queue.queued = 1
    someone.tell(.engine(EngineSnapshot(queue: queue)))
    someone.press(.character("3"))
    #expect(someone.screen.contains("1 waiting, nothing to be tried again"))
    #expect(!someone.screen.contains("nothing under way"))
  }

  @Test func `a record opens at the first row that a backfill repairs, and a refresh leaves the cursor`() {
    var someone = Operator.atRecord(Example.page(lost: [3, 4]))
    #expect(someone.model.rows.current?.row.name == "Paid Course 3")
    someone.press(.up)
    someone.tell(.record(program: Example.paidCourses, Example.page(lost: [3, 4])))
    #expect(someone.model.rows.current?.row.name == "Paid Course 2")
    #expect(Operator.atRecord(Example.page(lost: [])).model.rows.position == 0)
  }

  @Test func `where the row at hand needs nothing, it is said how to take those that do`() {
    var someone = Operator.atRecord(Example.page(lost: [3, 4]), columns: 200, rows: 50)
    let hint = "2 other rows of this record can be backfilled: a marks all, then b"
    for (mark, rows) in [([], "the row under the cursor"), ([Key.character(" ")], "the marked rows")] {
      someone.press(.home)
      for key in mark { someone.press(key) }
      someone.press(.character("b"))
      someone.tell(.planned(BackfillPlan()))
      let text = someone.model.dialogText?.lines.map(\.text).joined(separator: " ") ?? ""
      let words = text.split(separator: " ").joined(separator: " ")
      #expect(words.contains("Nothing in \(rows); \(hint)"), "\(words)")
      someone.press(.escape)
    }
    someone.press(.character("a"), .character("b"))
    someone.tell(.planned(BackfillPlan()))
    #expect(!someone.screen.contains("other row"))
  }

  @Test func `i tells all of a course, with the command that repairs it`() {
    var someone = Operator.atRecord(columns: 200, rows: 50)
    someone.press(.character("i"))
    let text = someone.model.dialogText?.lines.map(\.text).joined(separator: "\n") ?? ""
    #expect(text.contains(Example.run(1)) && text.contains("award-lost") && text.contains("--backfill"), "\(text)")
  }

  @Test func `the name of a finding finds its rows, and a short text only people`() {
    var someone = Operator.atRecord(Example.page(lost: [3, 4]))
    someone.press(.character("/"))
    someone.type("award-lost")
    #expect(someone.model.rows.visible.count == 2)
    var other = Operator.atLearners()
    other.press(.character("/"))
    for (typed, count) in [("awa", 0), ("award", 2), ("award-lo", 2), ("award-lox", 0)] {
      other.press(.control("u"))
      other.type(typed)
      #expect(other.model.learners.visible.count == count, "\(typed)")
    }
  }

  @Test func `a record that was left while it was read is read when it is come back to`() {
    var someone = Operator.atLearners()
    someone.press(.enter, .character("2"))
    someone.forget()
    someone.press(.character("1"))
    #expect(someone.asked.contains { $0.hasPrefix("record of") })
    #expect(!someone.screen.contains("could not be read"))
  }

  @Test func `a plan of a hundred thousand rows is drawn and scrolled`() {
    var someone = Operator.atPrograms()
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan(1...100_000, blocked: 0)))
    #expect(someone.screen.contains("100000 course certificates to post"))
    someone.press(.character("G"))
    #expect(someone.screen.contains("… and 99000 more"))
    #expect(someone.screen.contains("y posts"))
  }

  @Test func `a number adds a finding, the plan is made again, and until it is there nothing is confirmed`() {
    var someone = asked(.character("2"))
    #expect(someone.asked == ["stop plan", "plan for paid_learner \(Example.run(1)) + override-drift"])
    #expect(someone.screen.contains("2 [x] override-drift"))
    #expect(someone.screen.contains("Making the plan again"))
    someone.forget()
    someone.press(.character("y"), .enter)
    #expect(someone.asked.isEmpty)
    #expect(someone.model.dialog != nil)
    someone.press(.character("1"))
    #expect(someone.asked.last == "plan for paid_learner \(Example.run(1)) + award-stale + override-drift")
    someone.tell(.planned(Example.plan(1...2, include: [.awardStale, .overrideDrift])))
    #expect(someone.screen.contains("1 [x] award-stale  2 [x] override-drift"))
    #expect(someone.screen.contains("3 [ ] grade-missing"))
    someone.press(.character("2"))
    #expect(someone.asked.last == "plan for paid_learner \(Example.run(1)) + award-stale")
    someone.tell(.planned(Example.plan(1...2, include: [.awardStale])))
    someone.press(.character("y"))
    #expect(someone.asked.last == "enqueue 2")
  }

  @Test func `a plan that was given up while it was made again does not come up`() {
    var someone = asked(.character("5"), .escape)
    #expect(someone.asked.last == "stop plan")
    someone.tell(.planned(Example.plan()))
    #expect(someone.model.dialog == nil)
    var other = asked(.character("0"), .character("x"))
    #expect(other.asked.isEmpty)
    other.press(.escape)
    #expect(other.asked.isEmpty)
  }

  @Test func `the making of a plan says how far it is, and Esc stops it`() {
    var someone = Operator.atPrograms()
    someone.press(.character("b"))
    someone.tell(.progress(of: .plan, done: 12_500, total: nil))
    #expect(someone.screen.contains("making the plan: 12500 rows looked at   (Esc stops)"))
    someone.press(.escape)
    #expect(someone.asked.last == "stop plan")
    #expect(someone.screen.contains("Stopped: no plan was made"))
    someone.tell(.progress(of: .plan, done: 13_000, total: nil))
    someone.tell(.planned(Example.plan()))
    #expect(someone.model.dialog == nil)
    #expect(!someone.screen.contains("13000"))
  }

  @Test func `the plan is wrapped anew for another size of the screen`() {
    var someone = asked()
    for columns in [40, 60, 120] {
      someone.tell(.resized(Size(columns: columns, rows: 50)))
      let fresh = PlanDialog(
        Example.plan(),
        scope: .runs(username: "paid_learner", courseRunKeys: [Example.run(1)], program: Example.paidCourses),
        destination: someone.model.heading.destination,
        size: someone.model.size
      )
      #expect(someone.model.dialogText?.lines.map(\.text) == fresh.lines.map(\.text))
    }
  }

  @Test func `nothing is enqueued where only reading is allowed, whatever is pressed`() {
    var someone = Operator.atRecord(readOnly: true)
    for binding in KeyBinding.table where binding.action != .quit && binding.action != .back {
      for key in binding.keys { someone.press(key, .character("y"), .enter, .escape) }
    }
    #expect(!someone.asked.contains { $0.hasPrefix("enqueue") })
  }

  @Test func `where only reading is allowed the plan is shown, with why nobody can say yes`() {
    var someone = Operator.atRecord(readOnly: true)
    someone.press(.character("b"))
    #expect(someone.askedToDo == ["plan for paid_learner \(Example.run(1))"])
    someone.forget()
    someone.tell(.planned(Example.plan()))
    #expect(someone.screen.contains("What a backfill would do"))
    #expect(someone.screen.contains("Nothing can be posted from here: the deployment was opened with"))
    #expect(someone.screen.contains(Example.run(3)))
    #expect(!someone.screen.contains("y posts"))
    someone.press(.character("y"))
    #expect(someone.asked.isEmpty)
    someone.press(.character("2"))
    #expect(someone.askedToDo == ["plan for paid_learner \(Example.run(1)) + override-drift"])
    someone.press(.escape)
    #expect(someone.model.dialog == nil)
    #expect(someone.lines[0].contains("[read-only]"))
  }

  @Test func `its end is told, is not overtaken by what happens of itself, and goes with the next key`() {
    var someone = Operator.atRecord(columns: 120, rows: 40)
    someone.press(.character("b"))
    someone.tell(.planned(Example.plan()))
    someone.press(.character("y"))
    var snapshot = EngineSnapshot(queue: QueueStatus())
    snapshot.backfillEnd = "Posted 3: 3 awards; no row of the plan drifts any more"
    someone.tell(.engine(snapshot))
    someone.tell(.enqueued(count: 3))
    var later = EngineSnapshot(queue: QueueStatus())
    later.queue?.done = 7
    someone.tell(.engine(later))
    someone.tell(.dataChanged)
    someone.tell(.record(program: Example.paidCourses, Example.page(lost: [])))
    #expect(someone.screen.contains("Posted 3: 3 awards; no row of the plan drifts any more"))
    someone.press(.down)
    #expect(!someone.screen.contains("Posted 3"))
  }
}

extension BackfillPlan {
  /// The rows that are left out, alone.
  fileprivate var blockedOnly: BackfillPlan { BackfillPlan(blocked) }
}
