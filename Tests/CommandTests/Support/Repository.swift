import Foundation
import ProcessTestSupport
import TestSupport

/// A folder that holds what the program looks for in the repository: the sample's data.
struct Repository {
  let folder: TemporaryFolder
  var path: String { folder.path }
  var sample: String { folder.file(".sample") }

  /// A repository in which the program has not been started yet.
  init() throws {
    folder = try TemporaryFolder()
    let here = (#filePath as NSString).deletingLastPathComponent
    let data = URL(fileURLWithPath: here + "/../../../data").standardizedFileURL.path
    try FileManager.default.createSymbolicLink(atPath: folder.file("data"), withDestinationPath: data)
  }

  /// A repository whose sample has been made: once for all tests, then copied.
  static func withSample() throws -> Repository {
    let repository = try Repository()
    try FileManager.default.createDirectory(atPath: repository.sample, withIntermediateDirectories: false)
    for (name, bytes) in try made.get() { try repository.folder.write(bytes, as: ".sample/\(name)") }
    return repository
  }

  /// The sample's files; their folder is gone before the tests end, which a folder kept here would not be.
  private static let made = Result {
    let repository = try Repository()
    let result = try Command.run("--backfill", "--dry-run", "--user", "finished_all", in: repository.path)
    guard result.status == 0 else { throw SampleNotMade(errors: result.errors) }
    let names = try FileManager.default.contentsOfDirectory(atPath: repository.sample)
    return try names.map { ($0, try Data(contentsOf: URL(fileURLWithPath: "\(repository.sample)/\($0)"))) }
  }

  private struct SampleNotMade: Error { let errors: String }
}
