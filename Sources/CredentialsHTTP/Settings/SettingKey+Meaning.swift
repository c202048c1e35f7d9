import OpenEdX

extension SettingKey {
  /// What the setting is for, as one sentence for the operator; its default is told apart from it.
  package var meaning: String {
    switch self {
    case .credentialsURL: "The root of the Credentials service. Without it nothing leaves this machine."
    case .allowPlainHTTP: "Whether http is taken for other machines too. Tokens then cross the network readable."
    case .authorities: "A PEM file of certificate authorities to trust beside the system's."
    case .minimumTLS: "The oldest version of TLS that is spoken."
    case .host:
      "The Host header, by which Credentials chooses its site, where credentials.url has another name for the service."
    case .connectTimeout: "Seconds for making a connection, TLS included."
    case .requestTimeout: "Seconds for a whole request, to the last byte of its answer."
    case .connections:
      "The greatest number of connections to the service, and of tasks in flight unless \(OptionName.concurrency) "
        + "is given."
    case .servedSite:
      "The site of the Credentials service whose pages are shown: its id or host name. Default: the first configured one."
    case .disableHonorCertificates: "Whether the LMS has DISABLE_HONOR_CERTIFICATES on, which no database holds."
    case .retiredPrefix: "How the LMS's RETIRED_USERNAME_PREFIX lets the usernames of retired accounts begin."
    case .credentialsDatabase:
      "The database of Credentials, to pull from: a URL, or a list with the words of a command that ends in mysql or "
        + "mariadb."
    case .lmsDatabase:
      "The LMS's database, to pull from: a URL, or a list with the words of a command that ends in mysql or mariadb."
    case .lmsDatabasePassword, .credentialsDatabasePassword: "The password for the database's URL."
    case .lmsDatabasePasswordFile, .credentialsDatabasePasswordFile:
      "The file that holds the password for the database's URL."
    case .lmsDatabaseAuthorities, .credentialsDatabaseAuthorities:
      "A PEM file of authorities for the database's server; MySQL makes a ca.pem beside its data."
    case .lmsDatabaseTLS, .credentialsDatabaseTLS:
      "How the URL's connection is guarded: verify (the rule beyond this machine), unverified (encrypted, but whoever "
        + "stands between reads along) or off."
    case .lmsURL: "The root of the LMS, which gives the tokens."
    case .clientID: "The OAuth2 client that is registered at the LMS, for an account that is staff."
    case .clientSecret: "That client's secret."
    case .clientSecretFile: "The file that holds that client's secret."
    case .token: "A token."
    case .tokenFile: "The file that holds a token, which something else renews."
    case .issuer: "“iss” of the tokens, spelled as one of the service's JWT issuers."
    case .audience: "“aud” of the tokens: that of the service's first JWT issuer."
    case .username: "The account that the tokens speak for."
    case .sharedSecret: "The site's shared secret."
    case .sharedSecretFile:
      "The file that holds the site's shared secret (JWT_AUTH.JWT_SECRET_KEY), which signs with HS256."
    case .privateKeyFile: "In its place the file with an RSA private key in PEM form, which signs with RS512."
    case .broker:
      "The broker of the LMS's Celery workers, for \(OptionName.via) celery: a redis or rediss URL with the number of its "
        + "database, or a list with the words of a command that ends in redis-cli and reads its input."
    case .brokerPassword: "The password for the broker's URL."
    case .brokerPasswordFile: "The file that holds the password for the broker's URL."
    case .brokerAuthorities: "A PEM file of authorities for a broker whose URL begins with rediss."
    case .celeryQueue: "The queue that the LMS's workers take program and certificate tasks from."
    case .celeryKeyPrefix: "What the LMS's global_keyprefix puts before the broker's keys."
    case .celeryTimes:
      "How the time of a grade is written: typed (kombu from 5.3 on, Open edX since Quince) or text (before)."
    case .metrics:
      "Where sync serves /metrics, /health/live and /health/ready, as \(OptionName.metrics) says; nowhere unless set."
    case .followShards:
      "Into how many shards the learners are cut that all processes of \(CommandName.syncFollow) share, on whatever "
        + "machines: 1 to 64, the same for all. Unless set, one process follows alone."
    case .theme: "The colours: auto, dark, light or none."
    case .start: "Where the terminal UI begins: last, or the name of an area."
    case .refresh: "Seconds between two looks at the engine and the databases."
    case .mouse: "Whether the mouse is listened to."
    case .remember:
      "Whether anything is kept between sessions: where you were, what was found of each learner, and an index of their "
        + "names and addresses."
    case .timeZone:
      "The time zone of what people read: UTC, or a name as Europe/Berlin. Unless set, the terminal's (TZ, /etc/localtime)."
    case .programColumns: "The columns of the list of programs, with commas between them."
    case .learnerColumns: "The columns of the list of learners."
    case .recordColumns: "The columns of a learner's record."
    }
  }

  /// A value that shows the form where there is no default.
  var example: String {
    switch self {
    case .credentialsURL: "https://credentials.example.org"
    case .timeZone: "Europe/Berlin"
    case .authorities: "/etc/ssl/our-authority.pem"
    case .servedSite, .host: "credentials.example.org"
    case .lmsURL: "https://lms.example.org"
    case .lmsDatabase: "mysql://reader@db.example.org:3306/openedx"
    case .credentialsDatabase: "mysql://reader@db.example.org:3306/credentials"
    case .lmsDatabasePasswordFile, .credentialsDatabasePasswordFile: "/run/secrets/learner-records-database"
    case .lmsDatabaseAuthorities, .credentialsDatabaseAuthorities: "/etc/ssl/mysql-ca.pem"
    case .lmsDatabaseTLS, .credentialsDatabaseTLS: "verify"
    case .clientID: "learner-records"
    case .clientSecretFile, .sharedSecretFile: "/run/secrets/learner-records"
    case .tokenFile: "/run/secrets/learner-records-token"
    case .privateKeyFile: "/run/secrets/learner-records.pem"
    case .issuer: "https://lms.example.org/oauth2"
    case .audience: "openedx"
    case .username: "credentials_service_user"
    case .broker: "redis://redis.example.org:6379/0"
    case .brokerPasswordFile: "/run/secrets/learner-records-redis"
    case .brokerAuthorities: "/etc/ssl/redis-ca.pem"
    case .celeryKeyPrefix: "openedx_"
    case .metrics: "127.0.0.1:9464"
    case .followShards: "8"
    case .programColumns: "Program, Learners, Drift"
    case .learnerColumns: "Learner, Earned, Drift"
    case .recordColumns: "Course Name, Status, Why"
    default: ""
    }
  }

  /// Whether the value is the path of a file.
  var isPath: Bool {
    rawValue.hasSuffix("_file") || self == .tokenFile
  }
}
