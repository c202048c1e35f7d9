import OpenEdX

/// A group as it is kept from one session to the next. What another version wrote, or somebody has damaged, is refused.
extension FindingGroup: Codable {
  /// A group in plain words and numbers.
  private struct Form: Codable {
    var finding: String
    /// What the rows have in common, by its kind and its name.
    var subject: [String]
    /// Each with its uuid and its title.
    var programs: [[String]]
    var configuration: Int64?
    var rows: Int
    var learners: Int
    var repairableRows: Int
    var blockers: [String: Int]
    var months: [String: Int]
    var together: [String]
    var unlistedCauses: [String]
  }

  /// No deployment has as many rows; a larger number is damage, and could not be added up.
  private static let mostRows = 1 << 40

  /// Reads a group.
  ///
  /// - Throws: `DecodingError` for a word that this version does not know, and for a number that is no count.
  package init(from decoder: any Decoder) throws {
    let form = try Form(from: decoder)
    func meant<Value>(_ value: Value?) throws -> Value {
      guard let value else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "no group of findings")
        )
      }
      return value
    }
    func count(_ number: Int) throws -> Int { try meant((0...Self.mostRows).contains(number) ? number : nil) }
    func findings(_ names: some Sequence<String>) throws -> [Finding] {
      try names.map { try meant(Finding(rawValue: $0)) }
    }
    self.init(
      id: ID(try meant(Finding(rawValue: form.finding)), try meant(Subject(form: form.subject))),
      programs: try form.programs.map { words in
        try meant(words.count == 2 ? ProgramUUID(words[0]).map { Program(uuid: $0, title: words[1]) } : nil)
      },
      configuration: form.configuration
    )
    rows = try count(form.rows)
    learners = try count(form.learners)
    repairableRows = try count(form.repairableRows)
    let known = try findings(form.blockers.keys)
    blockers = Dictionary(uniqueKeysWithValues: zip(known, try form.blockers.values.map(count)))
    months = try form.months.mapValues(count)
    together = Set(try findings(form.together))
    unlistedCauses = Set(try form.unlistedCauses.map { try meant(UnlistedCause(rawValue: $0)) })
  }

  /// Writes the group.
  package func encode(to encoder: any Encoder) throws {
    try Form(
      finding: finding.rawValue,
      subject: id.subject.form,
      programs: programs.map { [$0.uuid.hex, $0.title] },
      configuration: configuration,
      rows: rows,
      learners: learners,
      repairableRows: repairableRows,
      blockers: Dictionary(uniqueKeysWithValues: blockers.map { ($0.key.rawValue, $0.value) }),
      months: months,
      together: together.map(\.rawValue).sorted(),
      unlistedCauses: unlistedCauses.map(\.rawValue).sorted()
    ).encode(to: encoder)
  }
}

extension FindingGroup.Subject {
  fileprivate init?(form: [String]) {
    switch (form.first, form.dropFirst().first) {
    case ("lms", nil): self = .lms
    case ("organization", let name?): self = .organization(ExactText(name))
    case ("run", let key?): self = .courseRun(ExactText(key))
    case ("program", let uuid?):
      guard let uuid = ProgramUUID(uuid) else { return nil }
      self = .program(uuid)
    default: return nil
    }
  }

  fileprivate var form: [String] {
    switch self {
    case .lms: ["lms"]
    case .organization(let name): ["organization", name.text]
    case .courseRun(let key): ["run", key.text]
    case .program(let uuid): ["program", uuid.hex]
    }
  }
}
