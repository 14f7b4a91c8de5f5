import MoatCargo
import MoatModel

/// Whether `Cargo.toml`, which Cargo builds by, says what `Cargo.toml.orig`, which people read, says.
///
/// Cargo makes the one from the other when it packages
/// (https://doc.rust-lang.org/cargo/commands/cargo-package.html): it fills in what is inherited from the
/// workspace and drops paths. Anybody can upload a pair that Cargo did not make.
enum OriginalManifest {
  static let fileName = "Cargo.toml.orig"

  /// What the two disagree in, as phrases; nil where one of them cannot be read.
  static func disagreements(in contents: PackageContents) -> [String]? {
    guard let file = contents[fileName],
      let written = try? ManifestFacts(file: file, in: contents),
      let built = try? ManifestFacts(of: contents)
    else { return nil }
    return package(written, built) + dependencies(written.manifest, built.manifest)
  }

  private static func package(_ written: ManifestFacts, _ built: ManifestFacts) -> [String] {
    var phrases: [String] = []
    let (one, two) = (written.manifest.package, built.manifest.package)
    func compare(_ word: String, _ left: String?, _ right: String?) {
      if left != right { phrases.append("\(word): \(left ?? "none") and \(right ?? "none")") }
    }
    compare("name", one?.name, two?.name)
    // An inherited version is nil here.
    if one?.version != nil {
      compare("version", one?.version?.description, two?.version?.description)
    }
    compare("`links`", one?.links, two?.links)
    // Newer Cargo writes down what it found by its place; none of that changes what there is.
    compare(
      "build script", written.buildScripts.map(clean).sorted().first,
      built.buildScripts.map(clean).sorted().first)
    compare("proc macro", "\(written.isProcMacro)", "\(built.isProcMacro)")
    return phrases
  }

  /// Cargo writes `./build.rs` as `build.rs`.
  private static func clean(_ path: String) -> String {
    path.hasPrefix("./") ? String(path.dropFirst(2)) : path
  }

  private struct Key: Hashable {
    let key: String
    let kind: ManifestDependency.Kind
    let target: String?
  }

  private static func dependencies(_ written: Manifest, _ built: Manifest) -> [String] {
    let before = Dictionary(written.dependencies.map { (key($0), $0) }) { $1 }
    let after = Dictionary(built.dependencies.map { (key($0), $0) }) { $1 }
    var phrases: [String] = []
    for (key, dependency) in after {
      guard let original = before[key] else {
        phrases.append("\(word(dependency)) `\(dependency.name)` is only in `Cargo.toml`")
        continue
      }
      if let phrase = difference(original, dependency) {
        phrases.append("\(word(dependency)) `\(dependency.name)`: \(phrase)")
      }
    }
    for (key, dependency) in before where after[key] == nil {
      // Cargo drops development dependencies that only have a path.
      let isDropped = dependency.kind == .development && dependency.requirement == nil
      if !isDropped {
        phrases.append("\(word(dependency)) `\(dependency.name)` is only in `\(fileName)`")
      }
    }
    return phrases.sorted()
  }

  private static func key(_ dependency: ManifestDependency) -> Key {
    // Spacing inside of `cfg(…)` is Cargo's to choose.
    let target = dependency.target.map { $0.filter { $0 != " " } }
    return Key(key: dependency.key, kind: dependency.kind, target: target)
  }

  private static func word(_ dependency: ManifestDependency) -> String {
    DependencyChange(kind: .added, old: nil, new: dependency).place
  }

  private static func difference(
    _ written: ManifestDependency, _ built: ManifestDependency
  ) -> String? {
    // The rest is in a workspace that is not here.
    if written.isInherited { return nil }
    if written.name != built.name { return "`\(written.name)` and `\(built.name)`" }
    if let requirement = written.requirement,
      requirement.comparators != built.requirement?.comparators
    {
      return
        "\(DependencyChange.text(written.requirement)) and \(DependencyChange.text(built.requirement))"
    }
    if Set(written.features) != Set(built.features) { return "other features" }
    if written.usesDefaultFeatures != built.usesDefaultFeatures { return "other default features" }
    return written.isOptional != built.isOptional ? "optional in one only" : nil
  }
}
