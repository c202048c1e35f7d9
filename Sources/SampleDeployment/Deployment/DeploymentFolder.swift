import Foundation
import OpenEdX

/// The folder of a deployment: whole or not there.
///
/// It is filled under another name beside its place and then renamed, which a file system does at once or not at all.
/// A process that dies half-way leaves a folder that nobody takes for a deployment, and of two that begin together one
/// comes second and finds the first one's work.
struct DeploymentFolder {
  /// The folder, absolute, with symbolic links followed.
  let path: String

  static let files = ["lms.sqlite", "credentials.sqlite"]
  /// An unfinished folder that is older was left by a process that died; making one takes seconds.
  private static let leftOverAge: TimeInterval = 3600

  init(_ path: String) { self.path = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path }

  /// Whether both databases are there.
  var isComplete: Bool { Self.files.allSatisfy { FileManager.default.fileExists(atPath: path + "/" + $0) } }

  /// Makes the folder with what `fill` writes into the folder it is given.
  ///
  /// - Returns: false when another process has made it meanwhile; what `fill` wrote is then gone.
  /// - Throws: `SampleError`; the folder is then as it was.
  func make(_ fill: (String) throws(SampleError) -> Void) throws(SampleError) -> Bool {
    try checkPlace()
    removeLeftOvers()
    let unfinished = unfinishedPrefix + UUID().uuidString
    try makeFolder(unfinished)
    do throws(SampleError) {
      try fill(unfinished)
      try checkClosed(unfinished)
      try Self.flush(unfinished)
    } catch {
      try? FileManager.default.removeItem(atPath: unfinished)
      throw error
    }
    guard rename(unfinished, path) != 0 else { return true }
    let reason = Self.systemError()
    try? FileManager.default.removeItem(atPath: unfinished)
    if isComplete { return false }
    throw failure("the finished deployment cannot be moved there (\(reason))")
  }

  private var unfinishedPrefix: String { path + ".unfinished-" }

  /// An empty folder may be there already; anything else is not ours to replace.
  private func checkPlace() throws(SampleError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else { throw failure("there is a file of that name") }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw failure("you may not read it")
    }
    // Nothing is missing when another process has just finished it: the rename will find out.
    guard let name = names.min(), let missing = Self.files.first(where: { !names.contains($0) }) else { return }
    throw failure("it holds “\(name)” but no \(missing), so it is not a whole deployment")
  }

  private func makeFolder(_ unfinished: String) throws(SampleError) {
    do {
      try FileManager.default.createDirectory(atPath: unfinished, withIntermediateDirectories: true)
    } catch {
      throw failure("the folder cannot be made (\(error.localizedDescription))")
    }
  }

  /// SQLite merges its log into the database when that is closed, and says nothing when the disk is too full for it.
  /// The rows would be in the log only, which a reader who must not write cannot use.
  private func checkClosed(_ unfinished: String) throws(SampleError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: unfinished)) ?? []
    guard names.sorted() != Self.files.sorted() else { return }
    throw SampleError(
      .database,
      path: path,
      reason: "the databases could not be finished, probably for want of space",
      remedy: "Free some space on that disk; nothing was kept."
    )
  }

  private func removeLeftOvers() {
    let parent = (path as NSString).deletingLastPathComponent
    let prefix = (unfinishedPrefix as NSString).lastPathComponent
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
      let leftOver = parent + "/" + name
      let attributes = try? FileManager.default.attributesOfItem(atPath: leftOver)
      guard let changed = attributes?[.modificationDate] as? Date, -changed.timeIntervalSinceNow > Self.leftOverAge
      else { continue }
      try? FileManager.default.removeItem(atPath: leftOver)
    }
  }

  /// Brings the folder's list of files to the disk, so that a power failure after the rename cannot lose one of them.
  private static func flush(_ folder: String) throws(SampleError) {
    let descriptor = open(folder, O_RDONLY)
    guard descriptor >= 0 else { throw DeploymentFolder(folder).failure("it cannot be opened (\(systemError()))") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw DeploymentFolder(folder).failure("it cannot be written to the disk (\(systemError()))")
    }
  }

  private func failure(_ reason: String) -> SampleError {
    SampleError(.folder, path: path, reason: reason, remedy: "Name another folder with \(OptionName.deployment).")
  }

  private static func systemError() -> String { String(cString: strerror(errno)) }
}
