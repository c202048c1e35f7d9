import OpenEdX

/// What a text names among programs, where people give a title as well as a UUID.
package enum NamedProgram: Sendable {
  /// This one.
  case one(ProgramSummary)
  /// Any of these: more of the title is needed, or the UUID.
  case several([ProgramSummary])
  /// None; these come near it.
  case none([ProgramSummary])

  /// Programs that come near it, at most.
  private static let mostNear = 3
  /// Of fewer bytes than this, a text is in too many titles.
  private static let shortestPart = 3

  /// Looks for the program of that UUID, else of that title, else of the only title that begins so.
  ///
  /// Titles are compared without regard to case and accents, until that leaves several of which one is spelled exactly so.
  package init(_ text: String, among programs: [ProgramSummary]) {
    if let uuid = ProgramUUID(text) {
      self = programs.first { $0.program == uuid }.map(Self.one) ?? .none(Self.near(uuid, programs))
      return
    }
    let words = Self.words(text)
    let wanted = FoldedText(words).bytes
    let titles = programs.map { (program: $0, bytes: FoldedText(Self.words($0.title)).bytes) }
    // The empty text begins every title, and would name the only one of a small site.
    let begun = wanted.isEmpty ? [] : titles.filter { $0.bytes.starts(with: wanted) }
    let whole = begun.filter { $0.bytes.count == wanted.count }
    let exact = whole.filter { CodePoints.equal(Self.words($0.program.title), words) }
    let found = exact.count == 1 ? exact : whole.isEmpty ? begun : whole
    switch found.count {
    case 0: self = .none(Self.near(words, titles))
    case 1: self = .one(found[0].program)
    default: self = .several(found.map(\.program))
    }
  }

  /// Whether a text is a program's UUID or its whole title.
  package static func isWhole(_ text: String, of program: ProgramSummary) -> Bool {
    if let uuid = ProgramUUID(text) { return program.program == uuid }
    return FoldedText(words(program.title)).bytes == FoldedText(words(text)).bytes
  }

  /// A text without the spaces that nobody sees.
  private static func words(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }

  /// Those with the text in their titles, else those whose titles differ in a few letters.
  private static func near(
    _ text: String,
    _ titles: [(program: ProgramSummary, bytes: [UInt8])]
  ) -> [ProgramSummary] {
    let wanted = FoldedText(text).bytes
    let having = wanted.count < shortestPart ? [] : titles.filter { $0.bytes.firstRange(of: wanted) != nil }
    guard having.isEmpty else { return having.prefix(mostNear).map(\.program) }
    var nearest = NearestNames(to: text, limit: mostNear)
    for title in titles { nearest.add(title.program.title) }
    return nearest.names.compactMap { name in titles.first { CodePoints.equal($0.program.title, name) }?.program }
  }

  private static func near(_ uuid: ProgramUUID, _ programs: [ProgramSummary]) -> [ProgramSummary] {
    var nearest = NearestNames(to: uuid.hex, limit: 1)
    for program in programs { nearest.add(program.program.hex) }
    return programs.filter { $0.program.hex == nearest.names.first }
  }
}
