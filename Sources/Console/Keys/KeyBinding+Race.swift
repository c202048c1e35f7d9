extension KeyBinding {
  /// The footer of the replay, where the same keys step through what happened.
  static let race: [KeyBinding] = [
    (Action.open, "next step"), (.up, "step back"), (.nextSection, "next case"), (.previousSection, "case before"),
    (.back, "back"), (.refresh, "run again"), (.help, "help"), (.quit, "quit"),
  ].compactMap { (action: Action, label: String) in
    guard var binding = table.first(where: { $0.action == action }) else { return nil }
    binding.label = label
    return binding
  }
}
