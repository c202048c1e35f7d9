import TestSupport
import Testing

@testable import SiteData

@Suite("Ranges of ids and their checksums")
struct ChunkSumTests {
  @Test func `the ranges lie side by side and hold their own ids`() {
    for chunk in Int64(-3)...3 {
      let ids = ChunkSum.ids(chunk)
      #expect(ids.lowerBound / ChunkSum.size == chunk)
      #expect(ids.upperBound / ChunkSum.size == chunk)
      #expect(ChunkSum.ids(chunk + 1).lowerBound == ids.upperBound + 1)
    }
  }

  @Test func `what differs, what is on one side only and what was touched here is read again`() {
    let old = [Self.sum(0, 5, "1"), Self.sum(1, 5, "2"), Self.sum(2, 5, "3"), Self.sum(9, 1, "9")]
    let new = [Self.sum(0, 5, "1"), Self.sum(1, 5, "7"), Self.sum(2, 6, "3"), Self.sum(4, 1, "4")]
    #expect(ChunkSum.changed(from: old, to: new, touched: []) == [1, 2, 4, 9])
    #expect(ChunkSum.changed(from: old, to: old, touched: [0, 30]) == [0, 30])
  }

  @Test func `changed ranges that lie side by side are read at once, up to a length`() {
    let ranges = IDRange.of([0, 1, 2, 5, 7, 8], longest: 2)
    #expect(
      ranges == [
        IDRange(after: -10_000, through: 19_999), IDRange(after: 19_999, through: 29_999),
        IDRange(after: 49_999, through: 59_999), IDRange(after: 69_999, through: 89_999),
      ]
    )
    #expect(IDRange.of([]) == [])
  }

  @Test func `a table is cut into parts of enough known rows, without gaps and never inside a range`() {
    let kept = [Self.sum(7, 3000, "3"), Self.sum(-1, 5000, "1"), Self.sum(0, 6000, "2"), Self.sum(9, 9000, "4")]
    #expect(
      IDRange.parts(kept + [Self.sum(500, 9999, "5")], rows: 10_000) == [
        IDRange(after: IDRange.least, through: 9999), IDRange(after: 9999, through: 99_999),
      ]
    )
    #expect(IDRange.parts(kept, rows: 1).map(\.through) == [-10_000, 9999, 79_999, 99_999])
    #expect(IDRange.parts([], rows: 1) == [])
  }

  private static func sum(_ chunk: Int64, _ rows: Int, _ sum: String) -> ChunkSum {
    ChunkSum(chunk: chunk, rows: rows, sum: sum)
  }
}
