/// In which of two texts metrics are written.
package enum MetricsFormat: Sendable, Hashable, CaseIterable {
  /// Prometheus' own, version 0.0.4, without timestamps: also what node_exporter's textfile collector reads.
  case prometheus
  /// OpenMetrics 1.0.
  case openMetrics

  /// The header that says so.
  package var contentType: String {
    switch self {
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }

  /// The one that a reader wants more; Prometheus' own where it says nothing, wants both as much or wants neither.
  ///
  /// - Parameter accept: the request's `Accept` header, which is text from outside.
  package init(accept: String?) {
    var weights: [MetricsFormat: Double] = [:]
    // More than a reader ever names is not looked at.
    for range in (accept ?? "").prefix(4096).split(separator: ",").prefix(64) {
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
      guard let type = parts.first, let format = Self(type, parts.dropFirst()) else { continue }
      weights[format] = max(weights[format] ?? 0, Self.weight(parts.dropFirst()))
    }
    self = (weights[.openMetrics] ?? 0) > (weights[.prometheus] ?? 0) ? .openMetrics : .prometheus
  }

  /// The format that a media range means by name; ranges with a star leave the choice to us.
  private init?(_ type: String, _ parameters: ArraySlice<String>) {
    let version = parameters.first { $0.hasPrefix("version=") }?.dropFirst("version=".count)
    switch (type, version) {
    case ("application/openmetrics-text", nil), ("application/openmetrics-text", "1.0.0"): self = .openMetrics
    case ("text/plain", nil), ("text/plain", "0.0.4"): self = .prometheus
    default: return nil
    }
  }

  private static func weight(_ parameters: ArraySlice<String>) -> Double {
    guard let text = parameters.first(where: { $0.hasPrefix("q=") })?.dropFirst(2) else { return 1 }
    guard let weight = Double(text), (0...1).contains(weight) else { return 0 }
    return weight
  }
}
