import OpenEdX
import Testing

@testable import LearnerRecords

@Suite struct `A program that is named` {
  private static func program(_ title: String, _ digit: Character) -> ProgramSummary {
    ProgramSummary(
      program: ProgramUUID(String(repeating: digit, count: 32)) ?? ProgramUUID(bytes: Array(repeating: 0, count: 16)),
      title: title,
      type: "MicroMasters",
      status: "active",
      organizations: [],
      organizationKeys: [],
      courses: 1,
      courseRuns: 1
    )
  }

  private static let programs = [
    program("Data Science", "1"), program("Data Science in Practice", "2"), program("Économie", "3"),
    program("Quantum Gardening", "4"), program("Twice", "5"), program("TWICE", "6"), program("Same", "7"),
    program("Same", "8"),
  ]

  private func titles(_ text: String) -> (one: String?, several: [String], near: [String]) {
    switch NamedProgram(text, among: Self.programs) {
    case .one(let program): (program.title, [], [])
    case .several(let programs): (nil, programs.map(\.title), [])
    case .none(let near): (nil, [], near.map(\.title))
    }
  }

  @Test(arguments: [
    ("44444444-4444-4444-4444-444444444444", "Quantum Gardening"), ("quantum gardening", "Quantum Gardening"),
    ("qu", "Quantum Gardening"), ("  Quantum  Gard ", "Quantum Gardening"), ("data science", "Data Science"),
    ("data science i", "Data Science in Practice"), ("ECONOMIE", "Économie"), ("TWICE", "TWICE"),
  ])
  func `is found by its UUID, its title, or the beginning that no other has`(text: String, title: String) {
    #expect(titles(text).one == title)
  }

  @Test func `is one of several where the beginning or the title is that of more`() {
    #expect(titles("data").several == ["Data Science", "Data Science in Practice"])
    #expect(titles("twice").several == ["Twice", "TWICE"])
    #expect(titles("Same").several == ["Same", "Same"])
  }

  @Test(arguments: ["", " "]) func `is none for an empty text, not all`(text: String) {
    let found = titles(text)
    #expect(found.one == nil && found.several.isEmpty && found.near.isEmpty)
    guard case .none = NamedProgram(text, among: [Self.programs[0]]) else {
      Issue.record("the only program was taken")
      return
    }
  }

  @Test func `is none where nothing fits, with those that come near`() {
    #expect(titles("gardening").near == ["Quantum Gardening"])
    #expect(titles("Quantum Gardning").near == ["Quantum Gardening"])
    #expect(titles("44444444444444444444444444444445").near == ["Quantum Gardening"])
    #expect(titles("entirely something else").near.isEmpty)
  }
}
