import Terminal

/// The two lines at the top: what is open and where posts go; and the trail under them.
struct HeaderView {
  let heading: Heading
  /// How old the copy of the site is; nil for a deployment that is none.
  let copyAge: String?

  func draw(on grid: inout Grid) {
    let width = grid.size.columns
    grid.fill(Rectangle(column: 0, row: 0, columns: width, rows: 1), Theme.bar)
    let access = (copyAge.map { $0 + " " } ?? "") + (heading.readOnlyReason == nil ? "" : "[read-only] ")
    let room = width - TextWidth.columns(of: access)
    grid.write(name(room - 1), at: (0, 0), width: room, style: Theme.bar)
    grid.write(access, at: (room, 0), style: Theme.bar)
    grid.write(TextWidth.clipped(posts(width - 2), to: width - 2), at: (1, 1), width: width - 2, style: Theme.quiet)
  }

  /// The line above names the folder, so that where there is no room for it twice, the words after it are worth more.
  private func posts(_ width: Int) -> String {
    let whole = heading.posts
    let short = Self.shortened(whole, path: heading.deployment)
    var texts = [whole, short]
    if let colon = short.firstRange(of: ": ") {
      if heading.destination != nil { texts.append("Posts: \(short[colon.upperBound...])") }
      texts.append(String(short[..<colon.lowerBound]))
    }
    return texts.first { TextWidth.columns(of: $0) <= width } ?? short
  }

  /// The sentence with “this folder” in place of the path, where the path stands as a word and is the longer of the two.
  static func shortened(_ sentence: String, path: String) -> String {
    let name = "this folder"
    guard path.count > name.count, let range = sentence.firstRange(of: path) else { return sentence }
    let isWord = { (character: Character?) in
      character.map { $0.isLetter || $0.isNumber || "/-_.".contains($0) } ?? false
    }
    let before = sentence[..<range.lowerBound].last
    let after = sentence[range.upperBound...].first
    guard !isWord(before), !isWord(after) else { return sentence }
    return sentence[..<range.lowerBound] + name + sentence[range.upperBound...]
  }

  /// What is open. A path says most at its end, so its beginning gives way, and then the words before it.
  private func name(_ width: Int) -> String {
    let kind = heading.isSample ? "sample deployment" : "deployment"
    let parts = heading.deployment.split(separator: "/")
    let paths = [heading.deployment] + parts.indices.dropFirst().map { "…/" + parts[$0...].joined(separator: "/") }
    for lead in [" learner-records  \(kind) ", " \(kind) ", " "] {
      if let path = paths.first(where: { TextWidth.columns(of: lead + $0) <= width }) { return lead + path }
    }
    return TextWidth.clipped(" " + (paths.last ?? ""), to: width)
  }
}
