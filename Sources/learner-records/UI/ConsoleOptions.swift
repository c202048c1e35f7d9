import ArgumentParser
import Terminal

/// How the screens are shown.
struct ConsoleOptions: ParsableArguments {
  @Flag(
    help: """
      No screen: read commands from standard input, one a line, and answer in lines of words. For screen readers and pipes.
      """
  )
  var plain = false

  @Flag(help: "Draw with ASCII alone; without UTF-8 in the locale it is always so.")
  var ascii = false

  @Option(
    help: ArgumentHelp(
      "Write the first screen to this file as a picture (SVG) and end. Needs no terminal; the engine does not run.",
      valueName: "file"
    ),
    completion: .file(extensions: ["svg"])
  )
  var screenshot: String?

  @Option(help: ArgumentHelp("The size of the picture, and of those that --plain makes.", valueName: "columns x rows"))
  var size: String?

  /// The size that was asked for, or that of the picture in the README.
  var pictureSize: Size {
    get throws {
      guard let size else { return Size(columns: 120, rows: 40) }
      let parts = size.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let columns = parts[0], let rows = parts[1], Self.sizes.contains(columns),
        Self.sizes.contains(rows)
      else { throw ValidationError("--size: “\(size)” is no size of 10 to 1000 columns and rows, as 120x40 is.") }
      return Size(columns: columns, rows: rows)
    }
  }

  private static let sizes = 10...1000

  /// The first option that was given.
  var given: String? {
    [("--plain", plain), ("--ascii", ascii), ("--screenshot", screenshot != nil), ("--size", size != nil)]
      .first(where: \.1)?.0
  }

  /// Refuses what does not go together.
  func validateUse(backfill: Bool) throws {
    if backfill, let given {
      throw ValidationError("\(given) belongs to the terminal UI, which --backfill does not open.")
    }
    if plain, screenshot != nil { throw ValidationError("--plain and --screenshot do not go together.") }
    if size != nil, !plain, screenshot == nil { throw ValidationError("--size belongs to --screenshot or --plain.") }
    _ = try pictureSize
  }
}
