import Console
import Foundation
import Terminal

/// Writes the files of exports, and a file in place of a clipboard.
package struct ExportFiles: Sendable {
  private let stateFolder: String?
  private let home: String

  /// Takes the folder for copied texts; nil where there is none, and a text that no clipboard takes cannot be copied.
  ///
  /// - Parameter home: the folder that `~` stands for.
  package init(
    stateFolder: String?,
    home: String = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
  ) {
    self.home = home
    self.stateFolder = stateFolder
  }

  /// Writes a file.
  ///
  /// - Returns: `.done`, `.fileExists` where the file exists and must not be replaced, or `.failed`.
  package func write(_ draft: FileDraft) -> ConsoleEvent {
    let isOfHome = draft.path == "~" || draft.path.hasPrefix("~/")
    let path = isOfHome ? home + draft.path.dropFirst() : draft.path
    do {
      try PrivateFile.write(path, replaces: draft.replaces, draft.write)
      return .done("Wrote \(draft.name) to \(draft.path)")
    } catch let failure as PrivateFile.Failure where failure.exists {
      return .fileExists(draft)
    } catch {
      return .failed("\(draft.name) could not be written. \(error)", of: .write(draft))
    }
  }

  /// Writes a text that no clipboard takes to a file in the state folder.
  ///
  /// - Returns: `.done` with the file's path, or `.failed`.
  func keep(_ copied: CopiedText) -> ConsoleEvent {
    guard let stateFolder else {
      return .failed("This terminal has no clipboard, and there is no home folder for a file.", of: .keep(copied))
    }
    do {
      let path = stateFolder + "/copied.txt"
      try StateFolder.make(stateFolder)
      try PrivateFile.write(path, replaces: true) { put in try put(copied.text + "\n") }
      return .done("No clipboard here; written to \(path): \(copied.name)")
    } catch {
      return .failed("\(copied.name) could not be copied. \(error)", of: .keep(copied))
    }
  }
}
