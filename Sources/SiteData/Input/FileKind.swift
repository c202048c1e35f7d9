import OpenEdX

/// Tells kinds of files by their first bytes.
enum FileKind {
  /// How many bytes are looked at.
  static let length = 512

  /// How a dump is packed.
  ///
  /// - Throws: `SiteDataError` of code `notADump` for other kinds that people have, with what to do about each.
  static func packing(of head: [UInt8], name: String) throws(SiteDataError) -> InputFile.Packing {
    func begins(_ bytes: UInt8...) -> Bool { head.starts(with: bytes) }
    if begins(0x1F, 0x8B) { return .gzip }
    if begins(0x28, 0xB5, 0x2F, 0xFD) { return .zstd }
    if begins(0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00) { return .xz }
    let other: (String, String)? =
      if head.isEmpty {
        ("the file is empty", "Dump again: the program that was to write it has written nothing.")
      } else if head.starts(with: "SQLite format 3".utf8) {
        ("this is an SQLite file", "Copy it into a folder as lms.sqlite or credentials.sqlite, and open the folder.")
      } else if begins(0x50, 0x4B, 0x03, 0x04) {
        ("this is a ZIP archive", "Unpack it and name the files in it.")
      } else if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) {
        ("this is a tar archive", "Unpack it and name the folder.")
      } else if begins(0x42, 0x5A, 0x68) {
        ("it is packed with bzip2", "Pipe it: bunzip2 -c FILE | \(CommandName.import) -.")
      } else if begins(0xFF, 0xFE) || begins(0xFE, 0xFF) {
        ("it is UTF-16, as PowerShell's “>” writes", "Dump again with --result-file=FILE in place of “>”.")
      } else {
        nil
      }
    if let (reason, remedy) = other { throw SiteDataError(.notADump, at: name, reason, remedy: remedy) }
    return .none
  }
}
