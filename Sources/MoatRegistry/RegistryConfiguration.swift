package import MoatCargo
package import MoatHost
package import MoatModel

/// Where packages come from, as Cargo's configuration says.
/// https://doc.rust-lang.org/cargo/reference/source-replacement.html
package struct RegistryConfiguration: Sendable {
  /// The nearest first.
  let layers: [ConfigurationLayer]
  let credentials: CargoConfiguration?
  let environment: Environment

  /// - Parameters:
  ///   - layers: the configuration files, the nearest first: of two values for one key the first
  ///     counts.
  ///   - credentials: `$CARGO_HOME/credentials.toml`.
  package init(
    layers: [ConfigurationLayer], credentials: CargoConfiguration? = nil, environment: Environment
  ) {
    self.layers = layers
    self.credentials = credentials
    self.environment = environment
  }

  /// A registry's name as it stands in environment variables.
  package static func variableName(_ registry: String) -> String {
    registry.uppercased().replacing("-", with: "_")
  }

  // MARK: - Places

  /// Where the packages of a source come from.
  package func place(of source: PackageSource) throws(PlaceFailure) -> RegistryPlace {
    guard let start = name(of: source) else {
      return RegistryPlace(Self.kind(of: source, cratesIO: cratesIO))
    }
    return try followed(from: start)
  }

  /// Where the packages of a named registry come from; nil is the one that the user has made the
  /// default, else crates.io.
  package func place(ofRegistry name: String?) throws(PlaceFailure) -> RegistryPlace {
    let asked =
      name ?? environment["CARGO_REGISTRY_DEFAULT"]
      ?? layers.lazy.compactMap(\.file.access.defaultRegistry).first
    guard let asked, asked != CargoConfiguration.Access.cratesIO else {
      return try place(of: .cratesIO)
    }
    guard let index = index(ofRegistry: asked) else { throw .unknownRegistry(asked) }
    let kind = Self.kind(ofIndex: index)
    guard let start = self.name(where: { $0 == kind }) else { return RegistryPlace(kind) }
    return try followed(from: start)
  }

  /// Follows `replace-with` from a `[source]` table to the end.
  private func followed(from start: String) throws(PlaceFailure) -> RegistryPlace {
    var name = start
    var way: [String] = []
    while true {
      guard let definition = try definition(of: name) else {
        guard let index = index(ofRegistry: name) else {
          throw .unknownSource(name, lookingFor: start)
        }
        return RegistryPlace(Self.kind(ofIndex: index), replacedBy: way)
      }
      guard let next = definition.replaceWith else {
        return RegistryPlace(definition.kind, replacedBy: way)
      }
      guard next != start, !way.contains(next) else { throw .cycle(start) }
      way.append(next)
      name = next
    }
  }

  /// Where crates.io is reached.
  private var cratesIO: RegistryPlace.Kind {
    let spoken =
      environment["CARGO_REGISTRIES_CRATES_IO_PROTOCOL"]
      ?? layers.lazy.compactMap(\.file.access.cratesIOProtocol).first
    return spoken == "git" ? Self.cratesIOGit : .sparse(RedactedURL(SparseIndexClient.cratesIO))
  }

  /// The index of crates.io before the sparse protocol; it still is.
  private static let cratesIOGit = RegistryPlace.Kind.gitIndex(
    RedactedURL("https://github.com/rust-lang/crates.io-index"))

  private static func kind(
    of source: PackageSource, cratesIO: RegistryPlace.Kind
  ) -> RegistryPlace.Kind {
    switch source.kind {
    case .cratesIO: cratesIO
    case .registry(let url, let isSparse): isSparse ? .sparse(url) : .gitIndex(url)
    case .git(let url, let reference, _): .git(url, reference)
    case .path(let path): .path(path)
    case .localRegistry(let path): .localRegistry(path)
    case .directory(let path): .directory(path)
    }
  }

  /// An index address as configuration files write it.
  static func kind(ofIndex index: RedactedURL) -> RegistryPlace.Kind {
    let text = index.unredacted
    if text.hasPrefix("sparse+") {
      return .sparse(RedactedURL(String(text.dropFirst("sparse+".count))))
    }
    return .gitIndex(
      text.hasPrefix("registry+") ? RedactedURL(String(text.dropFirst("registry+".count))) : index)
  }

  // MARK: - Tables

  /// A `[source.NAME]` table, its keys gathered from all files.
  private struct Definition {
    let kind: RegistryPlace.Kind
    let replaceWith: String?
  }

  /// nil where there is no such table.
  private func definition(of name: String) throws(PlaceFailure) -> Definition? {
    var kinds: [RegistryPlace.Kind] = []
    var replaceWith: String?
    var isThere = name == CargoConfiguration.Access.cratesIO
    for layer in layers {
      for source in layer.file.sources where source.name == name {
        isThere = true
        replaceWith = replaceWith ?? source.replaceWith
        for place in source.places {
          let kind = Self.kind(of: place, source.reference, below: layer.root)
          // The same key in a file further away does not count.
          if !kinds.contains(where: { Self.hasSameKey($0, kind) }) { kinds.append(kind) }
        }
      }
    }
    guard isThere else { return nil }
    // Also where the table repeats the address of old.
    if name == CargoConfiguration.Access.cratesIO, kinds.isEmpty || kinds == [Self.cratesIOGit] {
      kinds = [cratesIO]
    }
    guard let kind = kinds.first else { throw .noPlace(name) }
    guard kinds.count == 1 else { throw .severalPlaces(name) }
    return Definition(kind: kind, replaceWith: replaceWith)
  }

  private static func kind(
    of place: CargoConfiguration.Place, _ reference: PackageSource.GitReference,
    below root: String
  ) -> RegistryPlace.Kind {
    switch place {
    case .registry(let url): kind(ofIndex: url)
    case .localRegistry(let path): .localRegistry(PathText.absolute(path, in: root))
    case .directory(let path): .directory(PathText.absolute(path, in: root))
    case .git(let url): .git(url, reference)
    }
  }

  private static func hasSameKey(_ one: RegistryPlace.Kind, _ two: RegistryPlace.Kind) -> Bool {
    switch (one, two) {
    case (.sparse, .sparse), (.gitIndex, .gitIndex), (.sparse, .gitIndex), (.gitIndex, .sparse),
      (.localRegistry, .localRegistry), (.directory, .directory), (.git, .git):
      true
    default: false
    }
  }

  /// The name under which a `[source]` table speaks of a source.
  private func name(of source: PackageSource) -> String? {
    if source.isCratesIO { return CargoConfiguration.Access.cratesIO }
    let kind = Self.kind(of: source, cratesIO: cratesIO)
    return name { Self.isSame($0, kind) }
  }

  private func name(where matches: (RegistryPlace.Kind) -> Bool) -> String? {
    for layer in layers {
      for source in layer.file.sources {
        for place in source.places
        where matches(Self.kind(of: place, source.reference, below: layer.root)) {
          return source.name
        }
      }
    }
    return nil
  }

  private static func isSame(_ one: RegistryPlace.Kind, _ two: RegistryPlace.Kind) -> Bool {
    switch (one, two) {
    case (.sparse(let one), .sparse(let two)), (.gitIndex(let one), .gitIndex(let two)):
      one.isSameRepository(as: two)
    case (.git(let one, let first), .git(let two, let second)):
      one.isSameRepository(as: two) && first == second
    default: one == two
    }
  }

  /// The index of a registry: from the environment, else from the nearest file that names one.
  private func index(ofRegistry name: String) -> RedactedURL? {
    if let text = environment["CARGO_REGISTRIES_\(Self.variableName(name))_INDEX"] {
      return RedactedURL(text)
    }
    return layers.lazy.flatMap(\.file.registries).first { $0.name == name }?.index
  }
}
