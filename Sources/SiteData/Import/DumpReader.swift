import OpenEdX

/// Reads dumps of every form into a ``DumpCollector``.
final class DumpReader {
  let collector: DumpCollector
  /// What the dumps have said of themselves, by the dump's name.
  private var facts: [String: DumpFacts] = [:]
  private var progress = SiteImport.Progress()

  init(collector: DumpCollector) { self.collector = collector }

  /// What the dump says of itself that a database is in.
  func facts(of database: ImportedDatabase) -> DumpFacts { facts[database.source] ?? DumpFacts() }

  /// Lines that were no SQL, and how they were read; each with the dump that it stands in.
  var notices: [String] {
    facts.sorted { $0.key < $1.key }.flatMap { source, facts in
      facts.notices.map { "\(source): not part of the dump: \($0)" }
        + (facts.hasCarriageReturns ? [source + Self.terminal] : []) + (facts.isLatin1 ? [source + Self.latin1] : [])
    }
  }

  private static let terminal =
    ": its lines end in CR LF, because it went through a terminal; they were read as if they ended in LF"
  private static let latin1 =
    ": it is in latin1 without saying so, as --compatible makes it: letters that latin1 lacks are “?” in it. "
    + "Dump again with --default-character-set=utf8mb4 to have every name whole"

  /// Reads files, folders and standard input, in their order.
  ///
  /// - Throws: `SiteDataError` with the file, the line and the byte; `CancellationError`.
  func read(_ inputs: [String], progress report: (SiteImport.Progress) -> Void) async throws {
    var dumps: [(source: String, files: [DumpFile])] = []
    for input in inputs { dumps += try Self.dumps(at: input) }
    progress.total = dumps.flatMap(\.files).reduce(Int64?(0)) { sum, file in
      guard let sum, let size = Disk.size(file.path) else { return nil }
      return sum + size
    }
    for (source, files) in dumps {
      for file in files { try await read(file, of: source, report) }
    }
  }

  /// What an input holds: itself, the files of a folder, or those of the folders in it.
  private static func dumps(at input: String) throws(SiteDataError) -> [(source: String, files: [DumpFile])] {
    guard input != "-", Disk.isFolder(input) else {
      return [(input == "-" ? "standard input" : input, [DumpFile(path: input, content: .statements)])]
    }
    let inner = Disk.names(in: input).filter { !$0.hasPrefix(".") }.map { input + "/" + $0 }.filter(Disk.isFolder)
    guard inner.isEmpty else {
      var dumps: [(source: String, files: [DumpFile])] = []
      for folder in inner { dumps.append((folder, try DumpFolder.files(in: folder))) }
      return dumps
    }
    let files = try DumpFolder.files(in: input)
    let isOne = files.contains { $0.content != .statements }
    return isOne ? [(input, files)] : files.map { ($0.path, [$0]) }
  }

  private func read(
    _ file: DumpFile,
    of source: String,
    _ report: (SiteImport.Progress) -> Void
  ) async throws {
    let isTabbed = if case .tabbed = file.content { true } else { false }
    let input = try InputFile(path: file.path, mayBeEmpty: isTabbed)
    let before = progress.done
    func chunk(_ body: (UnsafeRawBufferPointer) throws(SiteDataError) -> Void) async throws {
      do {
        try await input.forEachUnpackedChunk { bytes in
          try body(bytes)
          progress.done = before + input.bytesRead
          report(progress)
        }
      } catch let error as SiteDataError { throw Self.placed(error, in: input.name) }
    }
    switch file.content {
    case .tabbed(let table): try await readTabbed(table, source, chunk, input.name)
    case .statements, .part:
      let parser = DumpParser(receiver: collector)
      if facts[source] == nil || file.content == .statements { collector.begin(source: source) }
      if case .part(let database, _, _) = file.content { collector.use(database: database) }
      try await chunk { bytes throws(SiteDataError) in try parser.feed(bytes) }
      do throws(SiteDataError) { try parser.finish() } catch { throw Self.placed(error, in: input.name) }
      keep(parser.facts, of: source, input)
    }
    progress.done = before + (input.size ?? input.bytesRead)
    report(progress)
  }

  private func readTabbed(
    _ table: String,
    _ source: String,
    _ chunk: ((UnsafeRawBufferPointer) throws(SiteDataError) -> Void) async throws -> Void,
    _ name: String
  ) async throws {
    let table = TableName(database: nil, name: table)
    guard collector.needs(table), let columns = collector.columns(of: table) else { return }
    let plan = try collector.rows(of: table, columns: columns, count: columns.count)
    let rows = TabbedRows(plan: plan)
    try await chunk { bytes throws(SiteDataError) in try rows.feed(bytes) }
    do throws(SiteDataError) { try rows.finish() } catch { throw Self.placed(error, in: name) }
  }

  private func keep(_ new: DumpFacts, of source: String, _ input: InputFile) {
    var kept = facts[source] ?? DumpFacts()
    kept.server = new.server ?? kept.server
    kept.completed = new.moment(written: input.written) ?? kept.completed
    kept.notices += new.notices
    kept.hasCarriageReturns = kept.hasCarriageReturns || new.hasCarriageReturns
    kept.isLatin1 = kept.isLatin1 || new.isLatin1
    facts[source] = kept
  }

  /// An error with the file in front of its line and byte.
  private static func placed(_ error: SiteDataError, in name: String) -> SiteDataError {
    guard error.place.hasPrefix("line ") else { return error.at(name) }
    return SiteDataError(error.code, at: "\(name), \(error.place)", error.reason, remedy: error.remedy)
  }
}

extension DumpFacts {
  /// The moment at which the dump was complete, in UTC.
  ///
  /// The dump tells the local time of the machine that made it, without its zone. Where the file was written at the same
  /// minute and second of another hour, the file's own time, which has a zone, says which.
  ///
  /// - Parameter written: when the file was last written, in seconds since 1970.
  func moment(written: Int64?) -> UTCTime? {
    guard let completed, let written else { return completed }
    let difference = written - completed.microseconds / 1_000_000
    let quarter = Int64(900)
    let nearest = (Double(difference) / Double(quarter)).rounded()
    guard abs(nearest) <= 14 * 4 else { return completed }
    let offset = Int64(nearest) * quarter
    guard abs(difference - offset) <= 5 else { return completed }
    return UTCTime(microseconds: completed.microseconds + offset * 1_000_000)
  }
}
