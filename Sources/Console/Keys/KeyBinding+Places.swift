import Terminal

extension KeyBinding {
  /// The keys of the places, and those that work in the engine's alone.
  static let places: [KeyBinding] =
    Area.allCases.map { area in
      KeyBinding(
        keys: [.character(area.digit)],
        name: String(area.digit),
        label: area.title.lowercased(),
        description: "Go to \(area.title), where you were in it",
        action: .area(area),
        inFooter: false,
        group: .places
      )
    } + [
      KeyBinding(
        keys: [.tab],
        name: "Tab",
        label: "next place",
        description: "Records, Findings, Engine, round and round",
        action: .nextArea,
        inFooter: false,
        group: .places
      ),
      KeyBinding(
        keys: [.backTab],
        name: "S-Tab",
        label: "previous place",
        description: "The same backwards (Shift-Tab)",
        action: .previousArea,
        inFooter: false,
        group: .places
      ),
      KeyBinding(
        keys: [.character("i")],
        name: "i",
        label: "info",
        description: "All that is known of the row: what it means, what mends it, the command to copy",
        action: .info,
        inFooter: false
      ),
      engine([.character("[")], "[", "section", "Tasks or log; the case before in the replay", .previousSection),
      engine(
        [.character("]")],
        "]",
        "next section",
        "Tasks or log; the next case in the replay",
        .nextSection,
        hidden: true
      ),
      engine(
        [.character("P")],
        "P",
        "pause",
        "Pause the queue with a reason, or resume it",
        .pause,
        writes: true,
        asks: true
      ),
      engine([.character("R")], "R", "retry", "Try the dead task again, or all that are marked", .retry, writes: true),
      engine(
        [.character("E")],
        "E",
        "retry all",
        "Try every dead task again; asks first",
        .retryAll,
        writes: true,
        asks: true
      ),
      engine([.character("L")], "L", "level", "The log: all levels, warnings, errors only", .logLevel, hidden: true),
      engine([.character("t")], "t", "race", "Replay the defect and the fix, step by step", .race),
    ]

  private static func engine(
    _ keys: [Key],
    _ name: String,
    _ label: String,
    _ description: String,
    _ action: Action,
    hidden: Bool = false,
    writes: Bool = false,
    asks: Bool = false
  ) -> KeyBinding {
    KeyBinding(
      keys: keys,
      name: name,
      label: label,
      description: description,
      action: action,
      inFooter: !hidden,
      writes: writes,
      areas: [.engine],
      asks: asks
    )
  }
}
