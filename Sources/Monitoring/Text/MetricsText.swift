/// Metrics as text, in either format.
package struct MetricsText: Sendable {
  /// The lines, each without its end.
  package private(set) var lines: [String] = []

  /// All of it, each line with its end.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// Writes families; those without a sample are left out.
  package init(_ families: [MetricFamily], as format: MetricsFormat) {
    for family in families where !family.samples.isEmpty { add(family, format) }
    if format == .openMetrics { lines.append("# EOF") }
  }

  private mutating func add(_ family: MetricFamily, _ format: MetricsFormat) {
    let sample = family.name + family.kind.ending
    // OpenMetrics names the family, the older format the samples.
    let name = format == .openMetrics ? family.name : sample
    lines.append("# HELP \(name) \(Self.escaped(family.help, quotes: format == .openMetrics))")
    lines.append("# TYPE \(name) \(family.kind.word(format))")
    if format == .openMetrics, family.name.hasSuffix("_seconds") { lines.append("# UNIT \(name) seconds") }
    for one in family.samples {
      let labels = one.labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }.joined(separator: ",")
      lines.append("\(sample)\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(one.value))")
    }
  }

  /// Both formats know these escapes and no other.
  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whole numbers are written whole, so that counts read as counts.
  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension MetricFamily.Kind {
  /// What stands behind the name in a sample.
  fileprivate var ending: String {
    switch self {
    case .gauge: ""
    case .counter: "_total"
    case .info: "_info"
    }
  }

  fileprivate func word(_ format: MetricsFormat) -> String {
    switch (self, format) {
    case (.info, .openMetrics): "info"
    case (.counter, _): "counter"
    case (.gauge, _), (.info, .prometheus): "gauge"
    }
  }
}
