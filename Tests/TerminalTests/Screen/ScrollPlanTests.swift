import Testing

@testable import Terminal

@Suite("Scrolling")
struct ScrollPlanTests {
  /// Rows of a list from an index on, beside a pane if that has a width, between a head and a foot.
  private func list(from index: Int, columns: Int = 60, rows: Int = 12, pane: Int = 0) -> Grid {
    var grid = Grid(size: Size(columns: columns, rows: rows))
    grid.write("head", at: (0, 0))
    for row in 1..<rows - 1 {
      let number = index + row
      grid.write("\(number * 7919) \(String(repeating: String(number % 10), count: 20))", at: (0, row))
      if pane > 0 { grid.write("│ \(row * 37)", at: (columns - pane, row)) }
    }
    grid.write("foot", at: (0, rows - 1))
    return grid
  }

  @Test("A list that moves is found, up and down, by one row and by a turn of the wheel", arguments: [1, -1, 2, 3, -3])
  func found(shift: Int) {
    #expect(
      ScrollPlan.best(from: list(from: 100), to: list(from: 100 + shift)) == ScrollPlan(rows: 1..<11, shift: shift)
    )
  }

  @Test("A narrow pane beside the list does not hinder, a wide one does")
  func pane() {
    let plan = ScrollPlan.best(from: list(from: 5, pane: 8), to: list(from: 6, pane: 8))
    #expect(plan?.shift == 1)
    #expect(plan?.rows.count ?? 0 >= 10)
    var (before, after) = (list(from: 5, columns: 200), list(from: 6, columns: 200))
    for row in 1..<11 {
      for grid in 0..<2 {
        let text = String(repeating: String(row % 10), count: 150)
        if grid == 0 { before.write(text, at: (50, row)) } else { after.write(text, at: (50, row)) }
      }
    }
    #expect(ScrollPlan.best(from: before, to: after) == nil)
  }

  @Test("Nothing moves for a cursor, for another list, for the same picture, or for another size")
  func none() {
    var cursor = list(from: 5)
    cursor.restyle(Rectangle(column: 0, row: 4, columns: 60, rows: 1)) { $0.reverse = true }
    #expect(ScrollPlan.best(from: list(from: 5), to: cursor) == nil)
    #expect(ScrollPlan.best(from: list(from: 5), to: list(from: 5)) == nil)
    #expect(ScrollPlan.best(from: list(from: 5), to: list(from: 500)) == nil)
    #expect(ScrollPlan.best(from: list(from: 5), to: list(from: 6, rows: 13)) == nil)
    #expect(
      ScrollPlan.best(from: Grid(size: Size(columns: 0, rows: 0)), to: Grid(size: Size(columns: 0, rows: 0))) == nil
    )
  }

  @Test("Rows move as a terminal moves them: what leaves is lost, what comes is empty")
  func moved() {
    var grid = Grid(size: Size(columns: 1, rows: 5))
    for (row, text) in ["a", "b", "c", "d", "e"].enumerated() { grid.write(text, at: (0, row)) }
    #expect(grid.scrolled(ScrollPlan(rows: 1..<4, shift: 1)).lines == ["a", "c", "d", "", "e"])
    #expect(grid.scrolled(ScrollPlan(rows: 0..<5, shift: -2)).lines == ["", "", "a", "b", "c"])
    #expect(grid.scrolled(ScrollPlan(rows: 1..<3, shift: 3)).lines == ["a", "", "", "d", "e"])
  }
}
