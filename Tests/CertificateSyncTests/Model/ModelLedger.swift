/// Counts, place by place, the changes and the posts, and the grades that are owed.
struct ModelLedger {
  private(set) var changes: [String: Int] = [:]
  private(set) var posts: [String: Int] = [:]
  /// Posts that may be repeated: the task was refused, its confirmation was lost, or it corrected itself.
  private(set) var excused: [String: Int] = [:]
  /// Grades that were of interest when they were saved and ever since: a task that reads later always sends them.
  private(set) var owedGrades: Set<String> = []
  /// Every grade that was ever committed.
  private var grades: [String: Set<String>] = [:]

  mutating func commit(_ places: [String], interesting: Set<String>, grades now: [String: String]) {
    for place in places {
      changes[place, default: 0] += 1
      if place.hasPrefix("grade/") { owedGrades.insert(place) }
    }
    owedGrades.formIntersection(interesting)
    for (place, grade) in now { grades[place, default: []].insert(grade) }
  }

  mutating func post(_ place: String) { posts[place, default: 0] += 1 }

  mutating func excuse(_ places: [String]) { for place in places { excused[place, default: 0] += 1 } }

  /// A place that was posted to more often than its changes and excuses allow.
  var overposted: String? {
    posts.first { place, count in count > changes[place, default: 0] + excused[place, default: 0] }?.key
  }

  /// Whether a grade, as Credentials holds it, is one that may be there.
  func allows(_ kept: String?, at place: String, now: String?, isInProgram: Bool) -> Bool {
    if isInProgram, owedGrades.contains(place) { return kept == now }
    guard let kept else { return true }
    return isInProgram && grades[place, default: []].contains(kept)
  }
}
