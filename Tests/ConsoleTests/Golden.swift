import Foundation
import Terminal
import Testing

/// Screens kept as text files in `Golden`, one a screen and size.
///
/// `RECORD_GOLDEN=1 swift test --filter ConsoleTests` writes them anew; read the difference before committing it.
enum Golden {
  static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 50),
    Size(columns: 40, rows: 12),
  ]

  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden").path

  static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

  /// Compares a screen with its file, and on a difference shows the rows that differ.
  static func check(_ name: String, _ grid: Grid, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let path = "\(folder)/\(name) \(grid.size.columns)x\(grid.size.rows).txt"
    if isRecording {
      try (grid.lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      Issue.record("\(path) is missing; RECORD_GOLDEN=1 writes it", sourceLocation: sourceLocation)
      return
    }
    let wanted = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    let rows = differences(wanted, grid.lines)
    #expect(
      rows.isEmpty,
      "\(name), \(grid.size.columns)×\(grid.size.rows)\n\(rows.joined(separator: "\n"))",
      sourceLocation: sourceLocation
    )
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
