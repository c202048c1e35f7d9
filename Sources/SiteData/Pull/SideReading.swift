import Synchronization

/// Reads the tables of one side in a session's snapshot.
struct SideReading {
  let session: ClientSession
  let schema: SideSchema
  let stage: PullStage
  let pause: Duration
  let tell: @Sendable (PullEvent) -> Void

  /// Rows of a part: about a second of the server's time.
  private static let part = 200_000

  /// Rows of a table that is asked about at once by a later pull.
  static let small = 20_000

  /// Where the snapshot has read nothing yet.
  static let savepoint = "learner_records"

  /// Reads a table: all of it, or of what has changed.
  func read(_ table: SideSchema.Table) async throws {
    let name = table.needed.name
    tell(.table(schema.side, name))
    await session.begin("reading \(name)")
    let reading = TableQuery(database: schema.database, table: table)
    var read = 0
    var sums: [Int64: ChunkSum] = [:]
    let kept = await stage.kept(schema.side, name)
    // What was small is asked about at once: on most sites that is most of the tables.
    let isSmall = !stage.isFresh && kept.sums.reduce(0) { $0 + $1.rows } < Self.small
    let parts = try await table.hasID && !isSmall ? self.parts(reading, kept.sums) : [nil]
    for part in parts {
      if stage.isFresh { read += try await rows(reading, part) }
      try await add(reading.sums(part), to: &sums)
      try await rest()
    }
    let ordered = sums.values.sorted { $0.chunk < $1.chunk }
    var changed = ordered.map(\.chunk)
    if !stage.isFresh {
      changed = ChunkSum.changed(from: kept.sums, to: ordered, touched: kept.touched)
      read += try await self.read(reading, changed, there: Set(sums.keys))
      tell(.rows(ordered.reduce(0) { $0 + $1.rows } - read))
    }
    let change = TableChange(table: table.needed, hasID: table.hasID, changed: changed, sums: ordered, read: read)
    await stage.note(change, schema.side)
  }

  /// Reads the rows of changed ranges.
  ///
  /// - Parameter there: the ranges that have rows on the server.
  /// - Returns: how many rows were read.
  func read(_ reading: TableQuery, _ changed: [Int64], there: Set<Int64>) async throws -> Int {
    let ranges: [IDRange?] =
      reading.table.hasID ? IDRange.of(changed.filter(there.contains)) : changed.isEmpty ? [] : [nil]
    var read = 0
    for range in ranges {
      read += try await rows(reading, range)
      try await rest()
    }
    return read
  }

  /// Takes a table as it is kept, because it was not written since, and reads what was changed here.
  func keep(_ table: SideSchema.Table) async throws {
    let name = table.needed.name
    await session.begin("reading \(name)")
    let kept = await stage.kept(schema.side, name)
    let changed = kept.touched.sorted()
    let reading = TableQuery(database: schema.database, table: table)
    let read = try await self.read(reading, changed, there: Set(kept.sums.map(\.chunk)))
    tell(.rows(kept.sums.reduce(0) { $0 + $1.rows } - read))
    let change = TableChange(table: table.needed, hasID: table.hasID, changed: changed, sums: kept.sums, read: read)
    await stage.note(change, schema.side)
  }

  /// Parts are cut by counting rows, because ids can have wide gaps. The copy knows the counts of what it has; the server
  /// counts what comes after that.
  private func parts(_ reading: TableQuery, _ kept: [ChunkSum]) async throws -> [IDRange?] {
    var parts = IDRange.parts(kept, rows: Self.part)
    var after = parts.last?.through ?? IDRange.least
    while true {
      let end = try await session.all(reading.end(of: Self.part, after: after))
      guard end.count == 1, let last = end.text(0, 0).flatMap({ Int64($0) }) else {
        return parts + [IDRange(after: after, through: nil)]
      }
      // Ranges of checksums are not cut.
      let through = ChunkSum.ids(last / ChunkSum.size).upperBound
      parts.append(IDRange(after: after, through: through))
      after = through
    }
  }

  private func rows(_ reading: TableQuery, _ part: IDRange?) async throws -> Int {
    let (side, needed, columns) = (schema.side, reading.table.needed, reading.needed)
    let (stage, tell) = (stage, tell)
    return try await session.select(reading.rows(part)) { batch in
      try await stage.write(batch, side, needed, columns)
      tell(.rows(batch.count))
    }
  }

  private func add(_ selection: Selection, to sums: inout [Int64: ChunkSum]) async throws {
    let collected = Mutex<[ChunkSum]>([])
    try await session.select(selection) { batch in
      for row in 0..<batch.count {
        guard let sum = ChunkSum(batch, row, from: 0) else { throw ClientError(.garbled("a checksum is no number")) }
        collected.withLock { $0.append(sum) }
      }
    }
    for sum in collected.withLock({ $0 }) { sums[sum.chunk] = sum }
  }

  /// Lets go of the table: a migration waits for every transaction that has read its table, and all readers of the site
  /// would wait behind the migration. The snapshot stays.
  private func rest() async throws {
    try await session.run("ROLLBACK TO SAVEPOINT \(Self.savepoint)")
    if pause > .zero { try await Task.sleep(for: pause) }
  }
}
