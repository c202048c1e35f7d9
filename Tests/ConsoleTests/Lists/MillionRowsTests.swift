import OpenEdX
import Synchronization
import Terminal
import Testing

@testable import Console

/// A row of a list made for tests.
private struct Number: Identifiable, Sendable {
  let id: Int
}

/// How many cells were asked for.
private final class CellCount: Sendable {
  private let count = Atomic(0)

  func add() { count.add(1, ordering: .relaxed) }

  /// How many since the last time.
  func take() -> Int { count.exchange(0, ordering: .relaxed) }
}

@Suite struct `A list of a million rows` {
  private static let rows = (0..<1_000_000).map { Number(id: $0) }
  private let cells = CellCount()
  private let columns: [TableColumn<Number>]

  init() {
    columns = [
      TableColumn(title: "Number", minimum: 9, maximum: 12, alignment: .right, order: { .number($0.id) }) { [cells] in
        cells.add()
        return ("row \($0.id)", .plain)
      }
    ]
  }

  private func list() -> ListState<Number> {
    var list = ListState(
      ListTraits<Number>(
        contains: { $1.isIn("row \($0.id)") },
        findings: { _ in [] },
        fields: [:],
        columns: columns
      )
    )
    list.replace(Self.rows)
    return list
  }

  private func screen(_ list: ListState<Number>) -> String {
    var grid = Grid(size: Size(columns: 40, rows: 24))
    TableView(columns: columns, list: list, emptyText: "nothing").draw(
      on: &grid,
      in: Rectangle(column: 0, row: 0, columns: 40, rows: 24)
    )
    return grid.lines.joined(separator: "\n")
  }

  @Test func `asks only for the cells that are drawn, wherever its cursor is`() {
    var list = list()
    _ = cells.take()
    for position in [0, 1, 499_999, 999_999] {
      list.move(to: position)
      #expect(screen(list).contains("row \(position)"))
      // Once for the width of the column, once to be written.
      #expect((1...2 * 23).contains(cells.take()), "at row \(position)")
    }
  }

  @Test func `is narrowed, sorted and marked in whole`() {
    var list = list()
    list.sort(by: 0)
    #expect(list.visible.first?.id == 999_999)
    list.setFilter("\"row 99999\"")
    #expect(list.visible.map(\.id) == Array((999_990...999_999).reversed()) + [99_999])
    #expect(screen(list).contains("row 999990"))
    list.setFilter("")
    list.markAll()
    #expect(list.marked.count == 1_000_000)
    #expect(list.visible.last?.id == 0)
  }
}
