import ArgumentParser
import LearnerRecords
import OpenEdX

/// Completes values with what the deployment has that the command line names. Without one, and whatever goes wrong, nothing
/// is completed: a shell has no room for a message.
enum DeploymentCompletion {
  /// The programs' identities.
  static var programs: CompletionKind {
    .custom { words, _, prefix in
      read(words) { reader in reader.programs().map(\.program.hex).filter { $0.hasPrefix(prefix.lowercased()) } }
    }
  }

  /// The usernames that begin with what is typed.
  static var users: CompletionKind {
    .custom { words, _, prefix in
      read(words) { reader in
        try reader.nearestNames(to: prefix).filter { $0.lowercased().hasPrefix(prefix.lowercased()) }
      }
    }
  }

  private static func read(_ words: [String], _ body: (RecordReader) throws -> [String]) -> [String] {
    guard let folder = folder(words), let store = try? RecordStore(folder: folder) else { return [] }
    return (try? store.read(body)) ?? []
  }

  /// The value of `--deployment` among the words of the line.
  static func folder(_ words: [String]) -> String? {
    let option = "--deployment"
    if let index = words.lastIndex(of: option), index + 1 < words.count { return words[index + 1] }
    return words.last { $0.hasPrefix(option + "=") }.map { String($0.dropFirst(option.count + 1)) }
  }
}
