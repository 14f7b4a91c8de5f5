import MoatCargo
import MoatHost
import MoatModel

/// Where Cargo's configuration says that a source's packages come from instead
/// (https://doc.rust-lang.org/cargo/reference/source-replacement.html).
struct ReplacedSources {
  /// Cargo refuses circles; a chain this long is one.
  private static let chainLimit = 16

  private var places: [String: Place] = [:]
  private var replacements: [String: String] = [:]

  enum Place: Hashable {
    case registry(RedactedURL)
    /// An absolute folder with `.crate` files.
    case localRegistry(String)
    /// An absolute folder with vendored crates.
    case directory(String)
    case git(RedactedURL)
  }

  /// - Parameter files: nearest first, as ``ConfigurationFiles`` has them.
  init(_ files: [CargoConfiguration], currentDirectory: String) {
    for file in files.reversed() {
      // Paths count from the folder that holds `.cargo`.
      let path = PathText.absolute(file.source.path, in: currentDirectory)
      let base = PathText.parent(PathText.parent(path) ?? "/") ?? "/"
      for registry in file.registries where places[registry.name] == nil {
        places[registry.name] = .registry(registry.index)
      }
      for source in file.sources {
        switch source.place {
        case .registry(let url): places[source.name] = .registry(url)
        case .git(let url): places[source.name] = .git(url)
        case .localRegistry(let folder):
          places[source.name] = .localRegistry(PathText.absolute(folder, in: base))
        case .directory(let folder):
          places[source.name] = .directory(PathText.absolute(folder, in: base))
        case nil: break
        }
        if let replacement = source.replaceWith { replacements[source.name] = replacement }
      }
    }
  }

  /// The place at the end of the chain that starts at a source; nil where nothing replaces it.
  func place(of source: PackageSource) -> Place? {
    guard var name = self.name(of: source), replacements[name] != nil else { return nil }
    for _ in 0..<Self.chainLimit {
      guard let next = replacements[name] else { return places[name] }
      name = next
    }
    return nil
  }

  /// The name under which the configuration speaks of a source.
  private func name(of source: PackageSource) -> String? {
    if source.isCratesIO { return "crates-io" }
    let wanted: RedactedURL
    switch source.kind {
    case .registry(let url, _), .git(let url, _, _): wanted = url
    default: return nil
    }
    // By name, so that of two entries for one address the same is taken every time.
    return places.sorted { $0.key < $1.key }.first { name, place in
      switch place {
      case .registry(let url): source.isRegistry && url.droppingSparse.isSameRepository(as: wanted)
      case .git(let url): source.isGit && url.isSameRepository(as: wanted)
      case .localRegistry, .directory: false
      }
    }?.key
  }
}

extension RedactedURL {
  fileprivate var droppingSparse: RedactedURL {
    unredacted.hasPrefix("sparse+") ? RedactedURL(String(unredacted.dropFirst(7))) : self
  }
}
