import Terminal

/// Draws what lies over the screen, in a box in the middle.
struct DialogView {
  let text: DialogText
  let offset: Int

  func draw(on grid: inout Grid) {
    let box = text.box
    let width = box.size.columns - 4
    grid.fill(box)
    grid.box(box, title: text.title, style: Theme.frame)
    let first = min(offset, text.lastOffset)
    for (index, line) in text.lines.dropFirst(first).prefix(text.room).enumerated() {
      let shown = TextWidth.clipped(line.text, to: width)
      grid.write(shown, at: (box.column + 2, box.row + 1 + index), width: width, style: line.style)
    }
    let more = text.lastOffset - first
    let scrolling = text.lastOffset == 0 ? [] : more > 0 ? ["↑↓ \(more)", " more"] : ["↑↓ end"]
    let keys = KeyHint.line(text.keys)
    grid.write(
      scrolling.isEmpty ? keys : keys + "  " + PartsLine(scrolling, gap: "", width: width - keys.count - 2).text,
      at: (box.column + 2, text.keysRow),
      width: width,
      style: Theme.key
    )
  }
}
