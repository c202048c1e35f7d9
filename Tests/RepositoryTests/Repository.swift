import Foundation

/// The files of this repository, for tests that hold its pages and its code together.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  /// The files below a folder of the root with one of the endings, sorted by path.
  static func files(below folder: String, endings: [String]) -> [URL] {
    let start = root.appending(path: folder)
    let all = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
    return (all?.compactMap { $0 as? URL } ?? [])
      .filter { endings.contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }

  static func text(of file: URL) throws -> String {
    try String(contentsOf: file, encoding: .utf8)
  }

  /// The path from the root, as it is written in a message.
  static func name(of file: URL) -> String {
    let path = file.standardizedFileURL.path
    return path.hasPrefix(root.path) ? String(path.dropFirst(root.path.count).drop { $0 == "/" }) : path
  }
}
