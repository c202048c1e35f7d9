import Terminal

/// A row in aligned columns.
enum AuditText {
  /// Fields in columns at least so wide. A longer field is shown and moves the rest of its line.
  static func columns(_ fields: [String], _ widths: [Int]) -> String {
    var result = ""
    for (place, field) in fields.enumerated() {
      let width = place < widths.count ? widths[place] : 0
      let isLast = place == fields.count - 1
      let fits = TextWidth.columns(of: field) <= width
      let whole = VisibleText.shown(VisibleText.shortened(field))
      result += !isLast && fits ? TextWidth.padded(field, to: width) : whole
      if !isLast { result += "  " }
    }
    return result
  }
}
