/// Answers of HTTP with random damage.
struct MutatedAnswers {
  private static let whole: [String] = [
    "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n{\"username\": \"dana\"}",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: x\r\n\r\n",
    "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}",
    "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "HTTP/1.1 099 Odd\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nabc",
    "HTTP/1.1 102 Processing\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 150 Odd\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.0 500 Internal Server Error\r\nConnection: close\r\n\r\n<html>",
  ]

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func draw(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, count)
  }

  /// The next one.
  mutating func next() -> [UInt8] {
    var bytes = Array(Self.whole[draw(Self.whole.count)].utf8)
    for _ in 0..<draw(4) {
      let place = draw(bytes.count)
      switch draw(7) {
      case 0: bytes[place] = UInt8(draw(256))
      case 1: bytes.insert(UInt8(draw(256)), at: place)
      case 2: bytes.remove(at: place)
      case 3: bytes.removeLast(draw(bytes.count / 2))
      case 4: bytes += Array(Self.whole[draw(Self.whole.count)].utf8)
      case 5: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + draw(40))], at: draw(bytes.count))
      default:
        // The status, which decides most.
        for (offset, digit) in "\(draw(1000))".utf8.enumerated() where bytes.count > 12 { bytes[9 + offset] = digit }
      }
      if bytes.isEmpty { bytes = [UInt8(ascii: "H")] }
    }
    return bytes
  }
}
