import CertificateSync
import Testing

@Suite struct `The line of a backfill's progress` {
  private func text(_ outcomes: [TaskOutcome] = [], total: Int = 10, rate: Double = 0) -> BackfillProgressText {
    var text = BackfillProgressText()
    text.total = total
    text.ratePerSecond = rate
    for outcome in outcomes { text.count(outcome) }
    return text
  }

  @Test func `has a bar, what has ended of how much, the rate, the time left and the counts`() {
    let outcomes: [TaskOutcome] =
      [.done("x"), .done("x"), .skipped("x"), .dead("x"), .retry("x", after: nil), .retry("x", after: 5), .pause("x")]
    #expect(
      text(outcomes, rate: 2).line(width: 200)
        == "[############..................] 4/10  2.0/s  ETA 3 s  posted 2  skipped 1  refused 1  tried again 3"
    )
    #expect(text().line(width: 200) == "[..............................] 0/10  0.0/s  posted 0")
    #expect(
      text([.done("x")], total: 1, rate: 5).line(width: 60).hasPrefix("[##############################] 1/1  5.0/s")
    )
  }

  @Test(arguments: [(0.5, "ETA 20 s"), (0.1, "ETA 1 m 40 s"), (0.01, "ETA 16 m 40 s"), (0.001, "ETA 2 h 46 m")])
  func `gives the time left in two units at most`(rate: Double, expected: String) {
    #expect(text(rate: rate).line(width: 200).contains("\(expected)  posted"))
  }

  @Test func `says in place of the rate for how long the service asks to wait, until that is over`() {
    var text = text(rate: 50)
    text.waitSeconds = 11.2
    #expect(text.line(width: 200).contains("0/10  waiting for the service 12 s  posted 0"))
    #expect(!text.line(width: 200).contains("ETA"))
    text.waitSeconds = -3
    #expect(text.line(width: 200).contains("0/10  50/s  ETA 1 s"))
  }

  @Test func `says when the next try is where nothing else is left to do, unless the service asks to wait`() {
    var text = text([.retry("x", after: nil)], rate: 0)
    text.nextTrySeconds = 63.1
    #expect(text.line(width: 200).contains("0/10  next try in 1 m 04 s  posted 0  tried again 1"))
    text.waitSeconds = 90
    #expect(text.line(width: 200).contains("0/10  waiting for the service 1 m 30 s"))
    (text.waitSeconds, text.nextTrySeconds) = (nil, -1)
    #expect(text.line(width: 200).contains("0/10  0.0/s"))
  }

  @Test(arguments: [0, 1, 7, 12, 30, 44, 79]) func `is never longer than the terminal is wide`(width: Int) {
    var text = text(Array(repeating: .retry("x", after: nil), count: 12), total: 1_000_000, rate: 105)
    #expect(text.line(width: width).count <= width)
    text.waitSeconds = 3600
    #expect(text.line(width: width).count <= width)
    #expect(text.line(width: 7) == "0/10000")
  }
}
