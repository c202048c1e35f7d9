import ArgumentParser

@main
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learner-records-bench",
    abstract: "Make large deployments and measure how fast they are read.",
    subcommands: [GenerateCommand.self, ReadCommand.self]
  )
}

/// What the benchmark cannot do, as a sentence.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
