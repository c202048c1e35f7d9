import Foundation

/// Prints one measured figure: its name, the value with two digits after the point, and what it is to be held against.
func report(_ name: String, _ value: Double, _ rest: String) {
  let hundredths = Int((value * 100).rounded())
  let digits = String(abs(hundredths % 100))
  let sign = hundredths < 0 ? "-" : ""
  let padding = String(repeating: " ", count: max(1, 44 - name.count))
  print("\(name)\(padding)\(sign)\(abs(hundredths / 100)).\(digits.count == 1 ? "0" : "")\(digits) \(rest)")
  // Long runs are watched, also through a pipe.
  fflush(nil)
}

/// The middle one of some measurements.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

extension Duration {
  /// The same as a number.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

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
