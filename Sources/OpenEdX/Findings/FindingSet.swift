/// Findings as bits: what a list of many rows keeps of each.
package struct FindingSet: Sendable, Hashable {
  /// A bit for each finding, in the order of <doc:Findings>.
  package private(set) var bits: UInt64 = 0

  private static let bitIndexes = Dictionary(
    uniqueKeysWithValues: zip(Finding.allCases, 0..<Finding.allCases.count)
  )

  /// All that say that LMS and Credentials disagree.
  package static let drift = FindingSet(Finding.allCases.filter { $0.kind == .drift })

  /// Takes findings, each once.
  package init(_ findings: some Sequence<Finding>) {
    for finding in findings { bits |= 1 << UInt64(Self.bitIndexes[finding] ?? 63) }
  }

  /// Takes the bits of a set that was written down; nil where one of them stands for no finding.
  package init?(bits: UInt64) {
    guard bits >> UInt64(Finding.allCases.count) == 0 else { return nil }
    self.bits = bits
  }

  /// Whether the two have a finding in common.
  package func intersects(_ other: FindingSet) -> Bool { bits & other.bits != 0 }

  /// Whether all findings of the other are here, too.
  package func isSuperset(of other: FindingSet) -> Bool { other.bits & ~bits == 0 }

  /// Whether there is none.
  package var isEmpty: Bool { bits == 0 }

  /// The findings, in the order of <doc:Findings>.
  package var findings: [Finding] {
    isEmpty ? [] : Finding.allCases.indices.filter { bits & (1 << UInt64($0)) != 0 }.map { Finding.allCases[$0] }
  }

  /// How many of many sets have each finding, by the finding, and how many have a drift.
  package static func counts(
    _ sets: some Sequence<FindingSet>
  ) -> (drift: Int, byFinding: [(finding: Finding, rows: Int)]) {
    var counts = Array(repeating: 0, count: 64)
    var drift = 0
    for set in sets where !set.isEmpty {
      if set.intersects(.drift) { drift += 1 }
      var rest = set.bits
      while rest != 0 {
        counts[rest.trailingZeroBitCount] += 1
        rest &= rest - 1
      }
    }
    return (drift, zip(Finding.allCases, counts).map { ($0, $1) })
  }
}

extension FindingSet: ExpressibleByArrayLiteral {
  /// Takes the findings of a literal.
  package init(arrayLiteral elements: Finding...) { self.init(elements) }
}
