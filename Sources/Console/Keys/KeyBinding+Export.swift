import Terminal

extension KeyBinding {
  /// What leaves the screen: to the clipboard, to a file.
  static let export: [KeyBinding] = [
    KeyBinding(
      keys: [.character("y")],
      name: "y",
      label: "copy",
      description: "Copy the row: its username, run or program; of marked rows each on a line",
      action: .copy,
      inFooter: false,
      group: .export
    ),
    KeyBinding(
      keys: [.character("Y")],
      name: "Y",
      label: "copy command",
      description: "Copy the command that repairs the row, to run or to send to somebody",
      action: .copyCommand,
      inFooter: false,
      group: .export
    ),
    KeyBinding(
      keys: [.character("c")],
      name: "c",
      label: "report",
      description: "Copy a report for a ticket: what the learner sees, why, what to do; in the history, what happened",
      action: .report,
      inFooter: false,
      areas: [.records, .findings],
      group: .export,
      argument: .report
    ),
    KeyBinding(
      keys: [.character("e")],
      name: "e",
      label: "export",
      description: "Write the marked rows to a file, or all that the filter lets through, as CSV or JSON lines",
      action: .export,
      inFooter: false,
      group: .export,
      argument: .export
    ),
    KeyBinding(
      keys: [],
      name: "",
      label: "snapshot",
      description: "Write the screen to a file, as text",
      action: .snapshot,
      inFooter: false,
      group: .export,
      argument: .file
    ),
    KeyBinding(
      keys: [],
      name: "",
      label: "screenshot",
      description: "Write the screen to a file, as a picture (SVG)",
      action: .screenshot,
      inFooter: false,
      group: .export,
      argument: .file
    ),
  ]

  /// What needs a name, and therefore has no key.
  static let named: [KeyBinding] = [
    KeyBinding(
      keys: [],
      name: "",
      label: "program",
      description: "Go to the learners of a program, by its title or UUID",
      action: .program,
      inFooter: false,
      group: .areas,
      argument: .program
    ),
    KeyBinding(
      keys: [],
      name: "",
      label: "learner",
      description: "Go to a learner's record in the program of this screen; without one, search for the name",
      action: .learner,
      inFooter: false,
      group: .areas,
      argument: .learner
    ),
    KeyBinding(
      keys: [],
      name: "",
      label: "theme",
      description: "Colours for a dark or a light background, as the terminal says (auto), or none",
      action: .theme,
      inFooter: false,
      group: .screen,
      argument: .theme
    ),
    KeyBinding(
      keys: [],
      name: "",
      label: "lms",
      description: "Save in the sample's LMS as staff would, for the row under the cursor or one that is named",
      action: .lms,
      inFooter: false,
      writes: true,
      areas: [.records, .findings],
      argument: .lms
    ),
  ]
}
