import DatabaseFile
import GRDB

#if canImport(Glibc)
import Glibc
#endif

/// A deployment while it is made or brought up to date, beside the one in force.
///
/// Its files stand in the folder `.site-data` inside the deployment's folder, which it holds under a lock: of two at once
/// the second is refused. ``place(lms:credentials:origin:verify:)`` puts both databases in force at the end; before that nothing
/// is changed, whatever ends the process.
package final class StagedDeployment {
  /// The deployment's folder.
  package let folder: String
  private let staging: String
  private let lock: Int32
  /// The folders that were made for this one, the outermost first.
  private let made: [String]

  /// Takes the folder, and makes it when it is not there; it goes again when nothing is put in force.
  ///
  /// - Throws: `SiteDataError` of code `inUse` when another process fills the folder, of code `unwritable`.
  package init(folder: String) throws(SiteDataError) {
    self.folder = folder
    staging = folder + "/.site-data"
    // Rows come in the order of their tables, and an index is sorted outside memory.
    PageMemory.bound()
    var made: [String] = []
    do throws(SiteDataError) { lock = try Self.lock(staging, for: folder, made: &made) } catch {
      Self.removeFolders(made)
      throw error
    }
    self.made = made
    removeFiles()
  }

  /// Waits for nobody: the lock is had at once or not at all.
  private static func lock(
    _ staging: String,
    for folder: String,
    made: inout [String]
  ) throws(SiteDataError) -> Int32 {
    let path = staging + "/lock"
    while true {
      try Disk.makeFolder(staging, made: &made)
      let lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      // Who ended just now has taken the folder away.
      if lock < 0, errno == ENOENT { continue }
      guard lock >= 0 else { throw Disk.failure(path) }
      guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
        close(lock)
        throw SiteDataError(
          .inUse,
          at: folder,
          "another import or pull is filling this deployment",
          remedy: "Let it finish, or end it; then try again."
        )
      }
      var (held, named) = (stat(), stat())
      if fstat(lock, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino { return lock }
      close(lock)
    }
  }

  deinit {
    removeFiles()
    unlink(staging + "/lock")
    close(lock)
    rmdir(staging)
    Self.removeFolders(made)
  }

  /// Removes those of the folders that hold nothing.
  private static func removeFolders(_ made: [String]) { for folder in made.reversed() { rmdir(folder) } }

  /// The path of a file in the making; the name is the caller's choice.
  package func path(of name: String) -> String { staging + "/" + name }

  /// Begins a database from nothing.
  ///
  /// - Parameter name: the name of its file, the side's own unless several could be meant.
  package func database(_ side: SiteSide, name: String? = nil) throws(SiteDataError) -> StagedDatabase {
    try StagedDatabase(side, path: path(of: name ?? side.fileName))
  }

  /// Gives a finished file of this deployment's another name.
  func rename(_ database: StagedDatabase, to name: String) throws(SiteDataError) {
    try Disk.replace(path(of: name), by: database.path)
  }

  /// Puts two finished files in force as the deployment's databases.
  ///
  /// The tables of the ones in force that are this program's own (`sync_…`: queue, settings, counts) are kept, except
  /// `SyncOrigin`'s, which is written anew. Readers see the old files or the new ones; between the two renames a reader
  /// sees that the pair does not fit and opens again.
  ///
  /// - Parameters:
  ///   - lms: the path of the finished file, as ``path(of:)`` gave it.
  ///   - credentials: likewise.
  ///   - verify: called with the folder of the files in the making when all is written, before they are put in force.
  /// - Throws: `SiteDataError` of code `inUse` when another process has the deployment open for writing, of code
  ///   `unwritable` when the disk is full; what `verify` throws. The deployment is then as it was.
  package func place(
    lms: String,
    credentials: String,
    origin: SyncOrigin,
    verify: (String) throws -> Void = { _ in }
  ) throws {
    let sources: [(side: SiteSide, path: String)] = [(.lms, lms), (.credentials, credentials)]
    var held: [HeldDatabase] = []
    defer { for database in held { database.release() } }
    for (side, path) in sources {
      let inForce = folder + "/" + side.fileName
      let old = FileStatus.exists(inForce) ? try HeldDatabase(path: inForce) : nil
      if let old { held.append(old) }
      try OwnTables.write(into: path, keeping: old, origin: origin)
      try Disk.synchronize(path)
    }
    try verify(staging)
    for (side, path) in sources { try Disk.replace(folder + "/" + side.fileName, by: path) }
    try Disk.synchronize(folder)
  }

  private func removeFiles() {
    for name in Disk.names(in: staging) where name != "lock" { unlink(staging + "/" + name) }
  }
}

/// Whether something stands at a path.
private enum FileStatus {
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}
