/// Looks in a session's snapshot at what can have changed of one side, with few statements, and reads it.
struct QuickReading {
  let session: ClientSession
  let schema: SideSchema
  let stage: PullStage
  let hints: ChangeHints
  /// How many rows a table has at most that is asked about whole.
  let small: Int

  /// Reads.
  ///
  /// - Returns: whether something has changed.
  func read() async throws -> Bool {
    var questions: [String: QuickQuestion] = [:]
    var parts: [String] = []
    for table in schema.tables {
      let name = table.needed.name
      let kept = await stage.kept(schema.side, name)
      let question = QuickQuestion(kept, hasID: table.hasID, hinted: hints.chunks[name] ?? [], small: small)
      guard !question.isEmpty else { continue }
      questions[name] = question
      parts.append(TableQuery(database: schema.database, table: table).namedSums(question.ranges))
    }
    await session.begin("looking at the tables of \(schema.side.title)")
    let found = try await sums(parts)
    var hasChanged = false
    for table in schema.tables {
      guard let question = questions[table.needed.name] else { continue }
      if try await read(table, question, found[table.needed.name] ?? []) { hasChanged = true }
    }
    return hasChanged
  }

  private func read(_ table: SideSchema.Table, _ question: QuickQuestion, _ found: [ChunkSum]) async throws -> Bool {
    let name = table.needed.name
    let kept = await stage.kept(schema.side, name)
    let asked = kept.sums.filter { question.asks($0.chunk) }
    let changed = ChunkSum.changed(from: asked, to: found, touched: kept.touched.filter(question.asks))
    guard !changed.isEmpty else { return false }
    await session.begin("reading \(name)")
    let there = Set(found.map(\.chunk))
    let reading = SideReading(session: session, schema: schema, stage: stage, pause: .zero, tell: { _ in })
    let read = try await reading.read(TableQuery(database: schema.database, table: table), changed, there: there)
    let sums = (kept.sums.filter { !question.asks($0.chunk) } + found).sorted { $0.chunk < $1.chunk }
    let change = TableChange(table: table.needed, hasID: table.hasID, changed: changed, sums: sums, read: read)
    await stage.note(change, schema.side)
    return true
  }

  private func sums(_ parts: [String]) async throws -> [String: [ChunkSum]] {
    let rows = try await session.all(Selection(union: parts, width: 4))
    var sums: [String: [ChunkSum]] = [:]
    for row in 0..<rows.count {
      guard let table = rows.text(row, 0), let sum = ChunkSum(rows, row, from: 1) else {
        throw ClientError(.garbled("a checksum is no number"))
      }
      sums[table, default: []].append(sum)
    }
    return sums
  }
}

extension ChunkSum {
  /// Reads one out of a row; nil where it is none.
  init?(_ rows: RowBatch, _ row: Int, from column: Int) {
    guard let chunk = rows.text(row, column).flatMap({ Int64($0) }), let count = rows.int(row, column + 1),
      let sum = rows.text(row, column + 2), !sum.isEmpty, sum.allSatisfy({ $0.isNumber && $0.isASCII })
    else { return nil }
    self.init(chunk: chunk, rows: count, sum: sum)
  }
}
