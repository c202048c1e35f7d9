import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite("Limiting a list by what was found")
struct LimitTests {
  /// The learners of the example: two with drift, two not passed, one with nothing.
  private func learners() -> Operator {
    Operator.atLearners()
  }

  @Test("d shows only rows with drift, and d again all rows")
  func drift() {
    var user = learners()
    user.press(.character("d"))
    #expect(user.model.learners.visible.map(\.id) == ["blank_name", "paid_learner"])
    #expect(user.screen.contains("only rows with drift"))
    user.press(.character("d"))
    #expect(user.model.learners.visible.count == 5)
  }

  @Test("f offers the findings that occur with their rows, and Enter limits the list to one")
  func finding() throws {
    var user = learners()
    user.press(.character("f"))
    #expect(user.screen.contains("5  all rows"))
    #expect(user.screen.contains("2  rows with drift"))
    #expect(user.screen.contains("not-passed"))
    #expect(!user.screen.contains("award-stale"))
    user.press(.down, .down, .enter)
    #expect(user.model.dialog == nil)
    #expect(user.model.list.limit == .finding(.notPassed))
    #expect(user.model.learners.visible.map(\.id) == ["eleni.p", "parisa"])
  }

  @Test("Escape closes the choice and leaves the limit as it was; then it drops the limit before it goes back")
  func escape() {
    var user = learners()
    user.press(.character("d"), .character("f"), .down, .escape)
    #expect(user.model.list.limit == .drift)
    user.press(.escape)
    #expect(user.model.list.limit == .all)
    #expect(user.model.screenID == .learners(Example.paidCourses))
    user.press(.escape)
    #expect(user.model.screenID == .programs)
  }

  @Test("The cursor of the choice stops at the ends and stays in sight on a small screen")
  func ends() {
    var user = learners()
    user.tell(.resized(Size(columns: 40, rows: 10)))
    user.press(.character("f"), .character("G"))
    #expect(user.screen.contains("▸"))
    user.press(.down)
    #expect(user.screen.contains("▸"))
    user.press(.character("g"), .up, .enter)
    #expect(user.model.list.limit == .all)
  }

  @Test("A filter and a limit hold together")
  func both() {
    var user = learners()
    user.press(.character("d"), .character("/"), .character("p"), .character("a"), .enter)
    #expect(user.model.learners.visible.map(\.id) == ["paid_learner"])
  }
}
