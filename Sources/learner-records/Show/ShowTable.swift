import Foundation
import Terminal

/// Rows in columns as wide as their widest field, empty columns at the end left blank. The first row holds the titles.
///
/// A table that is wider than the terminal is shown as blocks, a line a field, so that nothing is cut and no line wraps in
/// the middle of a column. What goes into a pipe or a file stays a table.
enum ShowTable {
  static func lines(
    _ rows: [[String]],
    indent: Int,
    hasTitles: Bool = true,
    width: Int? = Size.ofTerminal(STDOUT_FILENO)?.columns
  ) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { index in
      rows.map { index < $0.count ? TextWidth.columns(of: $0[index]) : 0 }.max() ?? 0
    }
    let margin = String(repeating: " ", count: indent)
    let lines = rows.map { row in
      var line = margin + AuditText.columns(row, widths)
      while line.last == " " { line.removeLast() }
      return line
    }
    guard let width, let widest = lines.map(TextWidth.columns(of:)).max(), widest > width else { return lines }
    return blocks(rows, margin, hasTitles, width)
  }

  /// Each row as its first field and, under it, the others that are not blank.
  private static func blocks(_ rows: [[String]], _ margin: String, _ hasTitles: Bool, _ width: Int) -> [String] {
    let titles = hasTitles ? rows.first ?? [] : []
    return rows.dropFirst(hasTitles ? 1 : 0).flatMap { row -> [String] in
      let fields = row.enumerated().dropFirst().filter { !$0.element.isEmpty }.map { index, text in
        index < titles.count ? "\(titles[index]): \(text)" : text
      }
      return [margin + (row.first ?? "")]
        + fields.flatMap { field in
          WrappedText(field, width: max(20, width - margin.count - 2), indent: 2).lines.map { margin + "  " + $0 }
        }
    }
  }
}
