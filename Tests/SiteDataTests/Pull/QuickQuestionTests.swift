import Testing

@testable import SiteData

@Suite("What a quick look asks of a table") struct QuickQuestionTests {
  private static func kept(_ rows: [Int], touched: Set<Int64> = []) -> PullTables.Kept {
    PullTables.Kept(
      sums: rows.enumerated().map { ChunkSum(chunk: Int64($0), rows: $1, sum: "1") },
      touched: touched
    )
  }

  @Test func `is all of a small one, with ids or without`() {
    for hasID in [true, false] {
      let question = QuickQuestion(Self.kept([9_999, 10]), hasID: hasID, hinted: [], small: 20_000)
      #expect(!question.isEmpty && question.ranges == nil && question.asks(0) && question.asks(7))
    }
  }

  @Test func `is nothing of a large one without ids`() {
    #expect(QuickQuestion(Self.kept([10_000, 10_000, 1]), hasID: false, hinted: [], small: 20_000).isEmpty)
  }

  @Test func `is the newest range of a large one, what an index tells of, and what was changed here`() {
    let kept = Self.kept([9_999, 10_000, 10_000, 10_000, 5_000], touched: [1])
    let question = QuickQuestion(kept, hasID: true, hinted: [2], small: 20_000)
    #expect(question.ranges == [IDRange(after: 9_999, through: 29_999), IDRange(after: 39_999, through: nil)])
    #expect((0...6).map { question.asks($0) } == [false, true, true, false, true, true, true])
  }

  @Test func `takes in the range before the newest while that is young, as ids are not committed in their order`() {
    let question = QuickQuestion(Self.kept([9_999, 10_000, 10_000, 3]), hasID: true, hinted: [], small: 20_000)
    #expect(question.ranges == [IDRange(after: 19_999, through: nil)])
    #expect(!question.asks(1) && question.asks(2) && question.asks(3))
  }
}
