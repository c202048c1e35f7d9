import Credentials
import OpenEdX

extension SiteCheck {
  func bad(_ step: Step, _ finding: String, _ remedies: [String]) -> Result {
    Result(step: step, verdict: .bad, finding: finding, remedies: remedies)
  }

  /// What to do where there is no token.
  static func remedies(_ error: TokenError) -> [String] {
    switch error {
    case .unfit(let fault): fault.remedies
    case .busy:
      [
        "The LMS answered, so lms.url is right: it is busy or in trouble. Look at its log, and run doctor again later.",
        "Posts would be retried.",
      ]
    case .unavailable(let reason): remedies(reason, .lmsURL)
    case .refused(let reason):
      known(reason, .lmsURL)
        ?? ["Check the lms.…, token.… or signing.… settings; \(CommandName.config) shows those in force."]
    }
  }

  /// What to do where no answer came from the address that a setting gives.
  static func remedies(_ reason: String, _ setting: SettingKey) -> [String] {
    known(reason, setting)
      ?? ["Check host, port and scheme of \(setting.rawValue), that the service runs, and the firewall between."]
  }

  /// What to do about a reason that names its cause; nil for another.
  private static func known(_ reason: String, _ setting: SettingKey) -> [String]? {
    let signs: [(CredentialsTransportError.Sign, String)] = [
      (
        .invalidClient,
        "The LMS knows no such client, or its secret is another: compare lms.client_id and the secret with the entry in the "
          + "LMS's Django admin, “Applications”: confidential, grant type client credentials, of a staff account."
      ), (.untrusted, "If an authority of your own signed it, name its PEM file with credentials.ca_file."),
      (
        .otherHost,
        "Write the name that the certificate is for into \(setting.rawValue), or have one made for this name."
      ),
      (
        .oldTLS, "Have the server, or the proxy before it, speak TLS 1.2 or 1.3. Older ones do not keep a token secret."
      ),
      (.noTLS, "Check scheme and port of \(setting.rawValue): http and https have ports of their own."),
      (.unknownHost, "Check the spelling of \(setting.rawValue) and this machine's DNS."),
      (
        .redirect,
        "Set \(setting.rawValue) to the address that the service itself answers at, with https and without a path. "
          + "A login or a page about maintenance before it has to let the API through."
      ),
      (
        .notJSON,
        "Something else answers there: a proxy, a login, another site. Set \(setting.rawValue) to the service's own root."
      ),
    ]
    return signs.first { reason.contains($0.0.rawValue) }.map { [$0.1] }
  }
}
