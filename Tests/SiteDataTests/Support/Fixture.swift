import Foundation
import ProcessTestSupport
import SiteData
import TestSupport
import Testing

/// The dumps of a small site that lie beside the tests.
enum Fixture {
  static let folder = (#filePath as NSString).deletingLastPathComponent + "/../Fixtures"

  static func path(_ name: String) -> String { folder + "/" + name }

  /// A dump's text, unpacked.
  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// A dump's bytes, unpacked.
  static func bytes(_ name: String) throws -> [UInt8] { try output("/bin/gzip", ["-dc", path(name)]) }

  /// Unpacks an archive of folders.
  static func unpack(_ name: String, into folder: TemporaryFolder) throws {
    _ = try output("/bin/tar", ["-xzf", path(name), "-C", folder.path])
  }

  private static func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    try #require(try process.waitForEnd() == 0)
    return Array(bytes)
  }
}
