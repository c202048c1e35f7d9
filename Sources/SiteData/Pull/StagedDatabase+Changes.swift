extension StagedDatabase {
  /// Ends a file of changes: it is read once, row by row, and needs no indexes. It is closed with the object.
  ///
  /// - Throws: `SiteDataError` of code `unwritable` when the disk is full, else `sqlite`.
  func endWithoutIndexes() throws(SiteDataError) { try execute("COMMIT") }
}
