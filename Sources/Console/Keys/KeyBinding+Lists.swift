import Terminal

extension KeyBinding {
  /// What orders the rows of a list, and marks many at once.
  static let lists: [KeyBinding] = [
    KeyBinding(
      keys: [.character("s")],
      name: "s",
      label: "sort",
      description: "Sort by a column, chosen from those of the list",
      action: .sort,
      argument: .column
    ),
    KeyBinding(
      keys: [.character("S")],
      name: "S",
      label: "reverse",
      description: "Reverse the order of the rows",
      action: .invertSort,
      inFooter: false
    ),
    KeyBinding(
      keys: [.character("v")],
      name: "v",
      label: "range",
      description: "Begin a range at the cursor, then move; v or Space marks it, Esc forgets it",
      action: .markRange,
      inFooter: false
    ),
    KeyBinding(
      keys: [.character("a")],
      name: "a",
      label: "mark all",
      description: "Mark all rows that are shown: with a filter, all that match it",
      action: .markAll,
      inFooter: false
    ),
    KeyBinding(
      keys: [.character("=")],
      name: "=",
      label: "mark alike",
      description: "Mark all rows with the same findings; of tasks, those with the same state and answer",
      action: .markAlike,
      inFooter: false
    ),
    KeyBinding(
      keys: [.character("*")],
      name: "*",
      label: "invert marks",
      description: "Mark the rows that are shown and not marked, and take the other marks away",
      action: .invertMarks,
      inFooter: false
    ),
  ]
}
