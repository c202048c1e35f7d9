/// The open screens of an area: the first, with which the area begins, and those that lie over it.
struct Trail: Sendable {
  private(set) var screens: [any Screen]

  init(_ first: any Screen) { screens = [first] }

  /// The screen that is seen, and whose keys work.
  var top: any Screen {
    get { screens[screens.count - 1] }
    _modify { yield &screens[screens.count - 1] }
  }

  /// The screens under the top.
  var below: [any Screen] { Array(screens.dropLast()) }

  /// The screens over the first.
  var tail: [any Screen] {
    get { Array(screens.dropFirst()) }
    set { screens = [screens[0]] + newValue }
  }

  mutating func push(_ screen: any Screen) { screens.append(screen) }

  /// Leaves the screens over the one of that index; the first is 0.
  mutating func pop(to index: Int) {
    while screens.count > max(1, index + 1) {
      let left = screens.removeLast()
      top.left(left)
    }
  }

  /// Changes each of the screens.
  mutating func forEach(_ change: (inout any Screen) -> Void) {
    for index in screens.indices { change(&screens[index]) }
  }

  /// Asks the screens, the top first, until one has an answer.
  mutating func first<Answer>(_ ask: (inout any Screen, _ isTop: Bool) -> Answer?) -> Answer? {
    for index in screens.indices.reversed() {
      if let answer = ask(&screens[index], index == screens.count - 1) { return answer }
    }
    return nil
  }
}
