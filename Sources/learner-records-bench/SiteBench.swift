import ArgumentParser

/// `site`: everything that is measured on a site's full size, in one run.
struct SiteBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Measure audit, lists, search, screen, queue and posts in one run, with the machine's data before it.",
    discussion: "The other commands measure the same parts one by one, with options of their own."
  )

  @Argument(help: "A deployment's folder, as generate makes it.")
  var folder: String

  @Option(help: "A deployment with four times the rows, to see how the time grows.")
  var larger: String?

  @Option(help: "How often what takes seconds is measured.")
  var rounds = 5

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("--rounds takes a number of 1 or more.") }
  }

  func run() async throws {
    try MachineFacts.print()
    let rounds = ["--rounds", "\(rounds)"]
    for words in [
      ["read", folder] + (larger.map { ["--larger", $0] } ?? []) + rounds, ["screen", folder],
      ["engine"] + rounds, ["post"] + rounds,
    ] {
      print("\n\(words[0])")
      var command = try BenchCommand.parseAsRoot(words)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    }
    print("\nload behind: \(try MachineFacts.load())")
  }
}
