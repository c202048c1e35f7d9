import ArgumentParser
import Celery
import CertificateSync
import CredentialsHTTP
import Foundation
import OpenEdX

extension Settings {
  /// The way to the LMS's broker; nil where none is configured.
  ///
  /// - Throws: `Failure` or `SettingsError` that names the setting.
  func brokerProgram() throws -> RedisProgram? {
    guard let configured = try broker() else { return nil }
    guard configured.words.count == 1, let url = configured.words.first else {
      if configured.password != nil || configured.authorities != nil {
        throw Failure("celery.broker is a command, which signs in by itself: leave out celery.broker_….")
      }
      return RedisProgram(.command(configured.words))
    }
    var address: BrokerAddress
    do { address = try BrokerAddress(url) } catch { throw Failure("celery.broker: \(error)") }
    address.password = configured.password
    address.authorities = configured.authorities
    return RedisProgram(.address(address))
  }

  /// How the broker is configured where none is, as lines.
  static let brokerRemedy = [
    "No broker is configured. For example, as the LMS's own CELERY_BROKER_… settings say:",
    "  celery:",
    "    broker: redis://redis.example.org:6379/0",
    "    broker_password_file: /run/secrets/learner-records-redis",
    "or a command that reads its input, to which nothing is added:",
    "  celery:",
    "    broker: [docker, exec, -i, tutor_local-redis-1, redis-cli, -n, \"0\"]",
  ]
}

extension DeploymentOptions {
  /// The desk that hands tasks to the configured LMS's workers.
  ///
  /// - Throws: `Failure` that says what is missing.
  func desk(isSample: Bool) throws -> CeleryDesk {
    guard !isSample else {
      throw Failure(
        "The sample's learners exist on no site, so --via celery needs a --deployment that was copied from one."
      )
    }
    let settings = try site.settings()
    guard let program = try settings.brokerProgram() else {
      throw Failure((["--via celery needs the LMS's broker."] + Settings.brokerRemedy).joined(separator: "\n"))
    }
    var queue = CeleryDesk.Queue()
    queue.name = settings.text(.celeryQueue) ?? queue.name
    queue.keyPrefix = settings.text(.celeryKeyPrefix) ?? ""
    queue.times = settings.text(.celeryTimes).flatMap(CeleryEnvelope.TimeForm.init(rawValue:)) ?? queue.times
    return CeleryDesk(program, queue)
  }

  /// Before tasks are handed to workers of another machine its host name has to be typed.
  func confirmBroker(_ say: (String) -> Void) throws {
    guard !readOnly, deployment != nil, let program = try site.settings().brokerProgram(),
      case .address(let address) = program.way, !address.isLocal, isatty(STDIN_FILENO) == 1
    else { return }
    StandardError.write(OutputText(visible: "Tasks go to \(address). Type the host name to go on: "))
    guard readLine()?.lowercased() == address.host.lowercased() else {
      say("Nothing was handed over.")
      throw ExitCode(2)
    }
  }
}

extension HandOverDesk {
  /// Hands tasks to Celery workers.
  init(_ desk: CeleryDesk) {
    self.init { task in
      let name = task.name.split(separator: ".").last.map(String.init) ?? task.name
      do {
        return .taken("Handed \(name) to Celery, message \(try await desk.handOver(task))")
      } catch let error as CeleryEnvelopeError {
        return .unfit("\(error)")
      } catch let error as BrokerError {
        return error.mayPass ? .tryAgain("\(error)") : .misconfigured("\(error)")
      } catch {
        return .tryAgain("handing over was ended: \(error)")
      }
    }
  }
}
