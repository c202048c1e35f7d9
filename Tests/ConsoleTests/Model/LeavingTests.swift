import CertificateSync
import Terminal
import Testing

@testable import Console

@Suite struct `Leaving while tasks wait` {
  private func look(queued: Int = 0, running: Int = 0, retrying: Int = 0, pause: String? = nil) -> ConsoleEvent {
    var queue = QueueStatus()
    (queue.queued, queue.running, queue.retrying, queue.pauseReason) = (queued, running, retrying, pause)
    return .engine(EngineSnapshot(queue: queue))
  }

  @Test(arguments: [Key.escape, .character("n"), .character("q"), .enter, .character(" ")])
  func `it is asked about, and only a y leaves`(key: Key) {
    var someone = Operator.atPrograms()
    someone.tell(look(queued: 36, running: 2))
    someone.forget()
    someone.type("q")
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("38 tasks are not posted yet. Nothing is lost"))
    #expect(someone.screen.contains("learner-records sync --once"))
    #expect(someone.screen.contains("y quits  Esc stays"))
    someone.press(key)
    #expect(someone.asked.isEmpty)
    someone.press(.escape)
    someone.type("qy")
    #expect(someone.asked == ["quit"])
  }

  @Test func `what is on its way into the queue is asked about, too`() {
    var someone = Operator.atPrograms()
    someone.type("b")
    someone.tell(.planned(Example.plan()))
    someone.forget()
    someone.type("yq")
    #expect(someone.askedToDo == ["enqueue 3"])
    #expect(someone.screen.contains("3 rows are being enqueued"))
    someone.tell(.enqueued(count: 3))
    #expect(someone.screen.contains("3 tasks are not posted yet"))
    someone.press(.escape)
    someone.type("q")
    #expect(someone.screen.contains("3 tasks are not posted yet"), "before the engine was looked at again")
  }

  @Test func `what could not be enqueued is not asked about`() {
    var someone = Operator.atPrograms()
    someone.type("b")
    someone.tell(.planned(Example.plan()))
    someone.type("y")
    someone.tell(.failed("the disk is full", of: .enqueue(Example.plan())))
    someone.press(.escape)
    someone.forget()
    someone.type("q")
    #expect(someone.asked == ["quit"])
  }

  @Test func `the first q leaves, also where a read fails just before it is pressed`() {
    var someone = Operator.atPrograms()
    someone.tell(.failed("lms.sqlite: locked", of: .countPrograms))
    #expect(someone.screen.contains("q quits"))
    someone.forget()
    someone.type("q")
    #expect(someone.asked == ["quit"])
  }

  @Test func `the question follows the engine, and ends with the last task`() {
    var someone = Operator.atPrograms()
    someone.tell(look(queued: 5))
    someone.type("q")
    someone.tell(look(running: 1))
    #expect(someone.screen.contains("1 task is not posted yet"))
    someone.tell(look())
    #expect(someone.model.dialog == nil)
    #expect(someone.screen.contains("No task is left to wait for; q quits"))
    someone.forget()
    someone.type("q")
    #expect(someone.asked == ["quit"])
  }

  @Test func `what would wait here as well is not asked about`() {
    for event in [look(), look(queued: 3, pause: "401"), look(retrying: 4)] {
      var someone = Operator.atPrograms()
      someone.tell(event)
      someone.forget()
      someone.type("q")
      #expect(someone.asked == ["quit"])
    }
    var reader = Operator.atPrograms(readOnly: true)
    reader.tell(look(queued: 3))
    reader.forget()
    reader.type("q")
    #expect(reader.asked == ["quit"])
  }
}
