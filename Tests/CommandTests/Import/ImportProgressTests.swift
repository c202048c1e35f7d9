import ProcessTestSupport
import SiteData
import Testing

@testable import learner_records

@Suite(.ownThread) struct `The line that follows an import` {
  private func line(_ done: Int64, of total: Int64?, after seconds: Double, width: Int = 100) -> String {
    var text = ImportProgressText()
    text.progress.done = done
    text.progress.total = total
    text.seconds = seconds
    return text.line(width: width)
  }

  @Test func `tells bytes, share, rate and the time that is left`() {
    #expect(
      line(300_000_000, of: 900_000_000, after: 10)
        == "[##########....................] reading 300 MB  33 %  30.0 MB/s  ETA 20 s"
    )
  }

  @Test func `tells bytes and rate where the size is not known`() {
    #expect(line(1_500_000, of: nil, after: 2) == "reading 1.5 MB  750 kB/s")
  }

  @Test(arguments: [5, 20, 40, 60, 80])
  func `is never wider than the terminal`(width: Int) {
    #expect(line(300_000_000, of: 900_000_000, after: 10, width: width).count <= width)
  }

  @Test func `holds with sizes that cannot be`() {
    _ = line(Int64.max, of: 1, after: 0.6)
    _ = line(0, of: 0, after: 1e300)
  }
}
