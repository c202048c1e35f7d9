import Terminal

/// On which row of how many the cursor is: “12/274”, and with a filter “3/18 of 274”.
///
/// It stands at the end of the trail's row, as wide for the last row as for the first, so that a moved cursor changes its
/// digits alone.
struct PositionText {
  /// The whole of it; "" where there are no rows.
  let whole: String
  /// Without the rows that are not shown.
  let short: String

  init(_ model: Model) {
    let list = model.list
    let all = model.screen.countText
    guard list.count > 0 else {
      (whole, short) = ("", "")
      return
    }
    let isAll = list.visibleCount == list.count
    let shown = isAll ? all : "\(list.visibleCount)"
    guard let position = list.position else {
      (whole, short) = ("0 of \(all)", "0/\(all)")
      return
    }
    let number = TextWidth.padded("\(position + 1)", to: "\(list.visibleCount)".count, alignment: .right)
    short = "\(number)/\(shown)"
    whole = isAll ? short : "\(short) of \(all)"
  }

  /// The most of it that leaves room for the trail.
  func fitting(_ width: Int) -> String {
    [whole, short].first { width - TextWidth.columns(of: $0) - Self.gap >= Self.leastTrail } ?? ""
  }

  /// Columns between the trail and it.
  static let gap = 2
  /// Columns that the trail is worth more than it.
  private static let leastTrail = 12
}

extension Model {
  /// What the row of the trail says of the list, behind the trail.
  var positionText: String { PositionText(self).fitting(trailRowWidth) }

  /// The columns that the trail may take.
  var trailWidth: Int {
    let position = TextWidth.columns(of: positionText)
    return trailRowWidth - (position == 0 ? 0 : position + PositionText.gap)
  }

  /// The columns of the trail and what is behind it.
  private var trailRowWidth: Int { layout.list.size.columns - 1 - AreaBar(area: area).width(columns: size.columns) }
}
