import CredentialsHTTP
import OpenEdX

extension Settings {
  /// The service that is configured; nil when none is, so that nothing leaves this machine. Sends nothing.
  ///
  /// - Parameters:
  ///   - tasksInFlight: how many requests there may be at once, where that is more than the setting says.
  ///   - expected: the site of Credentials that was read, where there are several.
  /// - Throws: `SettingsError` naming what is missing, doubled or unusable.
  package func site(
    tasksInFlight: Int? = nil,
    reading expected: ExpectedSite? = nil
  ) throws(SettingsError) -> RemoteCredentialsService? {
    guard let text = text(.credentialsURL) else {
      if let stray = SettingKey.allCases.first(where: { isAuthentication($0) && isSet($0) }) {
        throw SettingsError("\(stray.rawValue) is set, but no \(SettingKey.credentialsURL.rawValue)")
      }
      return nil
    }
    let address = try url(text, SettingKey.credentialsURL)
    let tokens = try tokens()
    var transport = transport
    transport.connections = max(transport.connections, tasksInFlight ?? 1)
    transport.host = self.text(.host)
    do throws(TransportSettingsError) {
      return try RemoteCredentialsService(address, tokens: tokens, settings: transport, reading: expected)
    } catch {
      throw SettingsError("\(SettingKey.authorities.rawValue): \(error)")
    }
  }

  private func isAuthentication(_ key: SettingKey) -> Bool {
    Self.tokenWays.contains { $0.keys.contains(key) }
  }

  private func url(_ text: String, _ key: SettingKey) throws(SettingsError) -> ServiceURL {
    do throws(ServiceURLError) {
      return try ServiceURL(text, allowsPlainHTTP: isOn(.allowPlainHTTP))
    } catch {
      throw SettingsError("\(key.rawValue): \(error)")
    }
  }

  /// Exactly one way of getting tokens must be configured: a second one is a left-over that would hide a mistake.
  private func tokens() throws(SettingsError) -> any TokenSource {
    let found = tokenWaysInForce.map(\.name)
    guard found.count == 1 else {
      let all = found.isEmpty ? "none is" : "\(found.joined(separator: " and ")) are"
      throw SettingsError("one of lms.…, token.… and signing.… says where tokens come from; \(all) configured")
    }
    switch found[0] {
    case Self.tokenWays[0].name: return try client().tokens()
    case Self.tokenWays[1].name: return try givenToken()
    default: return try signer().tokens()
    }
  }

  private func client() throws(SettingsError) -> OAuth2Client {
    let address = try url(required(.lmsURL), .lmsURL)
    let identifier = try required(.clientID)
    let secret = try secret(.clientSecret, orFile: .clientSecretFile)
    do throws(TransportSettingsError) {
      return try OAuth2Client(lms: address, identifier: identifier, secret: secret, settings: transport)
    } catch {
      throw SettingsError("\(SettingKey.authorities.rawValue): \(error)")
    }
  }

  private func givenToken() throws(SettingsError) -> any TokenSource {
    if try one(of: [.token, .tokenFile]) == .tokenFile, let path = text(.tokenFile) { return FileToken(path: path) }
    let secret = try secret(.token, orFile: .tokenFile)
    do throws(TokenError) {
      return FixedToken(try AccessToken(secret), origin: SettingKey.token.environmentName)
    } catch {
      throw SettingsError("\(SettingKey.token.environmentName): \(error.reason)")
    }
  }

  private func signer() throws(SettingsError) -> TokenSigner {
    let key: TokenSigner.Key
    let chosen = try one(of: [.sharedSecret, .sharedSecretFile, .privateKeyFile])
    if chosen == .privateKeyFile, let path = text(.privateKeyFile) {
      key = .privatePEM(try secret(inFile: path, of: .privateKeyFile))
    } else {
      key = .shared(try secret(.sharedSecret, orFile: .sharedSecretFile))
    }
    let claims = TokenSigner.Claims(
      issuer: try required(.issuer),
      audience: try required(.audience),
      username: try required(.username)
    )
    do throws(TokenError) {
      return try TokenSigner(key, claims: claims)
    } catch {
      throw SettingsError("\(SettingKey.privateKeyFile.rawValue): \(error.reason)")
    }
  }
}
