import LearnerRecords
import OpenEdX
import Testing

@testable import Console

@Suite struct `What is typed to find rows` {
  private struct Thing {
    let name: String
    var org = ""
    var findings: FindingSet = []
  }

  private static let things = [
    Thing(name: "Maria Garcia", org: "NorthX", findings: [.awardLost]),
    Thing(name: "María García-López", org: "NorthX"),
    Thing(name: "Drift Racing", org: "South"),
    Thing(name: "Ødegård", org: "North of South", findings: [.programAwardLost, .notPassed]),
    Thing(name: "Ελένη ΠΑΠΑΘΕΟΔΏΡΟΥ", findings: [.awardStale]),
    Thing(name: "course-v1:HelixTech+PC101"),
  ]

  private static let traits = ListTraits<Thing>(
    contains: { $1.isIn($0.name) },
    findings: { $0.findings },
    fields: ["org": { $1.isIn($0.org) }, "name": { $1.isIn($0.name) }],
    columns: []
  )

  private func found(_ text: String) -> [Int] {
    let filter = RowFilter(text, fields: Self.traits.fieldNames)
    return Self.things.indices.filter { Self.traits.admits(Self.things[$0], filter) }
  }

  @Test(arguments: [
    ("", [0, 1, 2, 3, 4, 5]), ("   ", [0, 1, 2, 3, 4, 5]), ("!", [0, 1, 2, 3, 4, 5]), ("\"", [0, 1, 2, 3, 4, 5]),
    ("maria", [0, 1]), ("GARCÍA maria", [0, 1]), ("\"maria garcia-\"", [1]), ("garcia \"Maria G", [0, 1]),
    ("παπαθεοδωρου", [4]), ("ελενη", [4]), ("ødeg", [3]), ("deg", [3]), ("!maria", [2, 3, 4, 5]),
    ("!maria !odd !course", [2, 3, 4]), ("finding:award-lost", [0]), ("finding:award", [0, 3, 4]),
    ("finding:", [0, 1, 2, 3, 4, 5]),
    ("!finding:award-lost", [1, 2, 3, 4, 5]), ("FINDING:Award-Lost", [0]), ("drift", [0, 3, 4]), ("!drift", [1, 2, 5]),
    ("\"drift\"", [2]), ("org:northx", [0, 1]), ("org:north !org:northx", [3]), ("org:\"north of\"", [3]),
    ("org:", [0, 1, 2, 3, 4, 5]), ("!org:north drift", [4]), ("name:maria org:northx drift", [0]),
    ("course-v1:HelixTech", [5]), ("\"name:\"", []), ("helixtech+pc101", [5]),
  ])
  func `words narrow the rows`(text: String, rows: [Int]) {
    #expect(found(text) == rows)
    #expect(RowFilter(text, fields: Self.traits.fieldNames).problem == nil)
  }

  @Test func `a word before a colon that is not known is said, with those that are, and the rest holds`() throws {
    let filter = RowFilter("maria colour:red drift", fields: ["name", "org"])
    let problem = try #require(filter.problem).text(.keys)
    for word in ["“colour:”", "finding:", "name:", "org:"] { #expect(problem.contains(word), "\(problem)") }
    #expect(found("maria colour:red drift") == [0])
  }

  @Test func `a finding that is none is said`() throws {
    let problem = try #require(RowFilter("finding:lost-award", fields: []).problem).text(.keys)
    #expect(problem.contains("“lost-award”"))
  }

  @Test(arguments: [
    ("", "m", true), ("m", "ma", true), ("ma", "m", false), ("ma", "ma drift", true), ("maria", "maria !x", true),
    ("!m", "!ma", false), ("!ma", "!m", true), ("finding:award", "finding:award-lost", true),
    ("finding:award-lost", "finding:award", false), ("drift", "finding:award-lost", true), ("org:n", "org:no", true),
    ("org:n", "name:no", false), ("a b", "b a", true), ("a", "!a", false), ("é", "E", true),
  ])
  func `a text narrows another when all that it shows the other shows`(old: String, new: String, narrows: Bool) {
    let fields = Self.traits.fieldNames
    let narrowed = RowFilter(new, fields: fields).narrows(RowFilter(old, fields: fields))
    #expect(narrowed == narrows)
    if narrows { #expect(Set(found(new)).isSubset(of: found(old))) }
  }

  @Test(arguments: ["a", "ab", "garcia", "é", "ss"]) func `a needle finds in a text what it finds in its folded form`(
    text: String
  ) {
    let needle = Needle(text)
    for hay in Self.things.map(\.name) + ["", "a", "b", "aab", "STRASSE", "straße", "e\u{301}", "AÉ"] {
      #expect(needle.isIn(hay) == needle.isIn(folded: FoldedText(hay).bytes), "\(hay)")
    }
  }

  @Test func `findings are kept as bits, and read back in their order`() {
    #expect(FindingSet(Finding.allCases).findings == Finding.allCases)
    for finding in Finding.allCases {
      let one = FindingSet([finding])
      #expect(one.findings == [finding])
      #expect(one.intersects(.drift) == (finding.kind == .drift))
    }
    let counts = FindingSet.counts([[.awardLost, .audit], [], [.awardLost]])
    #expect(counts.drift == 2)
    #expect(counts.byFinding.filter { $0.rows > 0 }.map(\.finding) == [.audit, .awardLost])
    #expect(counts.byFinding.first { $0.finding == .awardLost }?.rows == 2)
  }

  @Test(arguments: ["org:NorthX", "org:amber", "northx"]) func `a program is found by its organization's name and key`(
    text: String
  ) {
    var someone = Operator.atPrograms()
    someone.type("/\(text)")
    #expect(someone.model.programList.visible.map(\.title) == ["Sustainable Harbours"])
  }
}
