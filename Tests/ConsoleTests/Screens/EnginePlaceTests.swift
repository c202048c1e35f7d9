import Logging
import OpenEdX
import Terminal
import Testing

@testable import CertificateSync
@testable import Console
@testable import LearnerRecords

@Suite struct `The place Engine` {
  /// Every key of the place that works nowhere else.
  @Test(
    arguments: KeyBinding.table.filter { $0.areas == [.engine] }.flatMap { binding in
      binding.keys.map { ($0, binding.action) }
    }
  )
  func `each of its keys does what the table says`(key: Key, action: KeyBinding.Action) {
    var someone = Operator.atEngine()
    someone.press(.character("G"))
    someone.press(key)
    switch action {
    case .nextSection, .previousSection: #expect(someone.screen.contains("▸ Log"))
    case .pause: #expect(someone.screen.contains("─ Pause the queue ─"))
    case .retry: #expect(someone.asked == ["retry 3"])
    case .retryAll: #expect(someone.screen.contains("2 tasks were given up"))
    case .logLevel: #expect(someone.screen.contains("Log: warnings and errors"))
    case .race: #expect(someone.asked == ["race"])
    default: Issue.record("\(action) has no test")
    }
    #expect(KeyBinding.action(for: key, in: .records) == nil)
  }

  @Test func `tasks have their age, their countdown and their last answer`() {
    let lines = Operator.atEngine(columns: 120).lines
    func line(_ text: String) -> String { lines.first { $0.contains(text) } ?? "" }
    #expect(line("chen.yt").contains("▸ running   for 4 s"))
    #expect(line("eleni.p").contains("~ retrying  in 12 s"))
    #expect(line("eleni.p").contains("503 Service"))
    #expect(line("parisa").contains("✗ dead      5 min ago"))
  }

  @Test func `a countdown that is over is due, and goes down from look to look`() {
    var engine = Example.busyEngine()
    var someone = Operator.atEngine(engine)
    engine.now = engine.now.adding(seconds: 9)
    someone.tell(.engine(engine))
    #expect(someone.screen.contains("in 3 s"))
    engine.now = engine.now.adding(seconds: 9)
    someone.tell(.engine(engine))
    #expect(someone.screen.contains("due now"))
  }

  @Test func `a task that ends under the cursor takes the cursor nowhere far, and R acts on what is shown`() {
    var engine = Example.busyEngine()
    var someone = Operator.atEngine(engine)
    someone.press(.down)
    #expect(someone.cursorLine?.contains("chen.yt") == true)
    engine.tasks.running.remove(at: 0)
    someone.tell(.engine(engine))
    #expect(someone.cursorLine?.contains("chen.yt") == true, "another task ended")
    engine.tasks.running.removeAll()
    someone.tell(.engine(engine))
    #expect(someone.cursorLine?.contains("eleni.p") == true || someone.cursorLine?.contains("parisa") == true)
    someone.press(.character("G"))
    #expect(someone.cursorLine?.contains("blank_name") == true)
    engine.tasks.dead.reverse()
    someone.tell(.engine(engine))
    #expect(someone.cursorLine?.contains("blank_name") == true)
    someone.press(.character("R"))
    #expect(someone.asked == ["retry 3"])
  }

  @Test func `R takes the marked dead tasks, and says why it takes no other`() {
    var someone = Operator.atEngine()
    someone.press(.character("R"))
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("Only dead tasks are tried again by hand"))
    someone.press(.character("G"), .up, .character(" "), .character(" "), .character("R"))
    #expect(someone.asked == ["retry 5 3"])
    someone.tell(.queueChanged("2 tasks queued again"))
    #expect(someone.screen.contains("2 tasks queued again"))
    #expect(someone.model.engineState.tasks.marked.isEmpty)
    someone.press(.character("]"), .character("R"))
    #expect(someone.screen.contains("go to the tasks with ["))
  }

  @Test func `what R did is told until the next key, also when the tasks end at once`() {
    var someone = Operator.atEngine()
    someone.press(.character("G"), .character("R"))
    someone.tell(.queueChanged("1 task queued again"))
    for done in 1...2 {
      var engine = someone.model.engine
      engine.queue?.done += done
      someone.tell(.engine(engine))
    }
    #expect(someone.screen.contains("1 task queued again"))
    someone.press(.down)
    #expect(!someone.screen.contains("1 task queued again"))
  }

  @Test(arguments: [Key.character("E"), .enter, .character(" "), .character("R"), .escape, .character("n")])
  func `no key but y tries all dead tasks again`(key: Key) {
    var someone = Operator.atEngine()
    someone.press(.character("E"), key)
    #expect(someone.asked.isEmpty)
    someone.press(.escape, .character("E"), .character("y"))
    #expect(someone.asked == ["retry all"])
  }

  @Test func `without a dead task there is nothing to ask`() {
    var someone = Operator.atEngine(EngineSnapshot(queue: QueueStatus()))
    someone.press(.character("E"))
    #expect(someone.model.dialog == nil)
    #expect(someone.screen.contains("No task is dead"))
  }

  @Test func `dead tasks of one answer stand together, those of the most first`() {
    var engine = Example.busyEngine()
    engine.tasks.dead = [
      Example.task(21, .dead, username: "a", message: "404"), Example.task(22, .dead, username: "b", message: "400"),
      Example.task(23, .dead, username: "c", message: "503"), Example.task(24, .dead, username: "d", message: "400"),
    ]
    let someone = Operator.atEngine(engine, columns: 120)
    #expect(someone.model.engineState.tasks.rows.filter(\.isDead).map(\.id) == [22, 24, 21, 23])
    #expect(someone.screen.contains("2 × “400”"))
  }

  @Test func `Enter goes to the learner of a task, and of a line of the log`() {
    var engine = Example.busyEngine()
    let run = Example.run(1)
    engine.log.append(
      RecentLog.Line(time: Example.now, level: .error, message: "Given up", username: "parisa", courseRun: run)
    )
    var someone = Operator.atEngine(engine)
    someone.press(.character("]"), .end, .enter)
    #expect(someone.model.screenID == .person("parisa"))
    #expect(someone.asked.last == "programs of parisa")
    let summary = Example.summary("parisa", "Parisa")
    let entries = [("Other", "course-v1:A+B+C", Example.gardening), ("Paid", run, Example.paidCourses)].map {
      LearnerPrograms.Entry(program: $0.2, title: $0.0, listWord: nil, summary: summary, courseRuns: [$0.1])
    }
    someone.tell(.person(LearnerPrograms(person: Example.person("parisa", "Parisa"), entries: entries)))
    #expect(someone.model.screenID == .record(username: "parisa", program: Example.paidCourses))
    someone.press(.escape)
    #expect(someone.model.screenID == .person("parisa"))
    someone.tell(.person(LearnerPrograms(person: Example.person("parisa", "Parisa"), entries: entries)))
    #expect(someone.model.screenID == .person("parisa"), "the record is opened once")
  }

  @Test func `a pause takes a reason, in which letters are no commands, and a resumption asks`() {
    var someone = Operator.atEngine()
    someone.type("Pquiet, yes? P")
    #expect(someone.screen.contains("▸ quiet, yes? P▏"))
    someone.press(.backspace, .backspace, .enter)
    #expect(someone.asked == ["pause: quiet, yes?"])
    someone.forget()
    var engine = Example.busyEngine()
    engine.queue?.pauseReason = "quiet, yes?"
    someone.tell(.engine(engine))
    #expect(someone.screen.contains("! paused: quiet, yes?"))
    someone.press(.character("P"))
    #expect(someone.screen.contains("The queue is paused: quiet, yes?"))
    someone.press(.character("P"), .enter)
    #expect(someone.asked.isEmpty)
    someone.press(.character("y"))
    #expect(someone.asked == ["resume"])
  }

  @Test func `a pause without a reason has one all the same, and Esc pauses nothing`() {
    var someone = Operator.atEngine()
    someone.press(.character("P"), .escape)
    #expect(someone.asked.isEmpty)
    someone.press(.character("P"), .enter)
    #expect(someone.asked == ["pause: by an operator"])
  }

  @Test(arguments: ["P", "R", "E"]) func `where only reading is allowed nothing is asked of the queue`(key: Character) {
    var someone = Operator.atEngine(readOnly: true)
    someone.press(.character("G"), .character(key))
    #expect(someone.screen.contains("is not possible here:"))
    someone.press(.character("y"), .enter)
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("○ not running: the deployment was opened with --read-only; only another"))
    #expect(someone.screen.contains("  course status  "), "the queue is shown as it is")
  }

  @Test func `its states have a word and a mark of their own`() {
    var paused = QueueStatus()
    paused.pauseReason = "401"
    var slowed = QueueStatus()
    slowed.slowedUntil = Example.now.adding(seconds: 75)
    var asked = slowed
    asked.restCause = .asked
    slowed.restCause = .failures
    var posting = QueueStatus()
    posting.running = 3
    var retrying = QueueStatus()
    retrying.retrying = 2
    let states: [(EngineSnapshot, String)] = [
      (EngineSnapshot(queue: paused), "! paused: 401"), (EngineSnapshot(queue: posting), "▸ posting: 3 under way"),
      (EngineSnapshot(queue: slowed), "~ slowed: no post before 09:15:20Z, in 75 s: the service fails again"),
      (EngineSnapshot(queue: asked), "~ slowed: no post before 09:15:20Z, in 75 s: the service asked for a rest"),
      (EngineSnapshot(queue: retrying), "~ waiting: for the next try"),
      (EngineSnapshot(queue: QueueStatus()), "○ waiting: for work"),
      (EngineSnapshot(queue: QueueStatus(), failure: "disk full"), "✗ stopped: disk full"),
      (EngineSnapshot(), "○ not running: not started"),
    ]
    for (state, words) in states {
      var engine = state
      engine.now = Example.now
      #expect(Operator.atEngine(engine).screen.contains(words), "\(words)")
    }
  }

  @Test func `the log follows until it is scrolled back, and then keeps its line`() {
    var engine = EngineSnapshot(queue: QueueStatus(), log: (0..<40).map { Example.logLine(0, .info, "line \($0)") })
    var someone = Operator.atEngine(engine)
    someone.press(.character("]"))
    #expect(someone.cursorLine?.contains("line 39") == true)
    engine.log.append(Example.logLine(1, .info, "line 40"))
    someone.tell(.engine(engine))
    #expect(someone.cursorLine?.contains("line 40") == true)
    someone.press(.up, .up)
    #expect(someone.screen.contains("2 newer below, G follows"))
    // The log lets its oldest line go.
    engine.log.removeFirst()
    engine.firstLogLine = 1
    engine.log.append(Example.logLine(1, .info, "line 41"))
    someone.tell(.engine(engine))
    #expect(someone.cursorLine?.contains("line 38") == true)
    someone.press(.character("G"))
    #expect(someone.screen.contains("following"))
    engine.log.append(Example.logLine(1, .info, "line 42"))
    someone.tell(.engine(engine))
    #expect(someone.cursorLine?.contains("line 42") == true)
  }

  @Test func `the log is limited by level, and a line opens in whole`() {
    var someone = Operator.atEngine()
    someone.press(.character("L"))
    #expect(someone.model.engineState.log.visible.map(\.line.level) == [.warning, .error])
    someone.press(.character("L"), .enter)
    #expect(someone.model.engineState.log.visible.map(\.line.level) == [.error])
    #expect(someone.screen.contains("─ Log line ─"))
    someone.press(.escape, .character("L"))
    #expect(someone.model.engineState.log.visible.count == 4)
  }

  @Test(arguments: [Size(columns: 40, rows: 12), Size(columns: 40, rows: 10), Size(columns: 80, rows: 24)])
  func `the cursor is on the screen in both sections`(size: Size) {
    var engine = Example.busyEngine()
    engine.tasks.dead = (0..<60).map { Example.task(Int64(100 + $0), .dead, username: "dead\($0)") }
    engine.log = (0..<60).map { Example.logLine(0, .info, "line \($0)") }
    var someone = Operator.atEngine(engine, columns: size.columns, rows: size.rows)
    for _ in 0..<70 {
      let name = someone.model.engineState.tasks.current?.subject
      #expect(name.map { someone.cursorLine?.contains($0) == true } == true)
      someone.press(.down)
    }
    someone.press(.character("["), .pageUp)
    for _ in 0..<20 {
      let line = someone.model.engineState.log.current?.line.message
      #expect(line.map { someone.cursorLine?.contains($0) == true } == true)
      someone.press(.up)
    }
  }
}
