import CertificateSync
import Terminal

extension Model {
  /// Keys while something lies over the screen.
  mutating func pressInDialog(_ key: Key) -> [Effect] {
    guard let dialog else { return [] }
    switch dialog {
    case .help(let state): return pressInHelp(state, key)
    case .limits(let choices, let cursor): pressInLimits(choices, cursor: cursor, key)
    case .columns(let choices, let cursor): pressInColumns(choices, cursor: cursor, key)
    case .pauseReason(let reason): return pressInPauseReason(reason, key)
    case _ where scrollDialog(key): break
    case .confirm(let shown): return pressInPlan(shown, key)
    case .overwrite(let draft): return pressInOverwrite(draft, key)
    case .question(let question): return pressInQuestion(question, key)
    case .failedRead where key == .character("q"):
      self.dialog = nil
      return leave()
    case .details, .detail, .message, .failedRead:
      // No key that stands in a command: the rest of one that is typed blindly would run.
      switch key {
      case .escape, .enter, .character("q"): self.dialog = nil
      case .character("y"), .character("Y"): return copy(key, from: dialog)
      default: break
      }
    }
    return []
  }

  /// Copies from what is told of a row: its name, or the commands that are told.
  ///
  /// It closes, so that the line under it says what was copied.
  private mutating func copy(_ key: Key, from dialog: Dialog) -> [Effect] {
    let isCommand = key == .character("Y")
    switch dialog {
    case .detail(let detail):
      self.dialog = nil
      guard isCommand else { return copyIdentity() }
      guard let commands = detail.repairCommands(at: heading.commandPlace).copied else {
        notice = "Nothing to copy: no command repairs what was told"
        return []
      }
      return [.copy(commands)]
    case .details:
      self.dialog = nil
      return isCommand ? copyNextStep() : copyIdentity()
    case .help, .confirm, .limits, .overwrite, .message, .failedRead, .columns, .question, .pauseReason: return []
    }
  }

  /// Keys while it is asked whether a file is to be replaced.
  private mutating func pressInOverwrite(_ draft: FileDraft, _ key: Key) -> [Effect] {
    switch key {
    case .character("y"):
      dialog = nil
      begin(.working("writing \(draft.path)"))
      var draft = draft
      draft.replaces = true
      return [.write(draft)]
    case .escape, .character("n"), .character("q"): dialog = nil
    default: break
    }
    return []
  }

  /// Whether a yes is waited for.
  package var isAsking: Bool {
    switch dialog {
    case .confirm(let shown): shown.isConfirmable
    case .overwrite, .question: true
    case .help, .details, .detail, .limits, .columns, .pauseReason, .message, .failedRead, nil: false
    }
  }

  private mutating func scrollDialog(_ key: Key) -> Bool {
    guard let text = dialogText, let action = KeyBinding.action(for: key, in: area) else { return false }
    let wanted: Int
    switch action {
    case .up: wanted = dialogOffset - 1
    case .down: wanted = dialogOffset + 1
    case .pageUp: wanted = dialogOffset - text.room
    case .pageDown: wanted = dialogOffset + text.room
    case .first: wanted = 0
    case .last: wanted = text.lastOffset
    default: return false
    }
    dialogOffset = min(max(0, wanted), text.lastOffset)
    return true
  }

  /// What lies over the screen, as it is drawn.
  var dialogText: DialogText? {
    dialog.map { DialogText($0, heading: heading, area: area, size: size, zone: preferences.zone) }
  }
}

/// What lies over the screen and takes the keys.
package enum Dialog: Sendable {
  /// The keys and what they do, as far as they were searched for.
  case help(HelpState)
  /// The plan of a backfill, waiting for a yes.
  case confirm(PlanDialog)
  /// All that is known of a row, where the pane under the list is too small or not there.
  case details(CourseRow)
  /// The limits that the list can be given, and which one the cursor is on.
  case limits([LimitChoice], cursor: Int)
  /// A file that is there already, waiting for a yes.
  case overwrite(FileDraft)
  /// A message to be read.
  case message(title: String, text: String)
  /// Why something could not be read, which came unasked: the key that leaves may have been pressed before it was seen.
  case failedRead(String)
  /// The columns by which the list can be sorted, and which one the cursor is on.
  case columns([ColumnChoice], cursor: Int)
  /// All that is known of what the cursor is on.
  case detail(Detail)
  /// A question about the engine, waiting for a yes.
  case question(EngineQuestion)
  /// The reason of a pause, as far as it is typed.
  case pauseReason(String)
}
