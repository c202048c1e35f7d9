import CertificateSync
import OpenEdX
import Terminal

extension PlainLines {
  /// What lies over the screen, and what can be answered; nil for nothing.
  package static func dialog(_ model: Model) -> [String]? {
    guard let dialog = model.dialog else { return nil }
    // Lines are broken as on a wide screen.
    let wide = Size(columns: 100, rows: 50)
    let text = DialogText(dialog, heading: model.heading, area: model.area, size: wide, zone: model.preferences.zone)
    let numbered = choices(dialog).enumerated().map { "\($0.offset + 1). \($0.element)" }
    let body: [String]
    switch dialog {
    case .limits, .columns: body = numbered
    case .confirm(let shown):
      body = shown.lines(choices: numbered.isEmpty ? [] : ["Repair also:"] + numbered).map(\.text)
    // Without the line in which the reason would be typed.
    case .pauseReason: body = text.lines.dropLast().map(\.text)
    default: body = text.lines.map(\.text)
    }
    return [text.title] + body.map(withoutMark) + ending(dialog)
  }

  /// What is told of a dialog that was told before: of a plan what it repairs by now, and of what is the same only what can
  /// be answered; nil when it is another.
  package static func changes(of dialog: Dialog, since before: Dialog, in model: Model) -> [String]? {
    if case .confirm(let old) = before, case .confirm(let new) = dialog, old.scope == new.scope {
      let changed = new.included.symmetricDifference(old.included)
      let toggled = Finding.allCases.filter(changed.contains).map { finding in
        "\(finding.rawValue): \(new.included.contains(finding) ? "in the plan" : "not in the plan any more")"
      }
      let whole = changed.isEmpty ? [] : ["“list” tells all of the plan"]
      return toggled + (new.plan.isEmpty ? [new.title] : []) + new.summary + whole + ending(dialog).suffix(1)
    }
    var asked = model
    asked.dialog = before
    guard self.dialog(asked) == self.dialog(model) else { return nil }
    return ending(dialog)
  }

  /// What can be answered; nil for what is only to be read.
  package static func prompt(_ dialog: Dialog) -> String? {
    switch dialog {
    case .overwrite, .question: "Type yes, or no"
    case .confirm(let shown) where shown.isConfirmable: "Type yes, or no"
    case .confirm(let shown): shown.takesMore ? "Type a number, or no" : nil
    case .limits, .columns: "Type a number, or no"
    case .pauseReason: "Type the reason, or no"
    case .help, .details, .detail, .message, .failedRead: nil
    }
  }

  /// What a number chooses, in words.
  static func choices(_ dialog: Dialog) -> [String] {
    switch dialog {
    case .limits(let choices, let cursor):
      choices.enumerated().map { index, choice in
        "\(choice.limit.title): \(PlanText.count(choice.rows, "row"))" + (index == cursor ? "; chosen" : "")
      }
    case .columns(let choices, let cursor):
      choices.enumerated().map { index, choice in
        let order = ["▲": ", ascending", "▼": ", descending"][choice.mark] ?? ""
        return choice.title + (index == cursor ? "; chosen\(order)" : "")
      }
    // A key is one digit.
    case .confirm(let shown) where shown.takesMore:
      BackfillPlan.onRequest.prefix(9).map { "\($0.rawValue)\(shown.included.contains($0) ? ": in the plan" : "")" }
    default: []
    }
  }

  private static func ending(_ dialog: Dialog) -> [String] {
    guard let prompt = prompt(dialog) else { return [] }
    guard case .confirm(let shown) = dialog, shown.takesMore else { return [prompt] }
    return ["A number takes what it stands for into the plan, or out of it", prompt]
  }
}
