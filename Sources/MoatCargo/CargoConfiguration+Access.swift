package import MoatModel
import MoatSyntax

extension CargoConfiguration {
  /// How one configuration file, or the credentials file, says to log in and to reach the network.
  ///
  /// A key of the wrong type counts as absent: other parts of Moat report such files.
  package struct Access: Sendable {
    /// `registry.default`.
    package let defaultRegistry: String?
    /// By the registry's name; `[registry]` is that of ``cratesIO``.
    package let logins: [String: Login]
    /// `registry.global-credential-providers`, each a program with its arguments; the last is asked
    /// first.
    package let globalProviders: [[String]]?
    /// `[credential-alias]`.
    package let aliases: [String: [String]]
    /// `registries.crates-io.protocol`: `sparse` or `git`.
    package let cratesIOProtocol: String?
    package let proxy: RedactedURL?
    package let certificateFile: String?
    /// `http.timeout`, in seconds.
    package let timeout: Int64?
    /// `net.offline`.
    package let isOffline: Bool

    /// The name that Cargo gives crates.io.
    package static let cratesIO = "crates-io"

    /// What one registry's table says.
    package struct Login: Hashable, Sendable {
      package let token: Secret?
      /// `credential-provider`: a program and its arguments.
      package let provider: [String]?
    }

    init(_ root: TOMLTable) {
      let registry = root["registry"]?.table
      let registries = root["registries"]?.table
      var logins: [String: Login] = [:]
      for entry in registries?.entries.map({ $0 }) ?? [] {
        logins[entry.key] = entry.value.table.flatMap { Login($0) }
      }
      logins[Self.cratesIO] = registry.flatMap { Login($0) } ?? logins[Self.cratesIO]
      self.logins = logins
      defaultRegistry = registry?["default"]?.string
      globalProviders = registry?["global-credential-providers"]?.array.map { list in
        list.compactMap { $0.string.map { Self.words($0) } }
      }
      var aliases: [String: [String]] = [:]
      for entry in root["credential-alias"]?.table?.entries.map({ $0 }) ?? [] {
        aliases[entry.key] = Self.command(entry.value)
      }
      self.aliases = aliases
      cratesIOProtocol = registries?[Self.cratesIO]?.table?["protocol"]?.string
      let http = root["http"]?.table
      proxy = http?["proxy"]?.string.map { RedactedURL($0) }
      certificateFile = http?["cainfo"]?.string
      timeout = http?["timeout"]?.integer
      isOffline = root["net"]?.table?["offline"]?.boolean ?? false
    }

    /// A program with its arguments: one string with spaces between, or an array.
    fileprivate static func command(_ value: TOMLValue?) -> [String]? {
      if let text = value?.string { return words(text) }
      return value?.array.map { $0.compactMap(\.string) }
    }

    package static func words(_ text: String) -> [String] {
      text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
  }
}

extension CargoConfiguration.Access.Login {
  /// nil where the table says nothing of a login.
  fileprivate init?(_ table: TOMLTable) {
    token = table["token"]?.string.map { Secret($0) }
    provider = CargoConfiguration.Access.command(table["credential-provider"])
    if token == nil, provider == nil { return nil }
  }
}
