import Foundation
import Terminal
import Testing

@testable import Console

/// Screens kept as text files in `Golden`, one a screen and size: as it is drawn with UTF-8, in ASCII, and a letter for the
/// look of each cell. What a terminal makes of the looks, with and without colours, stands in `styles.txt`.
///
/// `RECORD_GOLDEN=1 swift test --filter ConsoleTests` writes them anew; read the difference before committing it.
enum Golden {
  static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 100, rows: 30), Size(columns: 120, rows: 40),
    Size(columns: 160, rows: 45), Size(columns: 200, rows: 50), Size(columns: 40, rows: 12),
  ]

  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Golden").path

  static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

  /// Compares what somebody sees with its file, and on a difference shows the rows that differ.
  static func check(_ name: String, _ someone: Operator, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let grid = someone.grid
    let drawn = Repertoire.$current.withValue(.ascii) { someone.grid }
    // What the drawing itself has no ASCII for is lost in a question mark.
    for row in 0..<drawn.size.rows {
      let lost = zip(drawn.row(row), drawn.ascii.row(row)).contains { $0.text != "?" && $1.text == "?" }
      #expect(!lost, "\(name): a character of row \(row) has no ASCII", sourceLocation: sourceLocation)
    }
    let looks = GoldenStyles.letters(of: grid)
    let looksInASCII = GoldenStyles.letters(of: drawn)
    let hasUnknown = (looks + looksInASCII).contains { $0.contains(GoldenStyles.unknown) }
    #expect(!hasUnknown, "a style has no letter: add it to GoldenStyles", sourceLocation: sourceLocation)
    var lines =
      grid.lines + ["", "── ASCII"] + drawn.ascii.lines + ["", "── looks: \(GoldenStyles.legend(of: looks))"] + looks
    if looksInASCII != looks { lines += ["", "── looks in ASCII, where texts have other widths"] + looksInASCII }
    try check(lines, file: "\(name) \(grid.size.columns)x\(grid.size.rows)", sourceLocation: sourceLocation)
  }

  /// Compares lines with a file.
  static func check(
    _ lines: [String],
    file: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = "\(folder)/\(file).txt"
    if isRecording {
      try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      Issue.record("\(path) is missing; RECORD_GOLDEN=1 writes it", sourceLocation: sourceLocation)
      return
    }
    let wanted = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    let rows = differences(wanted, lines)
    #expect(rows.isEmpty, "\(file)\n\(rows.joined(separator: "\n"))", sourceLocation: sourceLocation)
  }

  private static func differences(_ wanted: [String], _ shown: [String]) -> [String] {
    (0..<max(wanted.count, shown.count)).flatMap { row -> [String] in
      let left = row < wanted.count ? wanted[row] : "(no row)"
      let right = row < shown.count ? shown[row] : "(no row)"
      // By scalars: equal strings in Swift may be spelled differently.
      guard !left.unicodeScalars.elementsEqual(right.unicodeScalars) else { return [] }
      return ["row \(row)", "  kept  │\(left)", "  shown │\(right)"]
    }
  }
}
