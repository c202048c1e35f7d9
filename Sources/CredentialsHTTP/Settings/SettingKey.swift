import OpenEdX

/// One setting: its name in the file, and by rule its name in the environment.
package enum SettingKey: String, CaseIterable, Sendable {
  /// The root of the Credentials service; without it nothing leaves this machine.
  case credentialsURL = "credentials.url"
  /// Whether `http` is taken for hosts that are not loopback.
  case allowPlainHTTP = "credentials.allow_plain_http"
  /// A PEM file of authorities to trust beside the system's.
  case authorities = "credentials.ca_file"
  /// The oldest version of TLS that is spoken.
  case minimumTLS = "credentials.tls_minimum"
  /// The `Host` header of requests to Credentials.
  case host = "credentials.host"
  /// Seconds for making a connection.
  case connectTimeout = "credentials.connect_timeout"
  /// Seconds for a whole request.
  case requestTimeout = "credentials.request_timeout"
  /// The greatest number of connections.
  case connections = "credentials.connections"
  /// The site of the Credentials service whose pages are shown.
  case servedSite = "credentials.site"
  /// The database of Credentials, to pull from: a URL, or a command as a list.
  case credentialsDatabase = "credentials.database"
  /// The password of the account that reads it; environment only.
  case credentialsDatabasePassword = "credentials.database_password"
  /// The file that holds that password.
  case credentialsDatabasePasswordFile = "credentials.database_password_file"
  /// A PEM file of authorities for the database's server.
  case credentialsDatabaseAuthorities = "credentials.database_ca_file"
  /// How the connection to the database is guarded: `verify`, `unverified` or `off`.
  case credentialsDatabaseTLS = "credentials.database_tls"
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`.
  case disableHonorCertificates = "lms.disable_honor_certificates"
  /// The LMS setting `RETIRED_USERNAME_PREFIX`.
  case retiredPrefix = "lms.retired_username_prefix"
  /// The root of the LMS, which gives tokens.
  case lmsURL = "lms.url"
  /// The OAuth2 client that was registered at the LMS.
  case clientID = "lms.client_id"
  /// That client's secret; environment only.
  case clientSecret = "lms.client_secret"
  /// The file that holds that client's secret.
  case clientSecretFile = "lms.client_secret_file"
  /// The LMS's database, to pull from: a URL, or a command as a list.
  case lmsDatabase = "lms.database"
  /// The password of the account that reads it; environment only.
  case lmsDatabasePassword = "lms.database_password"
  /// The file that holds that password.
  case lmsDatabasePasswordFile = "lms.database_password_file"
  /// A PEM file of authorities for the database's server.
  case lmsDatabaseAuthorities = "lms.database_ca_file"
  /// How the connection to the database is guarded: `verify`, `unverified` or `off`.
  case lmsDatabaseTLS = "lms.database_tls"
  /// A token; environment only.
  case token = "token.value"
  /// The file that holds a token.
  case tokenFile = "token.file"
  /// `iss` of tokens that are signed here.
  case issuer = "signing.issuer"
  /// `aud` of tokens that are signed here.
  case audience = "signing.audience"
  /// The account for which tokens are signed here.
  case username = "signing.username"
  /// The site's shared secret for HS256; environment only.
  case sharedSecret = "signing.secret"
  /// The file that holds the shared secret.
  case sharedSecretFile = "signing.secret_file"
  /// The file with the private key for RS512.
  case privateKeyFile = "signing.private_key_file"
  /// The Redis broker of the LMS's Celery workers: a URL, or a command as a list.
  case broker = "celery.broker"
  /// The broker's password; environment only.
  case brokerPassword = "celery.broker_password"
  /// The file that holds that password.
  case brokerPasswordFile = "celery.broker_password_file"
  /// A PEM file of authorities for the broker.
  case brokerAuthorities = "celery.broker_ca_file"
  /// The queue that tasks are handed to.
  case celeryQueue = "celery.queue"
  /// What stands before every key of the broker.
  case celeryKeyPrefix = "celery.key_prefix"
  /// How instants are written in a task's arguments: `typed` or `text`.
  case celeryTimes = "celery.times"
  /// Where `sync` serves its metrics and health: host and port.
  case metrics = "sync.metrics"
  /// Into how many shards learners are cut that several followers share.
  case followShards = "follow.shards"
  /// The terminal UI's colours: `auto`, `dark`, `light` or `none`.
  case theme = "ui.theme"
  /// Where the terminal UI begins: `last` or the name of an area.
  case start = "ui.start"
  /// Seconds between two looks at the engine and the databases.
  case refresh = "ui.refresh"
  /// Whether the terminal UI listens to the mouse.
  case mouse = "ui.mouse"
  /// Whether the terminal UI keeps anything from one session to the next.
  case remember = "ui.remember"
  /// The time zone of what people read: `UTC` or an IANA name.
  case timeZone = "ui.time_zone"
  /// The columns of the list of programs, with commas between them.
  case programColumns = "ui.columns.programs"
  /// The columns of the list of learners.
  case learnerColumns = "ui.columns.learners"
  /// The columns of a learner's record.
  case recordColumns = "ui.columns.record"

  /// `LEARNER_RECORDS_` and the name in capitals with underscores, e.g. `LEARNER_RECORDS_CREDENTIALS_URL`.
  package var environmentName: String {
    Self.environmentPrefix + rawValue.uppercased().replacing(".", with: "_")
  }

  /// What every variable of this program begins with.
  static let environmentPrefix = "LEARNER_RECORDS_"

  /// Whether the value itself is a secret, which never stands in a configuration file or in the output.
  package var isSecret: Bool {
    [.clientSecret, .token, .sharedSecret, .lmsDatabasePassword, .credentialsDatabasePassword, .brokerPassword]
      .contains(self)
  }

  enum Kind: Sendable {
    case text
    /// A text, or a list of them.
    case words
    case flag
    case choice([String])
    case whole(ClosedRange<Int>)
    case seconds(ClosedRange<Double>)
  }

  var kind: Kind {
    switch self {
    case .allowPlainHTTP, .mouse, .remember, .disableHonorCertificates: .flag
    case .minimumTLS: .choice(TLSMinimum.allCases.map(\.rawValue))
    case .lmsDatabase, .credentialsDatabase, .broker: .words
    case .celeryTimes: .choice(["typed", "text"])
    case .lmsDatabaseTLS, .credentialsDatabaseTLS: .choice(["verify", "unverified", "off"])
    case .connections, .followShards: .whole(1...64)
    case .connectTimeout, .requestTimeout: .seconds(0.1...600)
    case .refresh: .seconds(0.1...60)
    default: .text
    }
  }

  /// What holds where nothing is configured; nil where nothing does.
  var fallback: SettingValue? {
    let transport = TransportSettings()
    return switch self {
    case .allowPlainHTTP, .disableHonorCertificates: .flag(false)
    case .retiredPrefix: .text("retired__user_")
    case .minimumTLS: .text(transport.minimumTLS.rawValue)
    case .celeryQueue: .text("edx.lms.core.default")
    case .celeryTimes: .text("typed")
    case .theme: .text("auto")
    case .start: .text("last")
    case .refresh: .seconds(0.4)
    case .mouse, .remember: .flag(true)
    case .connections: .whole(transport.connections)
    case .connectTimeout: .seconds(Double(transport.connectTimeout.components.seconds))
    case .requestTimeout: .seconds(Double(transport.requestTimeout.components.seconds))
    default: nil
    }
  }
}

/// The value of a setting.
enum SettingValue: Sendable, Hashable {
  case text(String)
  case words([String])
  case flag(Bool)
  case whole(Int)
  case seconds(Double)
  case secret(Secret)

  /// The value as `config` prints it.
  var shown: String {
    switch self {
    case .text(let text): text
    // What follows the program can hold a password.
    case .words(let words): words.count < 2 ? words.joined() : "\(words[0]) … (\(words.count) words)"
    case .flag(let flag): "\(flag)"
    case .whole(let number): "\(number)"
    case .seconds(let seconds): "\(seconds) s"
    case .secret(let secret): secret.description
    }
  }
}
