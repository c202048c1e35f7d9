/// Numbers as a row of bars, one column each; zero is the lowest bar and no number is a space.
struct Sparkline {
  let text: String

  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  init(_ values: [Double?]) {
    let highest = values.compactMap { $0 }.max() ?? 0
    text = String(
      values.map { value -> Character in
        guard let value else { return " " }
        guard highest > 0, value > 0 else { return Self.bars[0] }
        // What is more than nothing is seen to be.
        let level = Int((value / highest * Double(Self.bars.count - 1)).rounded())
        return Self.bars[min(max(1, level), Self.bars.count - 1)]
      }
    )
  }
}
