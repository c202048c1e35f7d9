import Terminal

/// The two lines at the top: what is open and where posts go; and the trail under them.
struct HeaderView {
  let heading: Heading

  func draw(on grid: inout Grid) {
    let width = grid.size.columns
    grid.fill(Rectangle(column: 0, row: 0, columns: width, rows: 1), Theme.bar)
    let access = heading.readOnlyReason == nil ? "" : "[read-only] "
    let room = width - TextWidth.columns(of: access)
    grid.write(name(room - 1), at: (0, 0), width: room, style: Theme.bar)
    grid.write(access, at: (room, 0), style: Theme.bar)
    grid.write(TextWidth.clipped(posts(width - 2), to: width - 2), at: (1, 1), width: width - 2, style: Theme.quiet)
  }

  /// The line above names the folder, so that where there is no room for it twice, the words after it are worth more.
  private func posts(_ width: Int) -> String {
    let whole = "Posts go to \(heading.destination)"
    let short = heading.deployment.isEmpty ? whole : whole.replacing(heading.deployment, with: "this folder")
    var texts = [whole, short]
    if let colon = short.firstRange(of: ": ") {
      texts += ["Posts: \(short[colon.upperBound...])", String(short[..<colon.lowerBound])]
    }
    return texts.first { TextWidth.columns(of: $0) <= width } ?? short
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
