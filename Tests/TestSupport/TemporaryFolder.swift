import Foundation

/// A folder of one test's own, removed when the test lets go of it.
package final class TemporaryFolder: Sendable {
  /// Its absolute path.
  package let path: String

  /// Makes an empty folder.
  package init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("learner-records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  /// The path of a file in it.
  package func file(_ name: String) -> String { path + "/" + name }

  /// Copies a fixture into it and returns the copy's path.
  @discardableResult
  package func copy(_ fixture: String, as name: String) throws -> String {
    try FileManager.default.copyItem(atPath: fixture, toPath: file(name))
    return file(name)
  }

  /// Writes a file into it and returns its path.
  @discardableResult
  package func write(_ bytes: Data, as name: String) throws -> String {
    try bytes.write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  /// Every file's name, bytes and time of last change, to show that nothing was written.
  package func snapshot() throws -> [String: String] {
    var result: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      let bytes = FileManager.default.contents(atPath: file(name)) ?? Data()
      let changed = try FileManager.default.attributesOfItem(atPath: file(name))[.modificationDate] as? Date
      result[name] = "\(bytes.count) \(bytes.hashValue) \(changed?.timeIntervalSince1970 ?? 0)"
    }
    return result
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
