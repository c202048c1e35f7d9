import DatabaseFile
import OpenEdX

extension AuditLedger {
  /// What a ledger in a file begins with; another layout gets another number.
  private static let magic: UInt64 = 0x3230_4745_4C44_524C
  /// The magic, how long the two parts are, how many learners there are, and a checksum of the parts.
  private static let headWords = 5
  /// No ledger that is read again is larger.
  private static let mostBytes = 2 << 30

  /// Writes the ledger for ``init(size:reading:)``.
  ///
  /// - Throws: what `put` throws.
  package func write(_ put: (UnsafeRawBufferPointer) throws -> Void) throws {
    let words = encodedFacts
    let head = [
      Self.magic, UInt64(words.count), UInt64(bytes.count), UInt64(learners), Self.checksum(words, bytes),
    ]
    try head.withUnsafeBytes(put)
    try words.withUnsafeBytes(put)
    try bytes.withUnsafeBytes(put)
  }

  /// Reads a ledger that ``write(_:)`` has written; nil when the bytes are too few, damaged, or of another layout.
  ///
  /// - Parameters:
  ///   - size: how many bytes there are.
  ///   - fill: fills the memory that it is given with the bytes that come next, and says whether there were enough.
  package init?(size: Int, reading fill: (UnsafeMutableRawBufferPointer) -> Bool) {
    let headSize = Self.headWords * MemoryLayout<UInt64>.size
    guard (headSize...Self.mostBytes).contains(size), let head: [UInt64] = Array(count: Self.headWords, filledBy: fill),
      head[0] == Self.magic, head[1] <= UInt64(size), head[2] <= UInt64(size),
      headSize + Int(head[1]) + Int(head[2]) == size,
      let words: [UInt8] = Array(count: Int(head[1]), filledBy: fill),
      let bytes: [UInt8] = Array(count: Int(head[2]), filledBy: fill)
    else { return nil }
    guard Self.checksum(words, bytes) == head[4] else { return nil }
    var ledger: AuditLedger?
    words.withUnsafeBytes { words in
      var reader = LedgerBytes(words)
      ledger = AuditLedger(&reader)
      if !reader.isAtEnd { ledger = nil }
    }
    guard var ledger else { return nil }
    ledger.bytes = bytes
    guard let learners = ledger.countedLearners, UInt64(learners) == head[3] else { return nil }
    ledger.learners = learners
    self = ledger
  }

  /// A sum of both parts, and of the words whose places in their lists stand for them: another version may have others.
  private static func checksum(_ words: [UInt8], _ bytes: [UInt8]) -> UInt64 {
    let known = (Finding.allCases.map(\.rawValue) + UnlistedCause.allCases.map(\.rawValue)).joined(separator: " ")
    var sum = Checksum()
    for part in [Array(known.utf8), words, bytes] { part.withUnsafeBytes { sum.add($0) } }
    return sum.value
  }

  /// How many learners there are; nil where one of them cannot be read. A right checksum does not say so.
  private var countedLearners: Int? {
    bytes.withUnsafeBytes { bytes in
      var (reader, places, count) = (LedgerBytes(bytes), [Int](), 0)
      while reader.learner(facts: facts.count, into: &places) != nil { count += 1 }
      return reader.isAtEnd ? count : nil
    }
  }

  private var encodedFacts: [UInt8] {
    var bytes: [UInt8] = []
    basis.encode(to: &bytes)
    LedgerBytes.put(UInt64(tooNew.count), to: &bytes)
    for key in tooNew { key.encode(to: &bytes) }
    LedgerBytes.put(UInt64(dated.count), to: &bytes)
    for (key, date) in dated {
      key.encode(to: &bytes)
      LedgerBytes.put(signed: date.microseconds, to: &bytes)
    }
    LedgerBytes.put(UInt64(facts.count), to: &bytes)
    for fact in facts { fact.encode(to: &bytes) }
    return bytes
  }

  /// Reads everything but the learners.
  private init?(_ reader: inout LedgerBytes) {
    guard let basis = Basis(&reader), let newCount = reader.count() else { return nil }
    var (tooNew, dated): (Set<Key>, [Key: UTCTime]) = ([], [:])
    for _ in 0..<newCount {
      guard let key = Key(&reader) else { return nil }
      tooNew.insert(key)
    }
    guard let datedCount = reader.count() else { return nil }
    for _ in 0..<datedCount {
      guard let key = Key(&reader), let date = reader.time() else { return nil }
      dated[key] = date
    }
    guard let count = reader.count() else { return nil }
    var facts: [LedgerFact] = []
    for _ in 0..<count {
      guard let fact = LedgerFact(&reader) else { return nil }
      facts.append(fact)
    }
    self.init(facts: facts)
    (self.basis, self.tooNew, self.dated) = (basis, tooNew, dated)
  }
}

extension AuditLedger.Basis {
  fileprivate func encode(to bytes: inout [UInt8]) {
    let positions = position.map { [$0.lms, $0.credentials] } ?? []
    LedgerBytes.put(UInt64(positions.count), to: &bytes)
    for position in positions {
      LedgerBytes.put(signed: position.id, to: &bytes)
      LedgerBytes.put(signed: position.token, to: &bytes)
    }
    for time in [judgeableUntil, validUntil] {
      LedgerBytes.put(time == nil ? 0 : 1, to: &bytes)
      if let time { LedgerBytes.put(signed: time.microseconds, to: &bytes) }
    }
    LedgerBytes.put(signed: made.microseconds, to: &bytes)
    LedgerBytes.put(circumstances, to: &bytes)
    LedgerBytes.put(UInt64(newRuns.count), to: &bytes)
    for run in newRuns { LedgerBytes.put(run.text, to: &bytes) }
  }

  fileprivate init?(_ reader: inout LedgerBytes) {
    self.init()
    switch reader.number() {
    case 0: break
    case 2:
      guard let lms = ChangeLog.Position(&reader), let credentials = ChangeLog.Position(&reader) else { return nil }
      position = DataPosition(lms: lms, credentials: credentials)
    default: return nil
    }
    for time in [\Self.judgeableUntil, \Self.validUntil] {
      guard let isThere = reader.number(), isThere < 2 else { return nil }
      guard isThere == 1 else { continue }
      guard let moment = reader.time() else { return nil }
      self[keyPath: time] = moment
    }
    guard let made = reader.time(), let circumstances = reader.number(), let count = reader.count() else { return nil }
    (self.made, self.circumstances) = (made, circumstances)
    for _ in 0..<count {
      guard let run = reader.text() else { return nil }
      newRuns.insert(ExactText(run))
    }
  }
}

extension AuditLedger.Key {
  fileprivate func encode(to bytes: inout [UInt8]) {
    switch self {
    case .user(let id):
      LedgerBytes.put(0, to: &bytes)
      LedgerBytes.put(signed: id, to: &bytes)
    case .stranger(let name):
      LedgerBytes.put(1, to: &bytes)
      LedgerBytes.put(name.text, to: &bytes)
    }
  }

  fileprivate init?(_ reader: inout LedgerBytes) {
    switch reader.number() {
    case 0:
      guard let id = reader.signedNumber() else { return nil }
      self = .user(id)
    case 1:
      guard let name = reader.text() else { return nil }
      self = .stranger(ExactText(name))
    default: return nil
    }
  }
}

extension ChangeLog.Position {
  fileprivate init?(_ reader: inout LedgerBytes) {
    guard let id = reader.signedNumber(), let token = reader.signedNumber() else { return nil }
    self.init(id: id, token: token)
  }
}

extension LedgerFact {
  fileprivate func encode(to bytes: inout [UInt8]) {
    switch self {
    case .run(let run):
      LedgerBytes.put(run.isEarned ? 1 : 0, to: &bytes)
      LedgerBytes.put(run.key.text, to: &bytes)
      LedgerBytes.put(run.findings.bits, to: &bytes)
      LedgerBytes.put(run.configuration == nil ? 0 : 1, to: &bytes)
      if let configuration = run.configuration { LedgerBytes.put(signed: configuration, to: &bytes) }
      LedgerBytes.put(run.month.map { UInt64($0.number) + 1 } ?? 0, to: &bytes)
    case .program(let program):
      LedgerBytes.put(2, to: &bytes)
      LedgerBytes.put(program.program.hex, to: &bytes)
      LedgerBytes.put(program.findings.bits, to: &bytes)
      let causes = UnlistedCause.allCases.enumerated().filter { program.unlistedCauses.contains($1) }
      LedgerBytes.put(causes.reduce(0) { $0 | 1 << UInt64($1.offset) }, to: &bytes)
    case .member(let program):
      LedgerBytes.put(3, to: &bytes)
      LedgerBytes.put(program.hex, to: &bytes)
    }
  }

  fileprivate init?(_ reader: inout LedgerBytes) {
    switch reader.number() {
    case let kind? where kind < 2:
      guard let key = reader.text(), let findings = reader.number().flatMap({ FindingSet(bits: $0) }),
        let hasConfiguration = reader.number(), hasConfiguration < 2
      else { return nil }
      var configuration: Int64?
      if hasConfiguration == 1 {
        guard let id = reader.signedNumber() else { return nil }
        configuration = id
      }
      guard let number = reader.number() else { return nil }
      var month: Month?
      if number > 0 {
        guard let found = Int64(exactly: number - 1).flatMap({ Month(number: $0) }) else { return nil }
        month = found
      }
      self = .run(
        Run(key: ExactText(key), isEarned: kind == 1, findings: findings, configuration: configuration, month: month)
      )
    case 2:
      guard let program = reader.text().flatMap({ ProgramUUID($0) }),
        let findings = reader.number().flatMap({ FindingSet(bits: $0) }), let bits = reader.number(),
        bits >> UInt64(UnlistedCause.allCases.count) == 0
      else { return nil }
      let causes = UnlistedCause.allCases.enumerated().filter { bits & 1 << UInt64($0.offset) != 0 }.map(\.element)
      self = .program(Program(program: program, findings: findings, unlistedCauses: Set(causes)))
    case 3:
      guard let program = reader.text().flatMap({ ProgramUUID($0) }) else { return nil }
      self = .member(program)
    default: return nil
    }
  }
}
