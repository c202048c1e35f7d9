import Foundation

/// How long the disk takes to make a small write durable, which bounds every figure of durable commits.
struct DiskSync {
  /// Milliseconds, half of the syncs take less.
  let median: Double
  /// Milliseconds, 99 of 100 syncs take less.
  let p99: Double

  /// Appends a page of 4 KiB and calls `fdatasync`, again and again, as a commit to a write-ahead log does.
  init(folder: String, times: Int = 300) throws {
    let path = folder + "/sync-\(UUID().uuidString)"
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw BenchError("\(path) cannot be made: \(String(cString: strerror(errno))).") }
    defer {
      close(file)
      unlink(path)
    }
    let page = [UInt8](repeating: 0x5A, count: 4096)
    var milliseconds: [Double] = []
    for _ in 0..<times {
      let start = ContinuousClock.now
      guard write(file, page, page.count) == page.count, fdatasync(file) == 0 else {
        throw BenchError("\(path) cannot be written: \(String(cString: strerror(errno))).")
      }
      milliseconds.append((ContinuousClock.now - start).inSeconds * 1000)
    }
    milliseconds.sort()
    median = milliseconds[milliseconds.count / 2]
    p99 = milliseconds[milliseconds.count * 99 / 100]
  }
}
