extension ClientError: CustomStringConvertible {
  /// What the operator reads: database, what was being done, what happened, and the remedy on a line of its own.
  package var description: String {
    let place = [server, doing].filter { !$0.isEmpty }.joined(separator: ", ")
    return "\(place.isEmpty ? "" : "\(place): ")\(reason)\n\(remedy)"
  }

  /// What happened, without the remedy.
  package var reason: String {
    switch cause {
    case .reported(let number, let message): "error \(number): \(message)"
    case .notStarted(let reason): "the client program cannot be started: \(reason)"
    case .ended(let status, let said): "the client program ended (\(status))\(said.isEmpty ? "" : ": \(said)")"
    case .silent(let seconds): "nothing came for \(seconds) seconds"
    case .noise(let line): "there is something else than results in the output: “\(line)”"
    case .terminal: "the command runs the client program on a terminal, which changes what it writes"
    case .passedOver: "the client program has passed over an error of the server"
    case .garbled(let reason): "the result is not as the server sent it: \(reason)"
    case .notEncrypted: "the connection is not encrypted"
    case .system(let reason): reason
    }
  }

  /// What to do about it.
  package var remedy: String {
    switch cause {
    case .reported(let number, _): Self.remedies[number] ?? "Look the number up in the manual of MySQL or MariaDB."
    case .notStarted:
      "Install it (Debian: mariadb-client or default-mysql-client), or check the command in the configuration."
    case .ended(_, let said) where said.contains("unknown option") || said.contains("unknown variable"):
      "The client program is too old, or the command hands it something that is none of its options. It has to know "
        + "--binary-mode (MySQL 5.6, MariaDB 10.0 or later)."
    case .ended:
      "Run the configured command by hand with “-e 'SELECT 1'” behind it: it has to print 1 and to ask for nothing."
    case .silent: "Check that the command asks for nothing (a password, a host key), and the network to the server."
    case .noise:
      "The command has to start the mariadb or mysql client and to hand on the options that are put behind it; "
        + "nothing else may write to its standard output."
    case .terminal: "Leave out -t and --tty (with docker compose exec and tutor local exec: give -T)."
    case .passedOver: "Leave --force out of the command and of the option file that it names."
    case .garbled: "Try again. If it comes again, the command changes the output: run the client program directly."
    case .notEncrypted: "Set up TLS on the server, or say with …database_tls: off that it may go without."
    case .system: "Free what is missing, then try again."
    }
  }
}
