/// A text for the clipboard, and what the operator calls it.
package struct CopiedText: Sendable, Hashable {
  /// What is copied.
  package let text: String
  /// What a message calls it.
  package let name: String
}

/// A file to be written: where, what it is called, and what stands in it.
package struct FileDraft: Sendable {
  /// Where; `~/` is the home folder, what is relative begins at the current folder.
  package let path: String
  /// What it holds, in the operator's words: “12 rows”.
  package let name: String
  /// Whether a file that is there already may be replaced.
  package var replaces = false
  /// Gives the text piece by piece, so that a million rows need not be in memory twice.
  package let write: @Sendable (_ put: (String) throws -> Void) throws -> Void

  /// A draft of one text.
  init(path: String, name: String, text: String) {
    self.init(path: path, name: name) { put in try put(text) }
  }

  init(path: String, name: String, write: @escaping @Sendable (_ put: (String) throws -> Void) throws -> Void) {
    self.path = path
    self.name = name
    self.write = write
  }
}
