/// Times of one kind, printed as their median, 99th percentile and maximum.
struct Timings {
  private let name: String
  private let goal: String
  private var milliseconds: [Double] = []

  init(_ name: String, goal: String) {
    self.name = name
    self.goal = goal
  }

  mutating func add(_ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant) {
    milliseconds.append(start.duration(to: end).inSeconds * 1000)
  }

  func print() {
    let sorted = milliseconds.sorted()
    guard let last = sorted.last else { return }
    let high = sorted[min(sorted.count - 1, Int((Double(sorted.count) * 0.99).rounded(.up)) - 1)]
    report("\(name), median", median(sorted), "ms, \(sorted.count) times")
    report("\(name), p99", high, "ms (goal: \(goal)), most \((last * 100).rounded() / 100)")
  }
}
