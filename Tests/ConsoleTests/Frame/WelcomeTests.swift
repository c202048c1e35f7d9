import CertificateSync
import Terminal
import Testing

@testable import Console

@Suite struct `The first look at the sample` {
  private static let lines = ["course that they passed", "This is a sample", "Try: p paid_learner", "Your own site:"]

  @Test(arguments: [(80, 24), (120, 40), (200, 50)])
  func `four lines say what this is, what to try and how to open a site of one's own`(size: (Int, Int)) {
    var someone = Operator.atPrograms(columns: size.0, rows: size.1)
    someone.welcome()
    for line in Self.lines { #expect(someone.lines.contains { $0.contains(line) }, "\(someone.lines)") }
    #expect(someone.lines.contains { $0.contains("Paid Courses") }, "the list is still seen")
  }

  @Test func `a look at the engine leaves them, and the first key takes them away and does its work`() {
    var someone = Operator.atPrograms()
    someone.welcome()
    someone.tell(.engine(EngineSnapshot(queue: QueueStatus())))
    #expect(someone.lines.contains { $0.contains(Self.lines[1]) })
    someone.press(.character("?"))
    #expect(someone.lines.contains { $0.contains("Help") })
    someone.press(.escape)
    for line in Self.lines { #expect(!someone.lines.contains { $0.contains(line) }) }
  }
}
