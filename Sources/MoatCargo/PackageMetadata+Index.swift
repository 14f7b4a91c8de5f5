import MoatModel
import MoatSyntax

extension PackageMetadata {
  private static let names: Set<String> = ["deps", "features", "features2", "links"]

  /// Reads the dependencies and features of one index line; nil where it is of a format that Cargo
  /// passes over. https://doc.rust-lang.org/cargo/reference/registry-index.html
  ///
  /// - Throws: ``IndexCacheFailure/line(_:)``, also when the line is for another crate or version.
  package static func read(
    indexLine line: ArraySlice<UInt8>, crate: String, version: String
  ) throws(IndexCacheFailure) -> PackageMetadata? {
    guard
      let (line, _) = try IndexLine.read(names, of: line, crate: crate, version: version)
    else { return nil }
    var features = try Self.features(line["features"], "features")
    // The newer kinds of entry stand apart, where older Cargos do not look; they add up.
    for (name, values) in try Self.features(line["features2"], "features2") {
      features[name, default: []] += values
    }
    return PackageMetadata(
      dependencies: try dependencies(line["deps"]),
      features: features.sorted { $0.key < $1.key }.map { name, values in
        Feature(name: name, values: values.map { FeatureValue($0) })
      }, isProcMacro: nil, hasBuildScript: nil, links: line["links"]?.string)
  }

  private static func features(
    _ value: JSONValue?, _ name: String
  ) throws(IndexCacheFailure) -> [String: [String]] {
    switch value {
    case nil, .null: return [:]
    case .object(let members):
      var all: [String: [String]] = [:]
      for (feature, list) in members { all[feature] = try IndexLine.texts(list, name) }
      return all
    default: throw .line("`\(name)` is not an object")
    }
  }

  private static func dependencies(
    _ value: JSONValue?
  ) throws(IndexCacheFailure) -> [Dependency] {
    guard case .array(let elements) = value else { throw .line("`deps` is not an array") }
    var all: [Dependency] = []
    for element in elements {
      guard case .object(let members) = element else { throw .line("`deps` holds no object") }
      all.append(try dependency(IndexLine(members)))
    }
    return all
  }

  private static func dependency(
    _ members: IndexLine
  ) throws(IndexCacheFailure) -> Dependency {
    guard let key = members["name"]?.string else { throw .line("a dependency has no `name`") }
    guard let text = members["req"]?.string else { throw .line("a dependency has no `req`") }
    let requirement: VersionRequirement
    do throws(Version.Malformed) { requirement = try VersionRequirement(parsing: text) } catch {
      throw .line("`\(text)` is not a version requirement")
    }
    let kind: ManifestDependency.Kind
    switch members["kind"] {
    case nil, .null, .string("normal"): kind = .normal
    case .string("build"): kind = .build
    case .string("dev"): kind = .development
    default: throw .line("the `kind` of a dependency is not known")
    }
    let registry = try members.text("registry")
    return Dependency(
      key: key, name: try members.text("package") ?? key, kind: kind,
      condition: Condition(try members.text("target")),
      requirement: requirement, features: try members.texts("features"),
      usesDefaultFeatures: try members.flag("default_features") ?? true,
      isOptional: try members.flag("optional") ?? false,
      place: registry.map { url in
        PackageSource.cratesIOIndexes.contains { $0.hasSuffix("+\(url)") || $0 == url }
          ? .cratesIO : .registry
      } ?? .sameRegistry)
  }
}
