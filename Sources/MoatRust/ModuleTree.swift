import MoatModel

/// Which files of a package a crate root reaches, by `mod`, `#[path]` and `include!`, under all
/// conditions at once.
///
/// It follows https://doc.rust-lang.org/reference/items/modules.html. What macros and build scripts
/// write is not seen: a file it does not reach may still be compiled.
package struct ModuleTree: Sendable {
  /// What leads from one file to others.
  package struct Links: Hashable, Sendable {
    let declarations: [ModuleDeclaration]
    /// The gates above each of ``declarations``.
    let gates: [[Gate]]
    /// The paths of `include!`.
    let inclusions: [String]

    package init(_ source: RustSource) {
      declarations = source.moduleDeclarations
      gates = declarations.map { source.gates(at: $0.span.lower) }
      inclusions = source.inclusions.compactMap { inclusion in
        guard inclusion.kind == .source, case .path(let path) = inclusion.argument else {
          return nil
        }
        return path
      }
    }
  }

  /// What was found from one root.
  package struct Reach: Hashable, Sendable {
    package internal(set) var files: Set<String> = []
    /// The conditions above the modules that lead to a file, outermost first; nothing for a file that
    /// some way without conditions leads to.
    package internal(set) var gates: [String: [Gate]] = [:]
    /// Modules and inclusions for which the package has no file, as `file: name`.
    package internal(set) var missing: [String] = []
  }

  private let links: [String: Links]

  /// - Parameter files: every Rust file of the package, by its path from the package's folder with
  ///   slashes. What `include!` names may have any extension; those without links are only reached.
  package init(_ files: [String: Links]) { links = files }

  /// A file as it was reached: where its own modules lie depends on that.
  private struct Place: Hashable {
    let path: String
    /// The folder of its modules below its own, for a file that is not called `mod.rs`.
    let relative: String?
    /// The gates of the way here.
    var gates: [Gate] = []
  }

  /// The files reached from a crate's root, itself among them, if it is there.
  package func reach(from root: String) -> Reach {
    var reach = Reach()
    var seen: Set<Place> = []
    var next = [Place(path: root, relative: nil)]
    // What has conditions waits until everything that has none was found.
    var gated: [Place] = []
    while let place = next.popLast() ?? gated.popLast() {
      guard let links = links[place.path],
        seen.insert(Place(path: place.path, relative: place.relative)).inserted
      else { continue }
      if reach.files.insert(place.path).inserted, !place.gates.isEmpty {
        reach.gates[place.path] = place.gates
      }
      for (declaration, own) in zip(links.declarations, links.gates) {
        let candidates = Self.candidates(for: declaration, in: place)
        let found = candidates.filter { self.links[$0.path] != nil }
        if found.isEmpty { reach.missing.append("\(place.path): \(declaration.name)") }
        for var target in found {
          target.gates = place.gates + own
          if target.gates.isEmpty { next.append(target) } else { gated.append(target) }
        }
      }
      for inclusion in links.inclusions {
        let path = PackagePath.join(PackagePath.folder(of: place.path), inclusion)
        if let path, self.links[path] != nil {
          let target = Place(path: path, relative: nil, gates: place.gates)
          if place.gates.isEmpty { next.append(target) } else { gated.append(target) }
        } else {
          reach.missing.append("\(place.path): \(inclusion)")
        }
      }
    }
    reach.missing.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return reach
  }

  /// The files a declaration may mean. Only some of them are there.
  private static func candidates(
    for declaration: ModuleDeclaration, in place: Place
  ) -> [Place] {
    var folder = PackagePath.folder(of: place.path)
    var relative = place.relative
    for module in declaration.folders {
      if let path = module.path {
        guard let joined = PackagePath.join(folder, path) else { return [] }
        (folder, relative) = (joined, nil)
      } else {
        folder = PackagePath.append(folder, relative)
        relative = nil
        folder = PackagePath.append(folder, module.name)
      }
    }
    var candidates = declaration.pathAttributes.compactMap { path in
      PackagePath.join(folder, path).map { Place(path: $0, relative: nil) }
    }
    if !declaration.hasFixedPath {
      let base = PackagePath.append(PackagePath.append(folder, relative), declaration.name)
      candidates.append(Place(path: base + ".rs", relative: declaration.name))
      candidates.append(Place(path: base + "/mod.rs", relative: nil))
    }
    return candidates
  }
}

/// Paths inside of a package, with slashes; the empty one is its folder.
enum PackagePath {
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  static func append(_ folder: String, _ name: String?) -> String {
    guard let name else { return folder }
    return folder.isEmpty ? name : "\(folder)/\(name)"
  }

  /// A relative path from a folder; nil where it is absolute or leaves the package.
  static func join(_ folder: String, _ path: String) -> String? {
    guard !path.hasPrefix("/") else { return nil }
    var parts = folder.split(separator: "/")
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
