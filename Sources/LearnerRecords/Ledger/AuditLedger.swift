import DatabaseFile
import OpenEdX

/// What a walk over all learners has found out, learner by learner: the counts of programs and findings come from it, and
/// when something changes, only those learners are judged again who have to do with it.
///
/// Names of runs and words of findings are kept once, a learner is some ten bytes. The order of the learners says nothing.
package struct AuditLedger: Sendable {
  /// Of what state of the databases it is, and how long it holds.
  struct Basis: Sendable, Hashable {
    /// Where the logs of changes were; nil where a file has none.
    var position: DataPosition?
    /// The moment up to which both databases are known.
    var judgeableUntil: UTCTime?
    /// The runs whose course overview or configuration changed later.
    var newRuns: Set<ExactText> = []
    /// When it was made, and the next moment at which a date that holds for a run is reached.
    var made = UTCTime(microseconds: 0)
    var validUntil: UTCTime?
    /// How names are compared, and which tables the copy has.
    var circumstances: UInt64 = 0
  }

  /// One of its learners.
  enum Key: Hashable, Sendable {
    /// A user of the LMS, by the id.
    case user(Int64)
    /// A name that only Credentials has.
    case stranger(ExactText)
  }

  var basis = Basis()
  /// What is said of learners, each once.
  var facts: [LedgerFact] = []
  /// A learner after the other: twice the number of facts, and one more for a stranger; the id or the name; the facts' places.
  var bytes: [UInt8] = []
  /// How many learners have something in it.
  package internal(set) var learners = 0
  /// Those of whom a row is too new to judge until the older of the two databases is taken again.
  var tooNew: Set<Key> = []
  /// Those of whom a row has a date that is still to come, with the first one.
  var dated: [Key: UTCTime] = [:]
  private var places: [LedgerFact: Int] = [:]

  init() {}

  /// Takes facts that were written down, each once.
  init(facts: [LedgerFact]) {
    self.facts = facts
    places = Dictionary(facts.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the logs of changes tell what was written since; else it holds for the same files alone.
  package var isLogged: Bool { basis.position != nil }

  /// Adds a learner, unless there is nothing to tell.
  mutating func add(_ key: Key, _ facts: [LedgerFact]) {
    guard !facts.isEmpty else { return }
    begin(key, facts.count)
    for fact in facts { LedgerBytes.put(UInt64(place(of: fact)), to: &bytes) }
  }

  /// Adds all learners of another one.
  mutating func add(_ other: AuditLedger) {
    let here = other.facts.map { place(of: $0) }
    other.visit { key, places in
      begin(key, places.count)
      for place in places { LedgerBytes.put(UInt64(here[place]), to: &bytes) }
    }
    tooNew.formUnion(other.tooNew)
    dated.merge(other.dated) { min($0, $1) }
  }

  /// Removes learners.
  mutating func remove(_ isGone: (Key) -> Bool) {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var count = 0
    bytes.withUnsafeBytes { bytes in
      var (reader, places) = (LedgerBytes(bytes), [Int]())
      while let start = reader.position, let key = reader.learner(facts: facts.count, into: &places) {
        guard !isGone(key), let end = reader.position else { continue }
        kept.append(contentsOf: bytes[start..<end])
        count += 1
      }
    }
    (bytes, learners) = (kept, count)
    tooNew = tooNew.filter { !isGone($0) }
    dated = dated.filter { !isGone($0.key) }
  }

  /// Asks for users of the LMS to be judged again by the next update, whether or not something was written of them.
  package mutating func judgeAgain(users: ClosedRange<Int64>) { for id in users { dated[.user(id)] = basis.made } }

  /// Who is judged otherwise in a later state, though nothing was written of them.
  func concerned(by later: Basis) -> Set<Key> {
    let reached = Set(dated.lazy.filter { $0.value <= later.made }.map(\.key))
    return later.judgeableUntil == basis.judgeableUntil ? reached : reached.union(tooNew)
  }

  /// Those who have a row of one of some course runs, in whichever case its key is spelled.
  func learners(in runs: Set<ExactText>) -> Set<Key> {
    guard !runs.isEmpty else { return [] }
    let wanted = Set(runs.map { $0.text.lowercased() })
    let isOfRun = facts.map { fact in
      guard case .run(let run) = fact else { return false }
      return wanted.contains(run.key.text.lowercased())
    }
    var found: Set<Key> = []
    visit { key, places in
      if places.contains(where: { isOfRun[$0] }) { found.insert(key) }
    }
    return found
  }

  /// Visits the learners, each with the places of their facts.
  func visit(_ visit: (Key, [Int]) -> Void) {
    bytes.withUnsafeBytes { bytes in
      var (reader, places) = (LedgerBytes(bytes), [Int]())
      while let key = reader.learner(facts: facts.count, into: &places) { visit(key, places) }
    }
  }

  private mutating func begin(_ key: Key, _ count: Int) {
    learners += 1
    switch key {
    case .user(let id):
      LedgerBytes.put(UInt64(count) << 1, to: &bytes)
      LedgerBytes.put(signed: id, to: &bytes)
    case .stranger(let name):
      LedgerBytes.put(UInt64(count) << 1 | 1, to: &bytes)
      LedgerBytes.put(name.text, to: &bytes)
    }
  }

  private mutating func place(of fact: LedgerFact) -> Int {
    if let place = places[fact] { return place }
    places[fact] = facts.count
    facts.append(fact)
    return facts.count - 1
  }
}
