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
    let words = someone.lines.flatMap { $0.split(separator: " ") }.joined(separator: " ")
    for line in Self.lines { #expect(words.contains(line), "\(words)") }
    #expect(words.contains("Paid Courses"), "the list is still seen")
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
