import OpenEdX

/// What differs between expected and given answers, with the first twenty for the reader.
struct Differences: CustomStringConvertible {
  private(set) var count = 0
  private var lines: [String] = []

  /// Notes where two values differ, field by field.
  mutating func compare(_ place: String, expected: JSONValue, got: JSONValue) {
    switch (expected, got) {
    case (.object(let left), .object(let right)):
      for name in Set(left.keys).union(right.keys).sorted() {
        compare("\(place).\(name)", expected: left[name] ?? "(absent)", got: right[name] ?? "(absent)")
      }
    case (.array(let left), .array(let right)) where left.count == right.count:
      for (index, pair) in zip(left, right).enumerated() {
        compare("\(place)[\(index)]", expected: pair.0, got: pair.1)
      }
    case (.string(let left), .string(let right)) where CodePoints.equal(left, right): break
    default:
      if expected != got { add("\(place): expected \(expected), got \(got)") }
    }
  }

  mutating func add(_ line: String) {
    count += 1
    if lines.count < 20 { lines.append(line) }
  }

  var description: String { "\(count) differences\n" + lines.joined(separator: "\n") }
}
