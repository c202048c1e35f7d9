/// How what can be done next is called: by its key where keys are pressed, by its command where lines are typed.
enum Wording: Sendable, Hashable {
  case keys
  case commands

  func name(of action: KeyBinding.Action) -> String {
    guard let binding = KeyBinding.table.first(where: { $0.action == action }) else { return "" }
    return self == .keys ? binding.shownName : "“\(binding.command)”"
  }
}
