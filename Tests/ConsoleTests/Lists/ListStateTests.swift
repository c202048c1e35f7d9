import OpenEdX
import Terminal
import TestSupport
import Testing

@testable import Console

/// A row of a list made for tests.
private struct Thing: Identifiable, Sendable, Hashable {
  let id: Int
  var name = ""
  var number: Int?
  var findings: FindingSet = []
}

@Suite struct `A list` {
  private func list(_ rows: [Thing]) -> ListState<Thing> {
    var list = ListState(
      ListTraits<Thing>(
        contains: { $1.isIn($0.name) },
        findings: { $0.findings },
        fields: [:],
        columns: [
          TableColumn(title: "Name", minimum: 4, maximum: 9, order: { .text($0.name) }) { ($0.name, .plain) },
          TableColumn(title: "Number", minimum: 4, maximum: 9, alignment: .right, order: { .number($0.number) }) {
            ($0.number.map(String.init) ?? "", .plain)
          },
          TableColumn(title: "Unsorted", minimum: 4, maximum: 9) { ($0.name, .plain) },
        ]
      )
    )
    list.replace(rows)
    return list
  }

  private static let fruit = [
    Thing(id: 1, name: "pear", number: 10), Thing(id: 2, name: "Apple", number: 9), Thing(id: 3, name: "äpfel"),
    Thing(id: 4, name: "Zebra", number: -3), Thing(id: 5, name: "apple", number: 10), Thing(id: 6, name: "", number: 0),
  ]

  @Test func `texts are sorted without regard to case and accents, equal ones in their own order`() {
    var list = list(Self.fruit)
    list.sort(by: 0)
    #expect(list.visible.map(\.id) == [6, 3, 2, 5, 1, 4])
    list.invertSort()
    #expect(list.visible.map(\.id) == [4, 1, 2, 5, 3, 6])
    list.sort(by: nil)
    #expect(list.visible.map(\.id) == [1, 2, 3, 4, 5, 6])
  }

  @Test func `numbers are sorted as numbers, the greatest first, and those without one at the other end`() {
    var list = list(Self.fruit)
    list.sort(by: 1)
    #expect(list.visible.map(\.id) == [1, 5, 2, 6, 4, 3])
    list.sort(by: 1)
    #expect(list.visible.map(\.id) == [3, 4, 6, 2, 1, 5], "a column chosen again is reversed")
  }

  @Test func `a column that cannot be sorted by changes nothing`() {
    var list = list(Self.fruit)
    list.sort(by: 2)
    list.sort(by: 7)
    list.invertSort()
    #expect(list.sort == nil)
    #expect(list.visible.map(\.id) == [1, 2, 3, 4, 5, 6])
  }

  @Test func `long texts that begin alike are sorted by what follows`() {
    var list = list([
      Thing(id: 1, name: "learner-0010"), Thing(id: 2, name: "learner-0002"), Thing(id: 3, name: "learner-"),
    ])
    list.sort(by: 0)
    #expect(list.visible.map(\.id) == [3, 2, 1])
  }

  @Test func `the cursor stays on its row when rows are sorted, narrowed, put behind and changed`() {
    var list = list(Self.fruit)
    list.move(to: 4)
    list.sort(by: 0)
    #expect(list.cursor == 5)
    list.setFilter("app")
    #expect(list.cursor == 5)
    #expect(list.visible.map(\.id) == [2, 5])
    list.append([Thing(id: 7, name: "Appian"), Thing(id: 8, name: "Berry")])
    #expect(list.visible.map(\.id) == [7, 2, 5])
    #expect(list.cursor == 5)
    list.update([Thing(id: 2, name: "zapp"), Thing(id: 99, name: "apple")])
    #expect(list.visible.map(\.id) == [7, 5, 2])
    #expect(list.cursor == 5)
    list.setFilter("")
    #expect(list.visible.count == 8)
    #expect(list.cursor == 5)
  }

  @Test func `a range reaches from where it was begun to the cursor, and then is marked`() {
    var list = list(Self.fruit)
    list.move(to: 3)
    list.toggleRange()
    list.move(by: -2)
    #expect(list.range == 1...3)
    #expect(list.marked.isEmpty)
    #expect(list.chosen.map(\.id) == [2, 3, 4])
    list.toggleRange()
    #expect(list.marked == [2, 3, 4])
    #expect(list.range == nil)
    list.toggleRange()
    list.move(by: .min)
    list.dropRange()
    #expect(list.marked == [2, 3, 4])
  }

  @Test func `a range keeps its beginning at its row, and ends when that row is gone`() {
    var list = list(Self.fruit)
    list.move(to: 1)
    list.toggleRange()
    list.move(by: 1)
    list.replace(Self.fruit.reversed())
    #expect(list.chosen.map(\.id) == [3, 2])
    list.replace(Self.fruit.filter { $0.id != 2 })
    #expect(list.range == nil)
    #expect(list.cursor == 3)
  }

  @Test func `all that match are marked, and marks are reversed among them`() {
    var list = list(Self.fruit)
    list.toggleMark()
    list.setFilter("app")
    list.markAll()
    #expect(list.marked == [1, 2, 5])
    list.invertMarks()
    #expect(list.marked == [1])
    list.setFilter("")
    list.invertMarks()
    #expect(list.marked == [2, 3, 4, 5, 6])
    list.clearMarks()
    #expect(list.chosen.map(\.id) == [list.cursor])
  }

  @Test func `rows with the same findings are marked together, and a row without any is like no other`() {
    var list = list([
      Thing(id: 1, name: "a", findings: [.awardLost]), Thing(id: 2, findings: [.awardLost, .audit]), Thing(id: 3),
      Thing(id: 4, name: "a", findings: [.awardLost]), Thing(id: 5, name: "b", findings: [.awardLost]), Thing(id: 6),
    ])
    list.setFilter("a")
    list.markAlike()
    #expect(list.marked == [1, 4])
    list.setFilter("")
    list.markAlike()
    #expect(list.marked == [1, 4, 5])
    list.clearMarks()
    list.move(to: 2)
    list.markAlike()
    #expect(list.marked.isEmpty)
  }

  @Test func `limits are counted over all rows`() {
    var list = list([
      Thing(id: 1, findings: [.awardLost]), Thing(id: 2, findings: [.awardLost, .audit]),
      Thing(id: 3, findings: [.audit]),
      Thing(id: 4),
    ])
    list.setLimit(.finding(.audit))
    #expect(list.visible.map(\.id) == [2, 3])
    #expect(list.limits.map(\.limit) == [.all, .drift, .finding(.audit), .finding(.awardLost)])
    #expect(list.limits.map(\.rows) == [4, 2, 2, 2])
  }

  @Test(arguments: 0..<20) func `whatever is done, a list shows what a plain one would, and the cursor keeps its row`(
    seed: UInt64
  ) {
    var draw = RandomDraw(seed: seed)
    var rows: [Thing] = []
    var list = list([])
    var next = 0
    func make() -> Thing {
      next += 1
      let name = String((0..<draw.below(5)).map { _ in "abÄ".randomElement(using: &draw) ?? "a" })
      return Thing(
        id: next,
        name: name,
        number: draw.below(4),
        findings: draw.below(3) == 0 ? [.audit] : []
      )
    }
    for step in 0..<200 {
      let before = list.cursor
      var moved = false
      switch draw.below(9) {
      case 0:
        rows =
          rows.filter { _ in draw.below(8) > 0 }.shuffled(using: &draw)
          + (0..<draw.below(5)).map { _ in make() }
        list.replace(rows)
      case 1:
        let more = (0..<draw.below(9)).map { _ in make() }
        rows += more
        list.append(more)
      case 2: list.setFilter(["", "a", "ab", "!a", "äb", "b a"].randomElement(using: &draw) ?? "")
      case 3: list.setLimit(draw.below(2) == 0 ? .all : .finding(.audit))
      case 4: list.sort(by: [nil, 0, 1].randomElement(using: &draw) ?? nil)
      case 5: list.invertSort()
      case 6:
        list.toggleMark()
        moved = true
      case 7:
        guard let place = rows.indices.randomElement(using: &draw) else { continue }
        rows[place].number = draw.below(9)
        list.update([rows[place]])
      default:
        list.move(by: draw.below(9) - 4)
        moved = true
      }
      let wanted = plain(rows, list)
      #expect(list.visible.map(\.id) == wanted.map(\.id), "seed \(seed), step \(step)")
      #expect((list.position == nil) == wanted.isEmpty, "seed \(seed), step \(step)")
      #expect(list.marked.isSubset(of: Set(rows.map(\.id))), "seed \(seed), step \(step)")
      if !moved, let before, wanted.contains(where: { $0.id == before }) {
        #expect(list.cursor == before, "seed \(seed), step \(step)")
      }
    }
  }

  /// What a list has to show, found without any of its shortcuts.
  private func plain(_ rows: [Thing], _ list: ListState<Thing>) -> [Thing] {
    let filter = RowFilter(list.filter, fields: [])
    let kept = rows.enumerated().filter { _, row in
      list.limit.wanted.map { row.findings.intersects($0) } ?? true && list.traits.admits(row, filter)
    }
    guard let sort = list.sort, let key = list.traits.columns[sort.column].order else { return kept.map(\.element) }
    return kept.sorted { left, right in
      let (a, b) = (key(left.element), key(right.element))
      return a == b ? left.offset < right.offset : (a < b) != sort.isDescending
    }.map(\.element)
  }
}
