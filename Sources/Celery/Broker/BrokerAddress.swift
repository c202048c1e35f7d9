import Foundation
import OpenEdX

/// The Redis server that carries the LMS's Celery tasks, as a URL names it: `redis://redis.example.org:6379/0`.
package struct BrokerAddress: Sendable, Hashable {
  let user: String?
  /// The name or address of the server; empty for a socket.
  package let host: String
  let port: Int
  /// A Unix socket in place of host and port.
  let socket: String?
  /// The number of the database.
  let database: Int
  /// Whether the connection is encrypted, and the server's certificate verified.
  let isEncrypted: Bool
  /// Nil for a server without one.
  package var password: Secret?
  /// A PEM file of authorities in place of the system's.
  package var authorities: String?

  /// Brokers and ways to Redis that tasks are not handed over to, by the scheme of their URLs.
  private static let refused = [
    "amqp": "RabbitMQ", "amqps": "RabbitMQ", "pyamqp": "RabbitMQ", "librabbitmq": "RabbitMQ", "sqs": "Amazon SQS",
    "sentinel": "Redis Sentinel", "redis+sentinel": "Redis Sentinel", "rediscluster": "Redis Cluster",
    "redis+cluster": "Redis Cluster", "rediss+cluster": "Redis Cluster", "valkey-sentinel": "Redis Sentinel",
  ]
  private static let example = "redis://redis.example.org:6379/0"

  /// Reads a URL as Celery's settings have it.
  ///
  /// - Throws: ``BrokerAddressError`` that says what is wrong, and never repeats a password.
  package init(_ text: String) throws(BrokerAddressError) {
    guard !text.contains(";") else {
      throw BrokerAddressError("several URLs stand there, as for Redis Sentinel, over which nothing is handed over")
    }
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
      throw BrokerAddressError("this is not a URL; it looks like \(Self.example)")
    }
    if let name = Self.refused[scheme] {
      throw BrokerAddressError("the URL is one of \(name), and tasks are handed over on a single Redis server only")
    }
    guard ["redis", "rediss", "redis+socket"].contains(scheme) else {
      throw BrokerAddressError("the URL begins with “\(scheme):”; it has to begin with redis: or rediss:")
    }
    guard parts.password == nil else {
      throw BrokerAddressError(
        "the URL holds a password, which others could read; put it into celery.broker_password_file"
      )
    }
    let isSocket = scheme == "redis+socket"
    let items = parts.queryItems ?? []
    if let unknown = items.first(where: { !isSocket || $0.name != "virtual_host" }) {
      throw BrokerAddressError("the URL has the unknown part “\(unknown.name)=”")
    }
    user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
    host = (parts.host ?? "").trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    port = parts.port ?? 6379
    isEncrypted = scheme == "rediss"
    socket = isSocket ? parts.path : nil
    let path = isSocket ? items.first?.value ?? "" : String(parts.path.drop { $0 == "/" })
    guard let database = path.isEmpty ? 0 : Int(path), (0...65_535).contains(database) else {
      throw BrokerAddressError("what stands behind the host is no number of a database; it looks like \(Self.example)")
    }
    self.database = database
    guard isSocket ? parts.path.count > 1 : !host.isEmpty else { throw BrokerAddressError("the URL names no host") }
    guard (1...65_535).contains(port) else { throw BrokerAddressError("the port is not one from 1 to 65535") }
    for value in [user ?? "", host, socket ?? ""]
    where value.hasPrefix("-") || value.unicodeScalars.contains(where: { $0.value < 32 }) {
      throw BrokerAddressError("the URL holds a control character, or a dash at the begin of a name")
    }
  }

  /// Whether what is sent stays on this machine.
  package var isLocal: Bool { socket != nil || host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  /// Whether a password crosses the network readable.
  var showsPassword: Bool { password != nil && !isEncrypted && !isLocal }

  /// The options of `redis-cli`; the password is none of them.
  var options: [String] {
    (socket.map { ["-s", $0] } ?? ["-h", host, "-p", "\(port)"]) + ["-n", "\(database)"]
      + (user.map { ["--user", $0] } ?? []) + (isEncrypted ? ["--tls"] : [])
      + (isEncrypted ? authorities.map { ["--cacert", $0] } ?? [] : [])
  }
}

extension BrokerAddress: CustomStringConvertible {
  /// The URL without the password.
  package var description: String {
    if let socket { return "redis+socket://\(socket)?virtual_host=\(database)" }
    let shown = host.contains(":") ? "[\(host)]" : host
    return "\(isEncrypted ? "rediss" : "redis")://\(user.map { $0 + "@" } ?? "")\(shown):\(port)/\(database)"
  }
}

/// What is wrong with a broker's URL.
package struct BrokerAddressError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason and how to put it right.
  package let description: String

  init(_ description: String) { self.description = description }
}
