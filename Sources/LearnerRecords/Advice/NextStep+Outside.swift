import OpenEdX

extension NextStep {
  /// A line of what to do.
  package struct Line: Sendable, Hashable {
    /// What it says.
    package let text: String
    /// Whether it is a command line.
    package let isCommand: Bool
  }

  /// What to do, line by line: the command for each kind of site, and the page that does it.
  package var lines: [Line] {
    var lines = [Line(text: text, isCommand: false)]
    lines += ([command].compactMap { $0 } + commandsInContainers).map { Line(text: $0, isCommand: true) }
    if let page { lines.append(Line(text: page, isCommand: false)) }
    return lines
  }

  /// What to do, as a comment of a shell, where no command does it; nil where one does.
  package var comment: String? {
    guard command == nil else { return nil }
    let text = [text, page].compactMap { $0 }.joined(separator: " ")
    // The comment ends with its line, and names come from outside: what follows a line's end in one would be run.
    let ends: Set<Unicode.GeneralCategory> = [.control, .lineSeparator, .paragraphSeparator]
    let line = text.unicodeScalars.map { ends.contains($0.properties.generalCategory) ? " " : $0 }
    return "# " + String(String.UnicodeScalarView(line))
  }

  /// Whether it changes the site, of which a copy does not know by itself.
  fileprivate var changesSite: Bool { page != nil || isOutside }

  /// Whether the command is one of the site's own.
  private var isOutside: Bool { command?.hasPrefix(Self.manage) ?? false }

  private static let manage = "./manage.py "

  /// The same command for sites that Tutor runs, on one machine and on Kubernetes.
  private var commandsInContainers: [String] {
    guard let command, isOutside else { return [] }
    let service = command.hasPrefix(Self.manage + "lms ") ? "lms" : "credentials"
    return ["tutor local run \(service) \(command)", "tutor k8s exec \(service) -- \(command)"]
  }
}

extension [NextStep] {
  /// How a copy learns of what these steps change on the site; nothing where they change nothing there.
  ///
  /// - Parameter place: what commands name.
  package func refreshing(at place: CommandPlace) -> [NextStep.Line] {
    guard contains(where: \.changesSite), let command = place.refreshing else { return [] }
    return [
      NextStep.Line(text: "Then read the site again, so that the copy knows of it:", isCommand: false),
      NextStep.Line(text: command, isCommand: true),
    ]
  }
}

extension Finding {
  /// The page of the LMS or of Credentials on which a person repairs it; nil where none does.
  ///
  /// - Parameter courseRun: the run that it is about.
  func page(of courseRun: String?) -> String? {
    switch self {
    case .certificateInvalid: Self.lmsPage("/admin/certificates/generatedcertificate/")
    case .issuanceDisabled: Self.lmsPage("/admin/credentials/credentialsapiconfig/")
    case .recordsDisabled: Self.lmsPage("/admin/site_configuration/siteconfiguration/")
    case .exceptionNotGenerated, .invalidationActive:
      courseRun.map { Self.lmsPage("/courses/\($0)/instructor#view-certificates") }
    case .configInactive, .configDuplicate, .configOtherSite:
      Self.credentialsPage("/admin/credentials/coursecertificate/")
    case .runKeyDuplicate: Self.credentialsPage("/admin/catalog/courserun/")
    case .programConfigMissing: Self.credentialsPage("/admin/credentials/programcertificate/")
    case .credentialOrphaned: Self.credentialsPage("/admin/credentials/usercredential/")
    case .accountMismatch: Self.credentialsPage("/admin/core/user/")
    default: nil
    }
  }

  private static func lmsPage(_ path: String) -> String { "Page in the LMS: \(path)" }
  static func credentialsPage(_ path: String) -> String { "Page in Credentials: \(path)" }
}
