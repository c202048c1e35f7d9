import SiteData

/// How far an import is, as one line. Pure: it is told the numbers and the time.
struct ImportProgressText {
  var progress = SiteImport.Progress()
  /// Seconds since the beginning.
  var seconds: Double = 0

  /// The line, no longer than so many columns: a narrow terminal loses the bar first, then the end of the line.
  func line(width: Int) -> String {
    let words = words
    let room = min(30, width - words.count - 3)
    guard room >= 5, let share else { return String(words.prefix(max(0, width))) }
    let filled = Int(Double(room) * share)
    return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: room - filled) + "] " + words
  }

  private var share: Double? {
    guard let total = progress.total, total > 0 else { return nil }
    return min(1, Double(progress.done) / Double(total))
  }

  private var words: String {
    guard progress.phase == .reading else { return "making indexes \(progress.done)/\(progress.total ?? 0)" }
    var parts = ["reading \(Self.size(Double(progress.done)))"]
    if let share { parts.append("\(Int(share * 100)) %") }
    guard seconds > 0.5 else { return parts.joined(separator: "  ") }
    let rate = Double(progress.done) / seconds
    parts.append("\(Self.size(rate))/s")
    if let total = progress.total, rate > 0, total > progress.done {
      parts.append("ETA \(Self.duration(Double(total - progress.done) / rate))")
    }
    return parts.joined(separator: "  ")
  }

  /// “12 kB”, “3.4 MB”, “1.2 GB”.
  static func size(_ bytes: Double) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var value = bytes
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let tenths = Int(min(value * 10, 1e9))
    return unit < 2 || tenths >= 1000 ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  /// “12 s”, “3 m 05 s”.
  private static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(.up), 1e9))
    return whole < 60 ? "\(whole) s" : "\(whole / 60) m \(whole % 60 < 10 ? "0" : "")\(whole % 60) s"
  }
}
