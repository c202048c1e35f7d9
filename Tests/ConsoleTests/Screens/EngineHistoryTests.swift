import Testing

@testable import Console

@Suite struct `The engine's graphs` {
  private func history(_ rates: [Double]) -> EngineHistory {
    var history = EngineHistory()
    for rate in rates { history.add(EngineSample(perSecond: rate, latency: rate > 0 ? rate / 100 : nil)) }
    return history
  }

  @Test func `a sample is a column while there is room, the newest at the right`() {
    #expect(history([1, 2, 3]).series(columns: 5) { $0.perSecond } == [nil, nil, 1, 2, 3])
    #expect(history([]).series(columns: 2) { $0.perSecond } == [nil, nil])
    #expect(history([1]).series(columns: 0) { $0.perSecond } == [])
  }

  @Test func `then a column is the mean of two, of four and so on, and its steps stand still`() {
    let five = history([1, 3, 5, 7, 9]).series(columns: 4) { $0.perSecond }
    #expect(five == [nil, 2, 6, 9])
    let six = history([1, 3, 5, 7, 9, 11]).series(columns: 4) { $0.perSecond }
    #expect(six == [nil, 2, 6, 10])
  }

  @Test func `it keeps some minutes and no more`() {
    let long = history((0..<1000).map { Double($0) })
    #expect(long.samples.count == EngineHistory.capacity)
    #expect(long.samples.last?.perSecond == 999)
    #expect(long.spanText == ", 5 min")
    #expect(history([1]).spanText == ", 1 s  ")
    #expect(long.series(columns: 10) { $0.perSecond }.count == 10)
  }

  @Test func `seconds in which nothing ended have no latency`() {
    let mixed = history([4, 0, 0])
    #expect(mixed.series(columns: 3) { $0.latency } == [0.04, nil, nil])
    #expect(mixed.lastLatency == 0.04)
  }

  @Test func `bars grow with the numbers, and nothing is not little`() {
    #expect(Sparkline([nil, 0, 1, 4, 8]).text == " ▁▂▅█")
    #expect(Sparkline([0, 0]).text == "▁▁")
    #expect(Sparkline([0.001, 100]).text == "▂█")
    #expect(Sparkline([]).text == "")
  }
}
