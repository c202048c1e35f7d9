extension Model {
  /// Whether the footer offers a key: it works in this area, and there is something that it could do.
  func offers(_ binding: KeyBinding) -> Bool {
    guard binding.areas.contains(area) else { return false }
    switch binding.action {
    case .back: return !list.filter.isEmpty || list.limit != screen.restLimit || !trail.tail.isEmpty
    case .clearMarks: return list.markedCount > 0
    case .sort: return !list.sortableColumns.isEmpty
    default: return true
    }
  }
}
