import CertificateSync
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
      "nothing leaves", "y posts",
    ] {
      #expect(screen.contains(text), "\(text)\n\(screen)")
    }
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
    #expect(someone.asked == ["plan for paid_learner \(first)", "plan for paid_learner \(second) \(third)"])
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

  @Test func `nothing is enqueued where only reading is allowed, whatever is pressed`() {
    var someone = Operator.atRecord(readOnly: true)
    for binding in KeyBinding.table where binding.action != .quit && binding.action != .back {
      for key in binding.keys { someone.press(key, .character("y"), .enter, .escape) }
    }
    #expect(!someone.asked.contains { $0.hasPrefix("enqueue") || $0.hasPrefix("plan") })
    someone = Operator.atRecord(readOnly: true)
    someone.press(.character("b"))
    #expect(someone.screen.contains("opened with --read-only"))
    #expect(someone.lines[0].contains("[read-only]"))
  }
}

extension BackfillPlan {
  /// The rows that are left out, alone.
  fileprivate var blockedOnly: BackfillPlan { BackfillPlan(blocked) }
}
