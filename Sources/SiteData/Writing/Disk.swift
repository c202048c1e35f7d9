import OpenEdX

#if canImport(Glibc)
import Glibc
#endif

/// What is asked of the file system itself.
enum Disk {
  /// Waits until a file's bytes, or a folder's names, are on the disk.
  ///
  /// - Throws: `SiteDataError` of code `unwritable` in the system's words.
  static func synchronize(_ path: String) throws(SiteDataError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  /// Makes a folder that only its owner can read, with the folders above it; one that is there stays as it is.
  ///
  /// - Parameter made: takes the folders that were not there, the outermost first, also when this throws.
  static func makeFolder(_ path: String, made: inout [String]) throws(SiteDataError) {
    var tries = 0
    while mkdir(path, 0o700) != 0 {
      if errno == EEXIST { return }
      // Who ends meanwhile can take a folder away again that was there a moment ago.
      guard errno == ENOENT, tries < 100, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
        throw failure(path)
      }
      tries += 1
      try makeFolder(String(path[..<slash]), made: &made)
    }
    made.append(path)
  }

  /// Puts a file in the place of another, or of none; readers see the one or the other.
  static func replace(_ target: String, by source: String) throws(SiteDataError) {
    var status = stat()
    // Who could read the old one can read the new one.
    chmod(source, stat(target, &status) == 0 ? status.st_mode & 0o777 : 0o600)
    guard rename(source, target) == 0 else { throw failure(target) }
  }

  /// Whether a folder stands at a path.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// A file's size in bytes; nil for what is no file.
  static func size(_ path: String) -> Int64? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int64(status.st_size)
  }

  /// The names in a folder, but for `.` and `..`.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The system's own reason for the last failure, as this room's error.
  static func failure(_ path: String) -> SiteDataError {
    SiteDataError(
      .unwritable,
      at: path,
      "it cannot be written (\(String(cString: strerror(errno))))",
      remedy: "Check the rights and the space of that folder, or name another with \(OptionName.deployment)."
    )
  }
}
