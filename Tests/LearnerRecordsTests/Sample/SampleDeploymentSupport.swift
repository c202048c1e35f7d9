import Foundation
import LearnerRecords
import OpenEdX
import SampleDeployment
import TestSupport
import Testing

/// The sample as the tests of this folder use it.
enum Sample {
  /// After everything in the sample and before the years that its hidden runs wait for.
  static let now = UTCTime(microseconds: 1_790_812_800_000_000)

  /// The repository's `data` folder.
  static func data() throws -> String {
    try #require(SampleDeployment.find(from: (#filePath as NSString).deletingLastPathComponent))
  }

  /// A copy of the `data` folder, to be spoilt.
  static func copy(in folder: TemporaryFolder) throws -> String {
    let copy = folder.file("data")
    try FileManager.default.copyItem(atPath: data(), toPath: copy)
    return copy
  }

  /// Changes one file of a copy.
  static func edit(_ copy: String, _ file: String, _ change: (inout String) -> Void) throws {
    let path = "\(copy)/sample/\(file)"
    var text = try String(contentsOfFile: path, encoding: .utf8)
    let before = text
    change(&text)
    #expect(text != before, "the edit of \(file) changed nothing")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Reads a deployment made from the repository's data.
  static func read(_ body: (RecordReader) throws -> Void) throws {
    let folder = try TemporaryFolder()
    let sample = try SampleDeployment.open(data: data(), at: folder.file("deployment"))
    try RecordStore(folder: sample.folder).read(body)
  }
}
