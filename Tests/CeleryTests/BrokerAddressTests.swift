import OpenEdX
import Testing

@testable import Celery

@Suite struct `A broker's URL` {
  @Test(
    arguments: [
      ("redis://redis:6379/1", ["-h", "redis", "-p", "6379", "-n", "1"]),
      ("redis://redis", ["-h", "redis", "-p", "6379", "-n", "0"]),
      ("rediss://celery@[::1]:7000/2", ["-h", "::1", "-p", "7000", "-n", "2", "--user", "celery", "--tls"]),
      ("redis+socket:///run/redis.sock?virtual_host=3", ["-s", "/run/redis.sock", "-n", "3"]),
    ]
  ) func `becomes options of redis-cli`(_ url: String, _ options: [String]) throws {
    #expect(try BrokerAddress(url).options == options)
  }

  @Test(
    arguments: [
      ("amqp://host//", "RabbitMQ"), ("pyamqp://host", "RabbitMQ"), ("sqs://", "SQS"),
      ("sentinel://h:26379", "Sentinel"),
      ("redis+cluster://h", "Cluster"), ("redis://a;redis://b", "Sentinel"), ("redis://:secret@h", "password"),
      ("redis://u:secret@h", "broker_password_file"), ("memory://", "memory"), ("h:6379", "redis:"), ("", "URL"),
      ("redis://h/x", "number"), ("redis://h/1/2", "number"), ("redis://h?ssl=1", "ssl="), ("redis://", "host"),
      ("redis://-oProxy", "dash"), ("redis:///0", "host"), ("redis+socket://", "host"), ("redis://h:0", "port"),
    ]
  ) func `of another kind is refused by its name, and never repeats a secret`(_ url: String, _ word: String) {
    let error = #expect(throws: BrokerAddressError.self) { try BrokerAddress(url) }
    #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("secret@") == false)
  }

  @Test func `shows no password, and tells where one would be readable`() throws {
    var address = try BrokerAddress("redis://redis.example.org/0")
    address.password = Secret("hunter2")
    #expect(!"\(address)".contains("hunter2") && !address.options.contains("hunter2"))
    #expect(address.showsPassword)
    address = try BrokerAddress("rediss://redis.example.org/0")
    address.password = Secret("hunter2")
    #expect(!address.showsPassword)
  }
}

@Suite struct `A command for the broker` {
  @Test func `is one line in which every byte that acts is escaped`() {
    #expect(
      RedisCommand.push(key: "p:q", #"{"a":"\\ü"}"# + "\n").line
        == #"LPUSH "p:q" "{\"a\":\"\\\\\xc3\xbc\"}\x0a""# + "\n"
    )
    #expect(RedisCommand.length(key: "a b\"").line == "LLEN \"a b\\\"\"\n")
  }
}

@Suite struct `An error of the broker` {
  @Test(
    arguments: [
      ("NOAUTH Authentication required.", false, "broker_password_file"), ("OOM command not allowed", true, "OOM"),
      ("WRONGTYPE Operation against a key", false, "no list"), ("MOVED 866 127.0.0.1:7001", false, "Cluster"),
      ("ERR unknown command 'LPUSH'", false, "Sentinel"), ("READONLY You can't write", false, "replica"),
      ("LOADING Redis is loading", true, "LOADING"), ("(error) NOPERM no", false, "LPUSH and LLEN"),
      ("", true, "no answer"),
    ]
  ) func `is passing or the configuration's`(_ reply: String, _ mayPass: Bool, _ word: String) {
    let error = BrokerError("redis://r:6379/0", reply: reply, said: "")
    #expect(error.mayPass == mayPass && error.description.contains(word), "\(error)")
  }
}
