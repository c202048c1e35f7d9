import Foundation
import TestSupport
import Testing

@testable import SiteData

@Suite struct DamagedDumpTests {
  @Test(arguments: ["edge.sql.gz", "edge2.sql.gz"])
  func `every prefix of a dump is refused as cut off, until its last line is there`(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let marker = Array("-- Dump completed".utf8)
    let whole = try #require(bytes.indices.last { bytes[$0...].starts(with: marker) }) + marker.count
    for count in 0..<bytes.count {
      do {
        _ = try RecordedDump.read(Array(bytes[..<count]), chunk: 97)
        // Before its first line, nothing says that there is to be a last one.
        #expect(count >= whole || count < 80, "\(count) bytes were taken")
      } catch {
        #expect(error.code == .truncated || count < 120, "\(count): \(error)")
      }
    }
  }

  private static let seed = ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) }

  // The first has damage to its character set's name and to its first letter beyond ASCII.
  @Test(arguments: [674_557, seed ?? UInt64.random(in: 0...999_999)])
  func `a damaged dump is refused, or gives the rows that stand in it`(seed: UInt64) throws {
    print("damaged dumps: seed \(seed)")
    var draw = RandomDraw(seed: seed)
    let dumps = [try Fixture.bytes("edge.sql.gz"), try Fixture.bytes("edge2.sql.gz")]
    let rounds = ProcessInfo.processInfo.environment["DAMAGED_ROUNDS"].flatMap { Int($0) } ?? 2000
    for number in 0..<rounds {
      var bytes = dumps[number % 2]
      for _ in 0...draw.below(3) { damage(&bytes, &draw) }
      guard let (read, facts) = try? RecordedDump.read(bytes, chunk: 1 + draw.below(300)) else { continue }
      // Without its character set's name, a dump with text that is no UTF-8 is taken for latin1, and the import says so.
      if facts.isLatin1 { continue }
      let plain = PlainDump(bytes)
      #expect(read.rows == plain?.rows, "seed \(seed), number \(number): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  private func damage(_ bytes: inout [UInt8], _ draw: inout RandomDraw) {
    let place = draw.below(bytes.count - 1)
    let other = min(bytes.count, place + 1 + draw.below(40))
    switch draw.below(6) {
    case 0: bytes[place] = UInt8(draw.below(256))
    case 1: bytes.removeSubrange(place..<other)
    case 2: bytes.insert(contentsOf: bytes[place..<other], at: draw.below(bytes.count))
    case 3: bytes.insert(Array("'\\\"`;,()-/*#\0".utf8)[draw.below(13)], at: place)
    case 4: bytes.removeLast(draw.below(60))
    default: bytes.swapAt(place, draw.below(bytes.count))
    }
  }
}
