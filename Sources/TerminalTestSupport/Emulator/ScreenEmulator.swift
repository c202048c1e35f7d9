/// A terminal in memory: takes the bytes that a program writes for TERM=xterm-256color and keeps what is on the screen.
///
/// It knows the sequences that ncurses sends for that terminal and skips every other one. Unlike the program under test
/// it has its own table of widths, so that a test does not compare a mistake with itself.
package struct ScreenEmulator: Sendable {
  /// One place on the screen: what stands there ("" in the right half of a wide character) and its SGR parameters.
  package struct Place: Hashable, Sendable {
    /// The character with its combining marks.
    package var text = " "
    /// The parameters of the last SGR sequence that are in force, in the order of their coming: `1;31`.
    package var rendition = ""
  }

  /// How many columns there are.
  package private(set) var columns: Int
  /// How many rows there are.
  package private(set) var rows: Int
  /// Whether the alternate screen is shown.
  package internal(set) var isAlternate = false
  /// Whether the cursor is visible.
  package internal(set) var showsCursor = true
  /// The private modes that are set, as 1000 for the mouse.
  package internal(set) var modes: Set<Int> = []
  /// Control characters and bytes above ASCII outside UTF-8 that arrived beside cursor movements: nothing that a
  /// well-behaved program sends.
  package internal(set) var strayControls: [UInt8] = []
  /// The cursor's column, from 0; as many as there are columns after the last one was written.
  package internal(set) var column = 0
  /// The cursor's row, from 0.
  package internal(set) var row = 0
  /// Operating system commands (window titles) that arrived, for tests that none does.
  package internal(set) var commands: [String] = []

  var places: [[Place]]
  var primary: (places: [[Place]], column: Int, row: Int)?
  var top = 0
  var bottom: Int
  var rendition: [String] = []
  var lastWritten: Unicode.Scalar = " "
  var saved = (column: 0, row: 0)
  private var parser = EscapeParser()

  /// An empty screen with the cursor at the top left.
  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    bottom = rows - 1
    places = Self.blank(columns: columns, rows: rows)
  }

  /// The text of each row without its trailing spaces.
  package var lines: [String] {
    places.map { row in
      let text = row.map(\.text).joined()
      return text.lastIndex { $0 != " " }.map { String(text[...$0]) } ?? ""
    }
  }

  /// All rows, one a line.
  package var text: String { lines.joined(separator: "\n") }

  /// The place there; nil outside the screen.
  package subscript(column: Int, row: Int) -> Place? {
    places.indices.contains(row) && places[row].indices.contains(column) ? places[row][column] : nil
  }

  /// The column at which a text begins in a row, counted in places; nil when it is not there.
  package func column(of text: String, row: Int) -> Int? {
    guard places.indices.contains(row) else { return nil }
    return places[row].indices.first { start in
      places[row][start...].lazy.map(\.text).joined().hasPrefix(text)
    }
  }

  /// Takes what the program wrote; a sequence may be spread over several calls.
  package mutating func receive(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if let action = parser.next(byte) { perform(action) }
    }
  }

  /// Takes another size, cutting or filling at the right and at the bottom.
  package mutating func resize(columns: Int, rows: Int) {
    func fit(_ old: [[Place]]) -> [[Place]] {
      var new = Self.blank(columns: columns, rows: rows)
      for row in 0..<min(rows, old.count) {
        for column in 0..<min(columns, old[row].count) { new[row][column] = old[row][column] }
      }
      return new
    }
    places = fit(places)
    if let kept = primary { primary = (fit(kept.places), min(kept.column, columns), min(kept.row, rows - 1)) }
    (self.columns, self.rows) = (columns, rows)
    (top, bottom) = (0, rows - 1)
    (column, row) = (min(column, columns - 1), min(row, rows - 1))
  }

  static func blank(columns: Int, rows: Int) -> [[Place]] {
    Array(repeating: Array(repeating: Place(), count: columns), count: rows)
  }
}
