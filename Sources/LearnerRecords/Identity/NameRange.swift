/// The names behind one, up to and with another, by code points.
struct NameRange {
  private let after: [Unicode.Scalar]?
  private let end: [Unicode.Scalar]?

  /// Takes the ends; nil leaves that side open.
  init(after: String?, through end: String?) {
    self.after = after.map { Array($0.unicodeScalars) }
    self.end = end.map { Array($0.unicodeScalars) }
  }

  /// Whether every name that begins so is in the range.
  func holds(namesBeginningWith prefix: [Unicode.Scalar]) -> Bool {
    if let after, !after.lexicographicallyPrecedes(prefix) { return false }
    guard let end else { return true }
    return prefix.lexicographicallyPrecedes(end) && !end.starts(with: prefix)
  }
}
