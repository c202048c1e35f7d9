import DatabaseFile
import Foundation
import TestSupport
import Testing

@Suite("A file in whose place another is put")
struct ReplacedFileTests {
  @Test("Leaves no descriptor behind, however often")
  func descriptors() throws {
    let folder = try TemporaryFolder()
    let path = try Sample.cleanWAL(in: folder)
    for number in 0..<100 {
      #expect(try Sample.names(Sample.open(path)) == [number == 0 ? "ada" : "ada\(number - 1)"])
      try Sample.rollback(in: folder, as: "next", named: "ada\(number)")
      try #require(rename(folder.file("next"), path) == 0)
    }
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
    }
    #expect(open.count { $0.hasPrefix(folder.path) } <= 2)
  }
}
