/// A file of a dump and what its name says of it.
struct DumpFile: Hashable {
  /// What is in it.
  enum Content: Hashable {
    /// SQL of any kind: definitions, rows, several databases.
    case statements
    /// SQL of one table, as mydumper parts its dumps; the database is said by the name alone.
    case part(database: String, table: String, isSchema: Bool)
    /// Rows of one table with tabs between the values, as `--tab` writes them beside the definition.
    case tabbed(table: String)
  }

  var path: String
  var content: Content
}

/// A folder that mydumper or `mysqldump --tab` has written, or one that holds dumps.
enum DumpFolder {
  /// The files of a folder, in the order in which they are read: definitions before rows.
  ///
  /// - Throws: `SiteDataError` of code `notADump` when there is nothing to read in it, of code `truncated` when mydumper
  ///   has not ended.
  static func files(in folder: String) throws(SiteDataError) -> [DumpFile] {
    let names = Disk.names(in: folder)
    if names.contains("metadata.partial") {
      throw SiteDataError(
        .truncated,
        at: folder,
        "mydumper has not ended (metadata.partial)",
        remedy: "Let it end, or dump again; nothing was taken."
      )
    }
    let isMydumper = names.contains("metadata") || names.contains { $0.contains("-schema.sql") }
    let tabbed = Set(names.compactMap { stem($0, ".txt") })
    var files: [DumpFile] = []
    for name in names {
      let path = folder + "/" + name
      if isMydumper {
        guard let content = part(name) else { continue }
        files.append(DumpFile(path: path, content: content))
      } else if let table = stem(name, ".txt"), names.contains(where: { stem($0, ".sql") == table }) {
        files.append(DumpFile(path: path, content: .tabbed(table: table)))
      } else if let table = stem(name, ".sql") {
        // Of `--tab` only the needed tables' files are opened.
        guard !tabbed.contains(table) || SiteSide.allCases.contains(where: { $0.table(named: table) != nil }) else {
          continue
        }
        files.append(DumpFile(path: path, content: .statements))
      }
    }
    guard !files.isEmpty else {
      throw SiteDataError(
        .notADump,
        at: folder,
        "there is no dump in this folder",
        remedy: "Name the folder that mydumper or mysqldump --tab has written, or a file."
      )
    }
    return files.enumerated().sorted {
      rank($0.element) == rank($1.element) ? $0.offset < $1.offset : rank($0.element) < rank($1.element)
    }
    .map(\.element)
  }

  private static func rank(_ file: DumpFile) -> Int {
    switch file.content {
    case .statements, .part(_, _, isSchema: true): 0
    case .part, .tabbed: 1
    }
  }

  /// A name without its ending and that of its packing; nil when it ends otherwise.
  private static func stem(_ name: String, _ ending: String) -> String? {
    for packed in ["", ".gz", ".zst", ".xz"] where name.hasSuffix(ending + packed) {
      return String(name.dropLast(ending.count + packed.count))
    }
    return nil
  }

  /// `DATABASE.TABLE-schema.sql`, `DATABASE.TABLE.sql`, `DATABASE.TABLE.00001.sql`: what mydumper's names say, of needed
  /// tables.
  private static func part(_ name: String) -> DumpFile.Content? {
    guard let stem = stem(name, ".sql") else { return nil }
    let words = stem.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard words.count >= 2, !words[1].hasSuffix("-schema-triggers"), !words[1].hasSuffix("-schema-view") else {
      return nil
    }
    let isSchema = words[1].hasSuffix("-schema")
    let table = isSchema ? String(words[1].dropLast("-schema".count)) : words[1]
    guard SiteSide.allCases.contains(where: { $0.table(named: table) != nil }) else { return nil }
    return .part(database: words[0], table: table, isSchema: isSchema)
  }
}
