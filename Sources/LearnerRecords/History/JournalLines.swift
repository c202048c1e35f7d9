import Foundation

/// The lines of a deployment's journal of posts, with those of the files that were set aside when they were full.
package struct JournalLines {
  private let paths: [String]

  /// Takes the deployment's folder; one without a journal has no lines.
  package init(folder: String) {
    let path = folder + "/journal.jsonl"
    var number = 1
    while FileManager.default.fileExists(atPath: "\(path).\(number)") { number += 1 }
    paths = (1..<number).map { "\(path).\($0)" } + [path]
  }

  /// Bytes that are read at a time.
  private static let portion = 1 << 20
  /// No line is longer; what is longer is no line of ours.
  private static let longest = 1 << 16

  /// Visits each line, the oldest first, without its end.
  ///
  /// - Throws: what the file system reports, and what `body` throws.
  package func forEach(_ body: (String) throws -> Void) throws {
    for path in paths {
      guard let file = Self.open(path) else { continue }
      defer { try? file.close() }
      var rest = Data()
      while let data = try file.read(upToCount: Self.portion), !data.isEmpty {
        rest += data
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          try body(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
          rest = rest[(end + 1)...]
        }
        if rest.count > Self.longest { rest = Data() }
      }
      if !rest.isEmpty { try body(String(decoding: rest, as: UTF8.self)) }
    }
  }

  /// Opens a journal; nil for what is none. To open a pipe would wait for its other end.
  private static func open(_ path: String) -> FileHandle? {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? file : nil
  }

  /// The posts of a learner, by any of their names.
  ///
  /// - Throws: what the file system reports.
  package func events(ofAnyOf names: [String]) throws -> [HistoryEvent] {
    var events: [HistoryEvent] = []
    try forEach { line in
      if let event = HistoryEvent(journalLine: line, ofAnyOf: names) { events.append(event) }
    }
    return events
  }
}
