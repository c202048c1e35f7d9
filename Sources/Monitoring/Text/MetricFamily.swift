/// What is measured under one name: its meaning, its kind and its samples.
///
/// Names and units follow the conventions of Prometheus: base units, `_seconds` at the end of a time, and `_total` behind a
/// counter, which the writer adds.
package struct MetricFamily: Sendable, Hashable {
  /// What a number can do.
  package enum Kind: Sendable, Hashable {
    /// It goes up and down.
    case gauge
    /// It only grows, from 0 at the start of the process. Its samples end in `_total`.
    case counter
    /// It is always 1, and what is told stands in its labels. Its samples end in `_info`.
    case info
  }

  /// One number, with the labels that tell it apart.
  struct Sample: Sendable, Hashable {
    let labels: [Label]
    let value: Double
  }

  /// A label and its value.
  struct Label: Sendable, Hashable {
    let name: String
    let value: String
  }

  /// The name without the ending of its kind.
  let name: String
  let help: String
  let kind: Kind
  private(set) var samples: [Sample] = []

  /// Begins a family without samples.
  ///
  /// - Parameters:
  ///   - name: a name of this program's, behind `learner_records_`.
  ///   - help: a sentence on what is counted.
  package init(_ name: String, _ help: String, kind: Kind = .gauge) {
    self.name = "learner_records_" + name
    self.help = help
    self.kind = kind
  }

  /// Begins a family with one sample that has no labels.
  package init(_ name: String, _ help: String, kind: Kind = .gauge, _ value: Double) {
    self.init(name, help, kind: kind)
    add(value)
  }

  /// Adds a sample. Values of labels may come from outside.
  package mutating func add(_ value: Double, _ labels: KeyValuePairs<String, String> = [:]) {
    samples.append(Sample(labels: labels.map { Label(name: $0.key, value: $0.value) }, value: value))
  }
}
