import LearnerRecords

extension Model {
  /// Looks for what is typed now; the answer of before stands until the new one comes.
  mutating func searchPeople(_ text: String) -> [Effect] {
    peopleSearch.text = text
    return [.search(text)]
  }

  /// Takes the answer of a search; one of a text that was typed before is of no use any more.
  mutating func take(_ found: [LearnerPerson], total: Int, by text: String) {
    guard text == peopleSearch.text else { return }
    // Other words, other rows: the best one is under the cursor. The same words again keep it where it is.
    let isNew = text != peopleSearch.answered
    peopleSearch.answered = text
    peopleSearch.total = total
    people.replace(found)
    if isNew { people.move(by: .min) }
    if place == .people { (pending, unread) = (nil, nil) }
  }

  /// How many learners were found, in words; nil before the first answer.
  var peopleCount: String? {
    guard peopleSearch.answered != nil else { return nil }
    let shown = people.count
    let total = "\(peopleSearch.total) \(peopleSearch.total == 1 ? "learner" : "learners")"
    return shown < peopleSearch.total ? "the first \(shown) of \(total)" : total
  }
}
