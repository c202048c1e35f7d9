import Foundation
import Terminal

/// Writes files for the screens and hands everything else on.
package struct ExportEffectHandler: EffectHandler {
  private let base: any EffectHandler
  private let stateFolder: String?
  private let home: String

  /// Takes who does the rest, and the folder for what has no place of its own; without it a text that no clipboard takes
  /// cannot be copied.
  ///
  /// - Parameter home: the folder that `~` stands for.
  package init(
    _ base: any EffectHandler,
    stateFolder: String?,
    home: String = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
  ) {
    self.base = base
    self.home = home
    self.stateFolder = stateFolder
  }

  /// Does one thing; see ``EffectHandler/perform(_:tell:)``.
  package func perform(
    _ effect: Effect,
    tell: @escaping @Sendable (ConsoleEvent) -> Void
  ) async -> ConsoleEvent? {
    switch effect {
    case .write(let draft): write(draft, effect)
    case .copy(let copied): keep(copied, effect)
    default: await base.perform(effect, tell: tell)
    }
  }

  /// Looks; see ``EffectHandler/look()``.
  package func look() async -> (engine: EngineSnapshot, dataChanged: Bool) { await base.look() }

  private func write(_ draft: FileDraft, _ effect: Effect) -> ConsoleEvent {
    let isOfHome = draft.path == "~" || draft.path.hasPrefix("~/")
    let path = isOfHome ? home + draft.path.dropFirst() : draft.path
    do {
      try PrivateFile.write(path, replaces: draft.replaces, draft.write)
      return .done("Wrote \(draft.name) to \(draft.path)")
    } catch let failure as PrivateFile.Failure where failure.exists {
      return .fileExists(draft)
    } catch {
      return .failed("\(draft.name) could not be written. \(error)", of: effect)
    }
  }

  /// What no clipboard takes is kept in a file.
  private func keep(_ copied: CopiedText, _ effect: Effect) -> ConsoleEvent {
    guard let stateFolder else {
      return .failed("This terminal has no clipboard, and there is no home folder for a file.", of: effect)
    }
    do {
      let path = stateFolder + "/copied.txt"
      try StateFolder.make(stateFolder)
      try PrivateFile.write(path, replaces: true) { put in try put(copied.text + "\n") }
      return .done("No clipboard here; written to \(path): \(copied.name)")
    } catch {
      return .failed("\(copied.name) could not be copied. \(error)", of: effect)
    }
  }
}
