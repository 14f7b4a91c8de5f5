package import MoatHost
package import MoatModel

/// What Cargo keeps of registries below its home: `registry/{index,cache,src}/<host>-<hash>/`.
///
/// The hash depends on the version of Cargo and on the registry's address, so folders are found by
/// listing and never computed. Several folders may belong to one registry, and several registries
/// with one host cannot be told apart: see ``RegistryFolder/isCertain``.
package struct CargoHome: Sendable {
  /// The three folders of `registry/`.
  package enum Part: String, Hashable, Sendable, CaseIterable {
    /// What the registries list.
    case index
    /// Archives as downloaded: `NAME-VERSION.crate`.
    case cache
    /// Archives as unpacked: `NAME-VERSION/`. This is what Cargo compiles.
    case src
  }

  /// One `<host>-<hash>` folder.
  package struct RegistryFolder: Hashable, Sendable {
    package let path: String
    /// Whether the folder is known to be of the registry that was asked for; else it may be of
    /// another registry with the same host, whose packages are other packages.
    package let isCertain: Bool
  }

  /// `$CARGO_HOME/registry`.
  package let registryFolder: String
  private let names: [Part: [Name]]
  /// The parts that hold crates and could not be listed, with the reason.
  package let unlistable: [(path: String, reason: String)]

  private struct Name: Hashable, Sendable {
    let text: String
    /// In lower case; empty for a registry that is a folder.
    let host: String
    let hash: String
  }

  /// The hashes of crates.io's git index, in Cargo up to 1.84 and since. Another registry's git
  /// index may be on GitHub too.
  private static let gitIndexHashes: Set<String> = ["1ecc6299db9ec823", "25cdd57fae9f0462"]
  private static let sparseHost = "index.crates.io"
  private static let gitHost = "github.com"
  /// Sixteen hex digits: a 64-bit hash.
  private static let hashLength = 16

  /// Lists the folders once.
  ///
  /// - Parameter path: `$CARGO_HOME`, see `Environment.cargoHome`.
  package init(at path: String, files: any FileSystem) {
    registryFolder = PathText.join(path, "registry")
    var names: [Part: [Name]] = [:]
    var unlistable: [(path: String, reason: String)] = []
    for part in Part.allCases {
      let folder = PathText.join(registryFolder, part.rawValue)
      do throws(FileFailure) {
        names[part] = try files.entries(of: folder).entries
          .filter { $0.kind == .directory || $0.kind == .symlink }
          .compactMap { Self.name($0.name) }
      } catch {
        // What the index says is another reader's to report.
        if error != .notFound, part != .index { unlistable.append((folder, error.message)) }
      }
    }
    self.names = names
    self.unlistable = unlistable
  }

  private static func name(_ text: String) -> Name? {
    guard let dash = text.utf8.lastIndex(of: UInt8(ascii: "-")) else { return nil }
    let hash = text[text.utf8.index(after: dash)...]
    let isHash = hash.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
    }
    guard isHash, hash.utf8.count == hashLength else { return nil }
    return Name(text: text, host: text[..<dash].lowercased(), hash: String(hash))
  }

  /// The folders that may be of a source, in the order of their names.
  ///
  /// - Parameter replacements: the places that stand in for the source by configuration: Cargo keeps
  ///   what it downloads from them under their hosts.
  package func folders(
    _ part: Part, of source: PackageSource, replacedBy replacements: [RedactedURL] = []
  ) -> [RegistryFolder] {
    let folder = PathText.join(registryFolder, part.rawValue)
    var hosts = Set(replacements.map { $0.host ?? "" })
    if case .registry(let url, _) = source.kind { hosts.insert(url.host ?? "") }
    return (names[part] ?? []).compactMap { name in
      let path = PathText.join(folder, name.text)
      if source.isCratesIO, let isCertain = Self.isOfCratesIO(name) {
        return RegistryFolder(path: path, isCertain: isCertain)
      }
      guard hosts.contains(name.host), Self.isOfCratesIO(name) != true else { return nil }
      return RegistryFolder(path: path, isCertain: isAlone(name))
    }
  }

  /// nil where the host is not one of crates.io's.
  private static func isOfCratesIO(_ name: Name) -> Bool? {
    switch name.host {
    case sparseHost: true
    case gitHost: gitIndexHashes.contains(name.hash)
    default: nil
    }
  }

  /// Whether no other registry on this machine has the same host.
  private func isAlone(_ name: Name) -> Bool {
    names.values.joined().allSatisfy { $0.host != name.host || $0.hash == name.hash }
  }
}
