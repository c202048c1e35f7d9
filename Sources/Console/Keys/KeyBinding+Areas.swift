import Terminal

extension KeyBinding {
  /// The keys that lead to the areas, and those that work in Engine alone.
  static let areas: [KeyBinding] =
    Area.allCases.map { area in
      KeyBinding(
        keys: [.character(area.digit)],
        name: String(area.digit),
        label: area.title.lowercased(),
        description: "Go to \(area.title), where you were in it",
        action: .area(area),
        inFooter: false,
        group: .areas
      )
    } + [
      KeyBinding(
        keys: [.tab],
        name: "Tab",
        label: "next area",
        description: "Records, Findings, Engine, and Records again",
        action: .nextArea,
        inFooter: false,
        group: .areas
      ),
      KeyBinding(
        keys: [.backTab],
        name: "S-Tab",
        label: "previous area",
        description: "The same backwards (Shift-Tab)",
        action: .previousArea,
        inFooter: false,
        group: .areas
      ),
      KeyBinding(
        keys: [.character("i")],
        name: "i",
        label: "info",
        description: "All that is known of the row: what it means, what repairs it, the command to copy",
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
