import ArgumentParser

/// How a command writes its results.
///
/// A group of its own, because the root command has the option for `--backfill`; see ``ProgramOptions``.
struct FormatOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "text or jsonl with --backfill; table, jsonl, csv or prometheus with audit; text or json with show and sync status.",
      valueName: "format"
    ),
    completion: .list(["text", "json", "jsonl", "table", "csv", "prometheus"])
  )
  var format: String?

  /// The format that was asked for, else the standard one.
  ///
  /// - Parameter others: formats that the command has beside these.
  /// - Throws: `ValidationError` that names the formats of the command.
  func choice<Format: RawRepresentable<String> & CaseIterable>(
    _ standard: Format,
    or others: [String] = []
  ) throws -> Format {
    guard let format else { return standard }
    guard let choice = Format(rawValue: format) else {
      let known = (Format.allCases.map(\.rawValue) + others).joined(separator: ", ")
      throw ValidationError("--format: “\(format)” is not one of \(known).")
    }
    return choice
  }
}
