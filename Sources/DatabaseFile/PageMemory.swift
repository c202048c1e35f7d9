import GRDBSQLite

/// What SQLite keeps in memory of database files, over all connections of the process.
package enum PageMemory {
  /// Bytes that suffice for walks in the order of the tables, which read few pages twice.
  ///
  /// Beyond them a connection uses its pages again, and the system's cache has the rest. An audit of a million
  /// certificates takes the same time so, whatever the number of connections.
  private static let walk: Int64 = 4 << 20

  /// Bounds it from now on for the whole process.
  package static func bound() { sqlite3_soft_heap_limit64(walk) }
}
