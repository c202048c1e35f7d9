import Terminal

extension KeyBinding {
  /// What concerns the screen itself and works everywhere.
  static let screen: [KeyBinding] = [
    KeyBinding(
      keys: [.character(":")],
      name: ":",
      label: "commands",
      description: "Type a command; Tab completes, the arrows choose, ↑ while empty brings earlier ones back",
      action: .commands,
      group: .screen
    ),
    KeyBinding(
      keys: [.character("w")],
      name: "w",
      label: "watch",
      description: "Watch the engine beside the lists, or only while it has something to say",
      action: .enginePane,
      inFooter: false,
      areas: [.records, .findings],
      group: .screen
    ),
    KeyBinding(
      keys: [.control("l")],
      name: "Ctrl-L",
      label: "redraw",
      description: "Draw the screen again, after something else wrote on it",
      action: .redraw,
      inFooter: false,
      group: .screen
    ),
    KeyBinding(
      keys: [.character("?"), .function(1)],
      name: "?",
      label: "help",
      description: "This help: typing searches it, Enter does what is chosen (also F1)",
      action: .help,
      group: .screen
    ),
    KeyBinding(
      keys: [.character("q")],
      name: "q",
      label: "quit",
      description: "Quit",
      action: .quit,
      group: .screen
    ),
  ]
}
