import OpenEdX

extension ClientError {
  private static let signIn =
    "Check the account and its password (…database_password_file, or the option file that the command names). Where the "
    + "message ends in @'localhost', the account has to be made for 'localhost': one for '%' can stand behind an anonymous one."
  private static let grants =
    "Give the account the rights that “\(CommandName.grants)” prints, as an administrator of the server."
  private static let again = "Nothing was changed. Run the command again when the server is up."
  private static let cut =
    "The server was stopped, somebody ended the session, or the network failed. Nothing was changed; run the command "
    + "again."
  private static let address = "Check host, port or socket, that the server runs, and the firewall between."
  private static let slow =
    "Nothing was changed. Try again when the server has less to do, or allow more time with \(OptionName.statementSeconds)."
  private static let password = "Sign in with that account once by hand and give it a new password."

  /// What to do about an error of the server (1000 to 1999, 3000 and more) or of the client program (2000 to 2999).
  static let remedies: [Int: String] = [
    1040: "The server has no connection left. Try again later, or raise max_connections.",
    1044: grants,
    1045: signIn,
    1049: "Check the name of the database at the end of the URL or of the command.",
    1053: again,
    1054: "This release of Open edX has other columns. Please report it with the name that the message gives.",
    1064: "The server does not speak MySQL's SQL as it is known; check that it is MySQL 5.7 or MariaDB 10.4 or later.",
    1129: "The server has blocked this host after failed connections: an administrator runs FLUSH HOSTS.",
    1130: "The account may not sign in from this host: make one for it, with the host that the message gives.",
    1142: grants,
    1143: grants,
    1146: "Check that the database is that of the LMS (or of Credentials), and that its migrations have run.",
    1203: "The account has too many connections. End the others, or raise its MAX_USER_CONNECTIONS.",
    1205: "Something holds a lock, probably a migration. Nothing was changed; try again when it is done.",
    1213: again,
    1226: "The account has used up what it is allowed an hour. Try again later, or raise its limits.",
    1227: grants,
    1251: "The client program is too old for the server's way of signing in. Install a newer one.",
    1317: cut,
    1412: "A migration changed a table meanwhile. Nothing was changed here; try again when it is done.",
    1524: "The server does not know the account's way of signing in; an administrator has to set another for it.",
    1698: "The account signs in by the name of the system's user alone (unix_socket): run as that user, or make an "
      + "account with a password as “\(CommandName.grants)” prints it.",
    1820: password,
    1862: password,
    1927: cut,
    1969: slow,
    2002: address,
    2003: address,
    2005: "The host's name is not known here: check its spelling and this machine's DNS.",
    2006: cut,
    2012: again,
    2013: cut,
    2026: "TLS: the server's certificate is not trusted, or there is none. Name the PEM file of its authority with "
      + "…database_ca_file (MySQL makes a ca.pem beside its data); or set …database_tls: unverified, which encrypts "
      + "but lets somebody between read along.",
    2055: cut,
    2059: "The client program lacks the plugin for the account's way of signing in. Install it (MySQL 8 wants "
      + "caching_sha2_password), or use MySQL's own client.",
    2061: "The account's way of signing in (caching_sha2_password) wants TLS or a socket on the server's machine: use "
      + "TLS, or run the client where the server is.",
    3024: slow,
    3118: "The account is locked. An administrator runs ALTER USER … ACCOUNT UNLOCK.",
    3159: "The server takes encrypted connections only: leave out …database_tls: off.",
    3169: cut,
    4031: cut,
    4151: "The account is locked. An administrator runs ALTER USER … ACCOUNT UNLOCK.",
  ]
}
