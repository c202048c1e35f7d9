/// The engine's last minutes, a sample a second, for the graphs.
struct EngineHistory: Sendable, Hashable {
  private(set) var samples: [EngineSample] = []
  /// How many samples there have ever been: graphs are cut at multiples of it, so that their steps stand still.
  private var total = 0

  /// Samples that are kept, and the seconds that a graph shows at most.
  static let capacity = 300

  mutating func add(_ sample: EngineSample) {
    samples.append(sample)
    total += 1
    if samples.count > Self.capacity { samples.removeFirst(samples.count - Self.capacity) }
  }

  /// A value over time in so many columns, the newest at the right; nil where there is nothing to show.
  ///
  /// Where there are more samples than columns each column is the mean of several: of 2, 4, 8 and so on.
  func series(columns: Int, _ value: (EngineSample) -> Double?) -> [Double?] {
    guard columns > 0 else { return [] }
    var perColumn = 1
    while perColumn * columns < samples.count { perColumn *= 2 }
    var result: [Double?] = []
    // The last column is not full yet, as a rule.
    var end = samples.count
    var size = total % perColumn == 0 ? perColumn : total % perColumn
    while end > 0, result.count < columns {
      let values = samples[max(0, end - size)..<end].compactMap(value)
      result.append(values.isEmpty ? nil : values.reduce(0, +) / Double(values.count))
      end -= size
      size = perColumn
    }
    return Array(repeating: nil, count: columns - result.count) + result.reversed()
  }

  /// How far back the graphs go, as “, 40 s”, always as wide; nothing before there is anything.
  var spanText: String {
    guard !samples.isEmpty else { return "" }
    let text = samples.count < 120 ? ", \(samples.count) s" : ", \(samples.count / 60) min"
    return text + String(repeating: " ", count: max(0, 7 - text.count))
  }

  /// The mean latency of the newest sample that has one, in seconds.
  var lastLatency: Double? { samples.last { $0.latency != nil }?.latency }
}
