import Foundation
import Terminal

/// The texts of a file, parted by the byte 0xFF, twenty columns each between bars; `j` shows the next screenful.
struct TextSubject: Subject {
  private let texts: [String]
  private var offset = 0

  init(file: String) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    texts = bytes.split(separator: 0xFF, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  func grid(_ screen: TerminalScreen) -> Grid {
    var grid = Grid(size: screen.size)
    for (row, text) in texts.dropFirst(offset).prefix(screen.size.rows).enumerated() {
      grid.write("|", at: (0, row))
      grid.write(TextWidth.padded(text, to: 20), at: (1, row))
      grid.write("|\(offset + row)|", at: (21, row))
    }
    return grid
  }

  mutating func take(_ event: TerminalEvent, _ screen: TerminalScreen) {
    if event == .key(.character("j")) { offset += screen.size.rows }
  }
}
