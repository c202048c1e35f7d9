import Foundation
import TerminalTestSupport
import Testing

@testable import Terminal

@Suite("Pictures")
struct SVGTests {
  @Test("A small grid is drawn as it should be")
  func golden() {
    var grid = Grid(size: Size(columns: 12, rows: 3))
    grid.write("a<b>&\"c\"", at: (1, 0), style: Style(foreground: .red, bold: true))
    grid.write("漢x", at: (0, 1), style: Style(underline: true))
    grid.write("──", at: (4, 1), style: Style(foreground: .gray))
    grid.write(" ok ", at: (2, 2), style: Style(foreground: .green, reverse: true))
    #expect(
      grid.svg(title: "Zoë & <co>\u{1B}") == """
        <svg xmlns="http://www.w3.org/2000/svg" width="124.8" height="96" viewBox="0 0 124.8 96" role="img" \
        font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">
        <title>Zoë &amp; &lt;co&gt;␛</title>
        <rect x="0.5" y="0.5" width="123.8" height="95" rx="8" fill="#1e1e1e" stroke="#3a3a3a"/>
        <text x="62.4" y="20" text-anchor="middle" font-size="12" fill="#a8a8a8">Zoë &amp; &lt;co&gt;␛</text>
        <text xml:space="preserve" x="20.4" y="49" textLength="67.2" fill="#ff8787" font-weight="bold">\
        a&lt;b&gt;&amp;&quot;c&quot;</text>
        <text xml:space="preserve" x="12" y="65" fill="#d8d8d8">漢</text>
        <rect x="12" y="67" width="16.8" height="1" fill="#d8d8d8" shape-rendering="crispEdges"/>
        <text xml:space="preserve" x="28.8" y="65" textLength="8.4" fill="#d8d8d8">x</text>
        <rect x="28.8" y="67" width="8.4" height="1" fill="#d8d8d8" shape-rendering="crispEdges"/>
        <text xml:space="preserve" x="45.6" y="65" textLength="16.8" fill="#a8a8a8">──</text>
        <rect x="28.8" y="68" width="33.6" height="16" fill="#87d787" shape-rendering="crispEdges"/>
        <text xml:space="preserve" x="28.8" y="81" textLength="33.6" fill="#1e1e1e"> ok </text>
        </svg>

        """
    )
  }

  @Test("A light picture has a light background and the colours for it")
  func light() {
    var grid = Grid(size: Size(columns: 4, rows: 1))
    grid.write("bad", at: (0, 0), style: Style(foreground: .red))
    let svg = grid.svg(title: "", tone: .light)
    #expect(svg.contains("fill=\"#ffffff\""))
    #expect(svg.contains("fill=\"#af0000\">bad<"))
  }

  @Test("A grid of hostile text is well-formed XML that holds nothing but rectangles and text")
  func hostile() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var texts = HostileText(seed: seed)
    var grid = Grid(size: Size(columns: 60, rows: 400))
    for row in 0..<400 { grid.write("<script>\"&" + texts.next(), at: (0, row), style: Style(dim: row % 2 == 0)) }
    let reader = PictureReader()
    #expect(reader.read(grid.svg(title: texts.next() + "</title>")), "seed \(seed): \(reader.problem)")
    #expect(reader.names == ["svg", "title", "rect", "text"])
    #expect(reader.characters.contains("<script>\"&"))
  }

  @Test("Every character that a grid can hold may stand in XML")
  func everyCharacter() {
    var grid = Grid(size: Size(columns: 200, rows: 500))
    var (column, row) = (0, 0)
    // Every plane's beginning and end hold the characters that XML forbids, as far as any does.
    for plane in 0...16 as ClosedRange<UInt32> {
      for offset in [0...0x30FF, 0xD7F0...0xE010, 0xFDC0...0xFFFF] as [ClosedRange<UInt32>]
      where plane == 0 || offset.upperBound == 0xFFFF {
        for value in offset {
          guard let scalar = Unicode.Scalar(plane << 16 | value) else { continue }
          if column > 188 { (column, row) = (0, row + 1) }
          column += grid.write(String(Character(scalar)), at: (column, row % 500))
        }
      }
    }
    let reader = PictureReader()
    #expect(reader.read(grid.svg(title: "x")), "\(reader.problem)")
  }
}
