import OpenEdX
import Terminal
import Testing

@testable import Console
@testable import LearnerRecords

@Suite struct `The search over all learners` {
  private static let found = [
    Example.person("maria", "Maria Garcia"), Example.person("marian", "Marian Ó Súilleabháin"),
  ]

  private func atPeople(columns: Int = 80, rows: Int = 24) -> Operator {
    var someone = Operator.atPrograms(columns: columns, rows: rows)
    someone.press(.character("p"))
    someone.tell(.found(Self.found, total: 2, by: ""))
    someone.forget()
    return someone
  }

  private static func programs(_ username: String) -> LearnerPrograms {
    let entry = { (program: ProgramUUID, title: String, word: String?, drift: Int) in
      LearnerPrograms.Entry(
        program: program,
        title: title,
        listWord: word,
        summary: Example.summary(username, "Maria Garcia", earned: 2, drift: drift),
        backfillableRuns: (0..<drift).map { Example.run($0 + 1) }
      )
    }
    return LearnerPrograms(
      person: Example.person(username, "Maria Garcia"),
      entries: [
        entry(Example.paidCourses, "Paid Courses", "Partially Completed", 2),
        entry(Example.gardening, "Quantum Gardening", nil, 0),
        entry(Example.harbours, "Sustainable Harbours", "Completed", 1),
      ]
    )
  }

  private func atPerson(columns: Int = 80, rows: Int = 24) -> Operator {
    var someone = atPeople(columns: columns, rows: rows)
    someone.type("mar")
    someone.tell(.found(Self.found, total: 2, by: "mar"))
    someone.press(.enter)
    someone.tell(.person(Self.programs("maria")))
    someone.forget()
    return someone
  }

  @Test func `a learner's only program is opened at once, and who goes back sees the learner`() {
    var someone = atPeople()
    someone.press(.enter)
    let programs = Self.programs("maria")
    let one = LearnerPrograms(person: programs.person, entries: [programs.entries[1]])
    someone.tell(.person(one))
    #expect(someone.model.screenID == .record(username: "maria", program: Example.gardening))
    someone.press(.escape)
    someone.tell(.person(one))
    #expect(someone.model.screenID == .person("maria"))
    #expect(someone.screen.contains("Quantum Gardening"))
  }

  @Test func `of several programs the only one with drift is opened at once, with the others behind it`() {
    var someone = atPeople()
    someone.press(.enter)
    let programs = Self.programs("maria")
    let drifting = LearnerPrograms(person: programs.person, entries: Array(programs.entries.suffix(2)))
    someone.tell(.person(drifting))
    #expect(someone.model.screenID == .record(username: "maria", program: Example.harbours))
    someone.press(.escape)
    someone.tell(.person(drifting))
    #expect(someone.model.screenID == .person("maria"))
    #expect(someone.cursorLine?.contains("Sustainable Harbours") == true)
  }

  @Test func `p asks at once, each key asks again, and an answer that came too late is not shown`() {
    var someone = Operator.atPrograms()
    someone.press(.character("p"))
    #expect(someone.asked == ["search "])
    #expect(someone.screen.contains("learner: ▏"))
    someone.forget()
    someone.type("ma")
    #expect(someone.asked == ["search m", "search ma"])
    someone.tell(.found([Example.person("zoe", "Zoë")], total: 1, by: "m"))
    #expect(!someone.screen.contains("zoe"))
    someone.tell(.found(Self.found, total: 1234, by: "ma"))
    #expect(someone.screen.contains("learner: ma▏   the first 2 of 1234 learners"))
    someone.press(.down)
    #expect(someone.cursorLine?.contains("marian") == true)
    someone.tell(.found([Example.person("amaria", "A")] + Self.found, total: 3, by: "ma"))
    #expect(someone.cursorLine?.contains("marian") == true, "the same words again keep the cursor on its learner")
    someone.type("r")
    someone.tell(.found(Self.found, total: 2, by: "mar"))
    #expect(someone.cursorLine?.contains("Maria Garcia") == true, "other words begin at the best one")
  }

  @Test func `Enter opens the learner's programs, then a record, and Esc leads all the way back`() {
    var someone = atPeople()
    someone.type("mar")
    someone.tell(.found(Self.found, total: 2, by: "mar"))
    someone.forget()
    someone.press(.enter)
    #expect(someone.asked == ["programs of maria"])
    someone.tell(.person(Self.programs("maria")))
    for word in ["✓ Completed", "○ Partially Completed", "- not in the list", "2/4", "All learners › maria"] {
      #expect(someone.screen.contains(word), "\(word)\n\(someone.screen)")
    }
    someone.press(.down, .enter)
    #expect(someone.asked.last == "record of maria in 2")
    #expect(someone.lines[2].contains("All learners › maria › Quantum Gardening"))
    someone.press(.escape)
    #expect(someone.cursorLine?.contains("Quantum Gardening") == true)
    someone.press(.escape)
    #expect(someone.asked.last == "search mar")
    #expect(someone.screen.contains("marian"))
    someone.press(.escape)
    #expect(someone.model.screenID == .programs)
  }

  @Test func `programs of a learner that was left are ignored`() {
    var someone = atPerson()
    someone.press(.escape)
    someone.tell(.person(Self.programs("maria")))
    #expect(someone.model.screenID == .people)
    someone.press(.down, .enter)
    someone.tell(.person(Self.programs("maria")))
    #expect(someone.model.person == nil)
  }

  @Test func `Esc stops the typing, letters are keys again, and the slash types on`() {
    var someone = atPeople()
    someone.type("ma")
    someone.press(.escape)
    #expect(someone.model.screenID == .people)
    someone.forget()
    someone.press(.character(" "), .character("b"))
    #expect(someone.askedToDo == ["plan for maria"])
    someone.press(.escape, .character("/"))
    someone.type("r")
    #expect(someone.asked.last == "search mar")
    someone.press(.backspace, .control("u"))
    #expect(someone.asked.suffix(2) == ["search ma", "search "])
  }

  @Test func `a learner's programs can be marked and backfilled`() {
    var someone = atPerson()
    someone.press(.character("v"), .down, .character("b"))
    #expect(someone.askedToDo == ["plan for maria in 1 2"])
    someone.forget()
    someone.press(.escape, .escape)
    someone.type("/list:not")
    #expect(someone.model.personPrograms.visible.map(\.title) == ["Quantum Gardening"])
  }

  @Test func `nobody found and nothing to show are said`() {
    var someone = atPeople()
    someone.type("zzz")
    someone.tell(.found([], total: 0, by: "zzz"))
    #expect(someone.screen.contains("no learner matches"))
    someone.press(.enter)
    #expect(someone.model.screenID == .people)
  }

  @Test(arguments: Golden.sizes) func `the search looks as it was kept`(size: Size) throws {
    var someone = atPeople(columns: size.columns, rows: size.rows)
    someone.type("mar")
    someone.tell(.found(Self.found, total: 2, by: "mar"))
    try Golden.check("people", someone)
  }

  @Test(arguments: Golden.sizes) func `a learner's programs look as they were kept`(size: Size) throws {
    var someone = atPerson(columns: size.columns, rows: size.rows)
    someone.press(.character("s"), .end, .enter)
    try Golden.check("person", someone)
  }
}
