import MoatCargo
package import MoatHost
package import MoatModel

extension RegistryConfiguration {
  /// The token for a registry, as Cargo would find it, or nil where there is none.
  ///
  /// Two things are stricter than with Cargo, because the project may be hostile:
  ///
  /// - A token goes only to an index that the environment or a file of the user names for it.
  ///   Otherwise a project could name its own server like the user's registry and be sent the token.
  /// - Which program gives a token is read from the environment and the user's files only.
  ///
  /// Of Cargo's credential providers `cargo:token` and `cargo:token-from-stdout` are known.
  ///
  /// - Throws: ``RegistryFailure/credentials(_:)``.
  package func token(
    for index: RedactedURL, using processes: any ProcessRunner, files: any FileSystem
  ) async throws(RegistryFailure) -> Secret? {
    guard let name = try userName(ofIndex: index) else {
      if let withheld = withheldName(ofIndex: index) {
        throw .credentials(
          "the token of registry `\(withheld)` is not sent to \(index), which only the project names "
            + "so: if it is your registry, put `[registries.\(withheld)]` with its `index` into "
            + "`$CARGO_HOME/config.toml`")
      }
      return nil
    }
    var unsupported: [String] = []
    for provider in providers(for: name) {
      switch provider.first {
      case nil: continue
      case "cargo:token":
        if let token = configuredToken(of: name) { return token }
      case "cargo:token-from-stdout":
        return try await CredentialCommand(
          words: Array(provider.dropFirst()), name: name, index: index, environment: environment
        ).token(using: processes, files: files)
      case let program?: unsupported.append(program)
      }
    }
    guard unsupported.isEmpty else {
      throw .credentials(
        "the credential provider `\(unsupported[0])` of registry `\(name)` is not supported: set "
          + "`\(Self.tokenVariable(name))`, or use `cargo:token` or `cargo:token-from-stdout`")
    }
    return nil
  }

  /// The name by which a registry goes in messages.
  package func name(ofIndex index: RedactedURL) -> String? {
    (try? userName(ofIndex: index)) ?? projectNames(ofIndex: index).first
  }

  static func tokenVariable(_ name: String) -> String {
    name == CargoConfiguration.Access.cratesIO
      ? "CARGO_REGISTRY_TOKEN" : "CARGO_REGISTRIES_\(variableName(name))_TOKEN"
  }

  // MARK: - Names

  /// The registry whose index the environment or the user's files say this is. Like Cargo it
  /// refuses to choose between two.
  private func userName(ofIndex index: RedactedURL) throws(RegistryFailure) -> String? {
    let wanted = Self.kind(ofIndex: index)
    if Self.isCratesIO(index) { return CargoConfiguration.Access.cratesIO }
    var names: Set<String> = []
    for (variable, value) in environment.variables {
      guard variable.hasPrefix("CARGO_REGISTRIES_"), variable.hasSuffix("_INDEX"),
        Self.isSameIndex(RedactedURL(value), wanted)
      else { continue }
      names.insert(
        variable.dropFirst("CARGO_REGISTRIES_".count).dropLast("_INDEX".count).lowercased())
    }
    if names.isEmpty {
      for layer in layers where layer.isUsers {
        for registry in layer.file.registries where Self.isSameIndex(registry.index, wanted) {
          names.insert(registry.name)
        }
      }
    }
    guard names.count <= 1 else {
      throw .credentials(
        "several registries have the index \(index): "
          + names.sorted().map { "`\($0)`" }.joined(separator: ", "))
    }
    return names.first
  }

  private func projectNames(ofIndex index: RedactedURL) -> [String] {
    let wanted = Self.kind(ofIndex: index)
    return layers.lazy.filter { !$0.isUsers }.flatMap(\.file.registries)
      .filter { Self.isSameIndex($0.index, wanted) }.map(\.name)
  }

  /// A name that only the project gives to the index, and for which the user has a token.
  private func withheldName(ofIndex index: RedactedURL) -> String? {
    projectNames(ofIndex: index).first { configuredToken(of: $0) != nil }
  }

  private static func isCratesIO(_ index: RedactedURL) -> Bool {
    let text = index.unredacted
    return text == SparseIndexClient.cratesIO
      || PackageSource.cratesIOIndexes.contains(text)
      || PackageSource.cratesIOIndexes.contains("registry+\(text)")
  }

  private static func isSameIndex(_ index: RedactedURL, _ wanted: RegistryPlace.Kind) -> Bool {
    switch (kind(ofIndex: index), wanted) {
    case (.sparse(let one), .sparse(let two)), (.gitIndex(let one), .gitIndex(let two)):
      one.isSameRepository(as: two)
    default: false
    }
  }

  // MARK: - Tokens

  /// From the environment, the credentials file or a configuration file of the user, in this order.
  private func configuredToken(of name: String) -> Secret? {
    if let text = environment[Self.tokenVariable(name)] { return Secret(text) }
    if let token = credentials?.access.logins[name]?.token { return token }
    return layers.lazy.filter(\.isUsers).compactMap { $0.file.access.logins[name]?.token }.first
  }

  /// The providers to ask, the first first.
  private func providers(for name: String) -> [[String]] {
    let variable =
      name == CargoConfiguration.Access.cratesIO
      ? "CARGO_REGISTRY_CREDENTIAL_PROVIDER"
      : "CARGO_REGISTRIES_\(Self.variableName(name))_CREDENTIAL_PROVIDER"
    let users = layers.filter(\.isUsers).map(\.file.access)
    let own =
      environment[variable].map { CargoConfiguration.Access.words($0) }
      ?? credentials?.access.logins[name]?.provider
      ?? users.lazy.compactMap { $0.logins[name]?.provider }.first
    if let own { return [aliased(own, users)] }
    // Arrays of several files are joined; what is nearer comes later, and the last is asked first.
    let global = users.reversed().compactMap(\.globalProviders).flatMap { $0 }
    if global.isEmpty { return [["cargo:token"]] }
    return global.reversed().map { aliased($0, users) }
  }

  private func aliased(
    _ provider: [String], _ users: [CargoConfiguration.Access]
  ) -> [String] {
    guard provider.count == 1, !provider[0].hasPrefix("cargo:") else { return provider }
    return users.lazy.compactMap { $0.aliases[provider[0]] }.first ?? provider
  }
}
