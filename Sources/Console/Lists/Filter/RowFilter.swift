import OpenEdX

/// What is typed into the search line, read.
///
/// Words stand for themselves, and all must hold: `maria drift !org:NorthX finding:award-lost "two words"`. A word before
/// a colon names what is looked at; `!` before a word means not; quotes keep spaces, colons and exclamation marks.
package struct RowFilter: Sendable, Hashable {
  /// One word.
  struct Term: Sendable, Hashable {
    let isNegated: Bool
    let test: Test
  }

  /// What a word asks of a row.
  enum Test: Sendable, Hashable {
    /// The text stands anywhere in the row.
    case text(Needle)
    /// The text stands in the named part of the row.
    case field(String, Needle)
    /// One of these was found in the row.
    case findings(FindingSet)
  }

  /// What must hold.
  let terms: [Term]
  /// What could not be read, for the operator; such a filter lets no row through.
  let problem: Problem?

  /// Lets every row through.
  package static let all = RowFilter("", fields: [])

  /// Reads what is typed.
  ///
  /// - Parameter fields: the words that may stand before a colon, beside `finding`.
  package init(_ text: String, fields: [String]) {
    var terms: [Term] = []
    var problem: Problem?
    for word in RowFilterWord.words(of: text) {
      switch Self.test(word, fields: fields) {
      case .success(let test?): terms.append(Term(isNegated: word.isNegated, test: test))
      case .success(nil): break
      case .failure(let found): problem = problem ?? found
      }
    }
    self.terms = terms
    self.problem = problem
  }

  /// Nil for a word that is still being typed and asks nothing yet.
  private static func test(_ word: RowFilterWord, fields: [String]) -> Result<Test?, Problem> {
    guard let key = word.key else {
      if word.isDrift { return .success(.findings(.drift)) }
      return .success(word.text.isEmpty ? nil : .text(Needle(word.text)))
    }
    if key == "finding" {
      // A part of a name is enough, so that rows narrow while it is typed.
      let typed = word.text.lowercased()
      let named = Finding(rawValue: typed).map { [$0] } ?? Finding.allCases.filter { $0.rawValue.contains(typed) }
      if named.isEmpty { return .failure(.unknownFinding(word.text)) }
      return .success(word.text.isEmpty ? nil : .findings(FindingSet(named)))
    }
    guard fields.contains(key) else {
      return .failure(.unknownPart(key, known: ["finding"] + fields))
    }
    return .success(word.text.isEmpty ? nil : .field(key, Needle(word.text)))
  }

  /// The texts that rows are searched for, to show where they stand.
  var needles: [Needle] {
    terms.filter { !$0.isNegated }.compactMap { term in
      switch term.test {
      case .text(let needle), .field(_, let needle): needle
      case .findings: nil
      }
    }
  }

  /// Whether every row that passes this one passes the other, too: then only the other's rows need to be looked at.
  func narrows(_ other: RowFilter) -> Bool {
    other.terms.allSatisfy { old in terms.contains { $0.implies(old) } }
  }
}

extension RowFilter {
  /// Why a word cannot be read.
  enum Problem: Error, Sendable, Hashable {
    /// No finding has a name with that in it.
    case unknownFinding(String)
    /// Rows have no part of that name, but these.
    case unknownPart(String, known: [String])

    func text(_ wording: Wording) -> String {
      switch self {
      case .unknownFinding(let name):
        return "no finding is called “\(name)”; \(wording.name(of: .limit)) shows those that occur"
      case .unknownPart(let name, let known):
        let parts = known.map { $0 + ":" }.joined(separator: " ")
        return "“\(name):” is not known here; known are \(parts), and quotes take it as text"
      }
    }
  }
}

extension RowFilter.Term {
  /// Whether a row of which this holds is one of which the other holds.
  fileprivate func implies(_ other: RowFilter.Term) -> Bool {
    guard isNegated == other.isNegated else { return false }
    let (strong, weak) = isNegated ? (other.test, test) : (test, other.test)
    return switch (strong, weak) {
    case (.text(let long), .text(let short)): long.contains(short)
    case (.field(let left, let long), .field(let right, let short)): left == right && long.contains(short)
    case (.findings(let few), .findings(let many)): many.isSuperset(of: few)
    default: false
    }
  }
}
