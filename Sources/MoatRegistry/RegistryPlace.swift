package import MoatModel

/// Where the packages of a source come from, source replacement applied.
package struct RegistryPlace: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A registry by the sparse protocol; the address without `sparse+`.
    case sparse(RedactedURL)
    /// A registry whose index is a git repository.
    case gitIndex(RedactedURL)
    /// `NAME-VERSION.crate` files with an index beside them.
    case localRegistry(String)
    /// Unpacked crates, each with its checksum file.
    case directory(String)
    /// A repository with packages in it.
    case git(RedactedURL, PackageSource.GitReference)
    /// A folder of the project.
    case path(String)
  }

  package let kind: Kind
  /// The names of the replacements that lead here, in their order; empty without any.
  package let replacedBy: [String]

  package init(_ kind: Kind, replacedBy: [String] = []) {
    self.kind = kind
    self.replacedBy = replacedBy
  }

  /// The address of the index, for registries on a server.
  package var index: RedactedURL? {
    switch kind {
    case .sparse(let url), .gitIndex(let url): url
    case .localRegistry, .directory, .git, .path: nil
    }
  }
}

/// Why the configuration does not say where packages come from. Cargo refuses the same.
package enum PlaceFailure: Error, Hashable, Sendable {
  /// `replace-with` names neither a source nor a registry.
  case unknownSource(String, lookingFor: String)
  /// Replacements lead back to where they began.
  case cycle(String)
  /// A `[source]` table without a place.
  case noPlace(String)
  /// A `[source]` table with several.
  case severalPlaces(String)
  /// A registry that nothing defines.
  case unknownRegistry(String)

  /// What is wrong and what to do.
  package var message: String {
    switch self {
    case .unknownSource(let name, let origin):
      "`\(name)`, which replaces source `\(origin)`, is not defined: add `[source.\(name)]` or "
        + "`[registries.\(name)]` to a Cargo configuration file"
    case .cycle(let name):
      "source `\(name)` is replaced by itself in the end: remove one `replace-with`"
    case .noPlace(let name):
      "`[source.\(name)]` has none of `registry`, `local-registry`, `directory` and `git`"
    case .severalPlaces(let name):
      "`[source.\(name)]` has more than one of `registry`, `local-registry`, `directory` and `git`"
    case .unknownRegistry(let name):
      "registry `\(name)` is not defined: add `[registries.\(name)]` with its `index` to a Cargo "
        + "configuration file"
    }
  }
}
